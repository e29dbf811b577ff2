import CommandLanguage
import Domain
import Engine
import Foundation
import Signing
import Testing

@testable import Messengers

struct SlackTests {
  static let secret = "5f2b8c1d9e7a4036b1c2d3e4f5061728"

  static func slack(_ secrets: String...) throws -> Slack {
    try #require(Slack(connection: "slack", signingSecrets: secrets.map { Secret($0) }))
  }

  /// A request signed as Slack signs it.
  static func signed(
    _ body: [UInt8], by secret: String = secret, at seconds: String = "1767225600",
    type: String = "application/x-www-form-urlencoded"
  ) -> WebRequest {
    let code = AuthenticationKey(Array(secret.utf8))?.code(of: Array("v0:\(seconds):".utf8), body).hex ?? ""
    return WebRequest(
      method: "POST", target: "/hooks/slack",
      headers: [
        WebHeader("host", "bot.example.com"), WebHeader("x-slack-signature", "v0=\(code)"),
        WebHeader("x-slack-request-timestamp", seconds), WebHeader("content-type", type),
      ], body: body)
  }

  static func signed(_ form: String) -> WebRequest { signed(Array(form.utf8)) }

  static let form = """
    team_id=T012AB3C4&channel_id=C024BE7LR&channel_name=ops&user_id=U012AB3CD&user_name=ann&command=%2Fbot&text=hi&\
    response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0%2F1%2Fa&trigger_id=398738663015.474.803a
    """

  // MARK: - What Slack sends

  @Test(arguments: Recorded.all("slack"))
  func `a recorded request gets its status`(_ recorded: Recorded) throws {
    let slack = try Self.slack(recorded.secret ?? Self.secret)
    let now = recorded.now.flatMap { Int64($0) }.map { Moment(seconds: $0) } ?? .recorded
    do throws(WebhookError) {
      let reception = try slack.receive(Recording(recorded.file).request, at: now)
      #expect((reception.answer?.status ?? 200) == recorded.expectedStatus)
      #expect(recorded.verify == "ok")
    } catch {
      #expect(error.status == recorded.expectedStatus)
      #expect(recorded.verify == "fail")
    }
  }

  @Test(arguments: [
    ("official-example", [Piece.text("/webhook-collect")]),
    ("simple", [.text("/bot deploy api production")]),
    (
      "escaped-mentions",
      [
        .text("/bot invite "), .mention(user: "U0G9QF9C6", handle: "bob"),
        .text(" #ops @S0615G0KT https://example.com/a?b=1&c=2 a & b <all>"),
      ]
    ),
    (
      "escaped-mentions-noname",
      [.text("/bot invite "), .mention(user: "U0G9QF9C6", handle: ""), .text(" #C0PRIVATE1")]
    ),
    ("smart-quotes", [.text("/bot say “hello ‘big’ world” —force –n\u{A0}x…  ")]),
    ("empty-text", [.text("/bot")]),
    ("text-contains-payload", [.text("/bot show payload=1 & ssl_check=1")]),
    ("enterprise", [.text("/bot help")]),
  ])
  func `a recorded command is read`(_ name: String, _ pieces: [Piece]) throws {
    let isExample = name == "official-example"
    let slack = try Self.slack(Self.secret, "8f742231b10e8888abcd99yyyzzz85a5")
    let request = Recording("slack/slash-\(name).http").request
    let now = isExample ? Moment(seconds: 1_531_420_618) : .recorded
    let utterance = try #require(try slack.receive(request, at: now).utterance)
    #expect(utterance.pieces == pieces)
    #expect(utterance.delivery == "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
    #expect(utterance.room.id == (isExample ? "G8PSS9T3V" : "C024BE7LR"))
    #expect(!utterance.room.isDirect && !utterance.room.isOverheard)
    let ann = Utterance.Sender(user: "U012AB3CD", tenant: "T012AB3C4", handle: "ann", name: "ann")
    let other = Utterance.Sender(user: "U2CERLKJA", tenant: "T1DC2JH3J", handle: "roadrunner", name: "roadrunner")
    #expect(utterance.sender == (isExample ? other : ann))
    let route = try #require(utterance.route)
    #expect(route.address.hasPrefix("https://hooks.slack.com/commands/T"))
    #expect(route.expires == now + .minutes(30))
    #expect(route.uses == 5)
  }

  @Test func `a long text arrives whole`() throws {
    let request = Recording("slack/slash-long-text.http").request
    let utterance = try #require(try Self.slack(Self.secret).receive(request, at: .recorded).utterance)
    guard utterance.pieces.count == 1, case .text(let text)? = utterance.pieces.first else { throw Unexpected() }
    #expect(text.count >= 4_000)
    #expect(text.hasSuffix("xxx"))
  }

  struct Unexpected: Error {}

  @Test func `a direct talk is known by its name`() throws {
    let request = Self.signed(Self.form.replacing("name=ops", with: "name=directmessage"))
    #expect(try Self.slack(Self.secret).receive(request, at: .recorded).utterance?.room.isDirect == true)
  }

  @Test func `during a rotation both secrets are good, and no third one`() throws {
    let slack = try Self.slack("new", Self.secret)
    for secret in ["new", Self.secret] {
      _ = try slack.receive(Self.signed(Array(Self.form.utf8), by: secret), at: .recorded)
    }
    #expect(throws: WebhookError.forged) {
      try slack.receive(Self.signed(Array(Self.form.utf8), by: "old"), at: .recorded)
    }
    #expect(Slack(connection: "slack", signingSecrets: []) == nil)
    #expect(Slack(connection: "slack", signingSecrets: [Secret("good"), Secret("")]) == nil)
  }

  @Test(arguments: [
    (Int64(-301), false), (-300, true), (-1, true), (0, true), (300, true), (301, false),
  ])
  func `the clocks may differ by five minutes`(_ seconds: Int64, _ isFresh: Bool) throws {
    let slack = try Self.slack(Self.secret)
    let now = Moment.recorded + .seconds(seconds)
    if isFresh {
      _ = try slack.receive(Self.signed(Self.form), at: now)
    } else {
      #expect(throws: WebhookError.stale) { try slack.receive(Self.signed(Self.form), at: now) }
    }
  }

  // MARK: - What the protocol answers by itself

  @Test func `an event address is confirmed with the challenge`() throws {
    let answer = try Self.slack(Self.secret)
      .receive(Recording("slack/url-verification.http").request, at: .recorded).answer
    let expected = try JSONSerialization.jsonObject(with: Data(Recording.bytes("slack/url-verification.reply.json")))
    let body = try JSONSerialization.jsonObject(with: Data(answer?.body ?? []))
    #expect(body as? [String: String] == expected as? [String: String])
    #expect(answer?.header("content-type")?.hasPrefix("application/json") == true)
  }

  @Test(arguments: [
    Recording("slack/event-app-mention.http").body, Recording("slack/event-message-im.http").body,
    Array(#"{"type":"app_rate_limited","team_id":"T0","minute_rate_limited":1}"#.utf8),
  ])
  func `an event is taken when it is signed, and nothing is done with it`(_ event: [UInt8]) throws {
    let slack = try Self.slack(Self.secret)
    #expect(try slack.receive(Self.signed(event, type: "application/json"), at: .recorded).answer == .empty)
    let forged = Self.signed(event, by: "other", type: "application/json")
    #expect(throws: WebhookError.forged) { try slack.receive(forged, at: .recorded) }
  }

  @Test func `a certificate check is no way round the signature`() throws {
    let slack = try Self.slack(Self.secret)
    let get = WebRequest(method: "GET", target: "/hooks/slack?ssl_check=1&token=x", headers: [], body: [])
    #expect(try slack.receive(get, at: .recorded).answer == .empty)
    #expect(try slack.receive(Self.signed("ssl_check=1&token=x"), at: .recorded).answer == .empty)
    let both = Self.signed("\(Self.form)&ssl_check=1")
    #expect(try slack.receive(both, at: .recorded).utterance != nil)
    for target in ["/hooks/slack?ssl_check=1&command=%2Fbot", "/hooks/slack?token=x", "/hooks/slack?ssl_check=2", "/"] {
      #expect(throws: WebhookError.method) { try slack.receive(get.with(target: target), at: .recorded) }
    }
    for body in ["ssl_check=1", "ssl_check=1&token=x", "\(Self.form)&ssl_check=1"] {
      let unsigned = Self.signed(body).with("x-slack-signature", nil)
      #expect(throws: WebhookError.forged) { try slack.receive(unsigned, at: .recorded) }
    }
  }

  @Test(arguments: [
    form.replacing("user_id=U012AB3CD&", with: ""), form.replacing("user_id=U012AB3CD", with: "user_id="),
    form.replacing("team_id=T012AB3C4&", with: ""), form.replacing("&trigger_id=398738663015.474.803a", with: ""),
    form.replacing("channel_id=C024BE7LR&", with: ""), form.replacing("command=%2Fbot&", with: ""),
    form.replacing("command=%2Fbot", with: "command=bot"), form.replacing("%2Fbot", with: "%2Fbot+x"),
    form.replacing("response_url=https", with: "response_url=http"),
    form.replacing("https%3A%2F%2Fhooks", with: "https%3A%2F%2Fa%40hooks"),
    form.replacing("response_url=", with: "response="), "\(form)&user_id=U0EVIL", "\(form)&command=%2Fbot",
    "\(form)&text=again", "\(form)&trigger_id=1", "\(form)&response_url=https%3A%2F%2Fevil.example.com",
    form.replacing("text=hi", with: "text=%"), form.replacing("text=hi", with: "text=%4"),
    form.replacing("text=hi", with: "text=%zz"), form.replacing("text=hi", with: "text=%FF"),
    form.replacing("text=hi", with: "text=%C3"), form.replacing("text=hi", with: "text=%ED%A0%80"),
    form.replacing("text=hi", with: "text=a%00b"), form.replacing("text=hi", with: "text=a\0b"),
    form.replacing("text=hi", with: "text=a\u{1}b"), form.replacing("U012AB3CD", with: "U0%0Aforged"),
    form.replacing("U012AB3CD", with: "U%20"), form.replacing("398738663015", with: String(repeating: "1", count: 600)),
    "payload=%7B%7D", "\(form)&payload=%7B%7D", "", "&&&", "=", "ssl_check=1&ssl_check=1", "hello",
    "{}", String(repeating: "a&", count: 5_000),
  ])
  func `a genuine request that Slack never sends is malformed`(_ form: String) throws {
    let error = #expect(throws: WebhookError.self) {
      try Self.slack(Self.secret).receive(Self.signed(form), at: .recorded)
    }
    #expect(error?.status == 400)
  }

  @Test(arguments: [
    (#"{"event":{}}"#, "application/json"), (#"{"type":1}"#, "application/json"), ("[]", "application/json"),
    ("", "application/json"), (#"{"type":"url_verification"}"#, "application/json"),
    (#"{"type":"url_verification","challenge":"a","challenge":"b"}"#, "application/json"),
    (form, "application/json"), (form, "text/plain"), (form, ""), (form, "multipart/form-data"),
    (form, "application/x-www-form-urlencodedx"),
  ])
  func `a genuine body of another kind is malformed`(_ body: String, _ type: String) throws {
    let request = Self.signed(Array(body.utf8), type: type)
    let error = #expect(throws: WebhookError.self) { try Self.slack(Self.secret).receive(request, at: .recorded) }
    #expect(error?.status == 400)
  }

  @Test(arguments: [
    "application/x-www-form-urlencoded; charset=utf-8", "APPLICATION/X-WWW-FORM-URLENCODED",
    "application/x-www-form-urlencoded ;charset=UTF-8",
  ])
  func `a content type may be written in several ways`(_ type: String) throws {
    _ = try Self.slack(Self.secret).receive(Self.signed(Array(Self.form.utf8), type: type), at: .recorded)
  }

  @Test func `a stand-in for Slack may be without encryption if the operator allows it`() throws {
    var settings: any ConnectionSettings = SettingsTable(
      values: ["signing_secret": [Self.secret], "allow_private_addresses": ["true"]])
    let slack = try #require(Slack(&settings))
    let local = Self.form.replacing("https%3A%2F%2Fhooks.slack.com", with: "http%3A%2F%2F127.0.0.1%3A9000")
    let utterance = try slack.receive(Self.signed(local), at: .recorded).utterance
    #expect(utterance?.route?.address == "http://127.0.0.1:9000/commands/T0/1/a")
  }

  @Test func `without a secret there is no connection`() {
    var settings: any ConnectionSettings = SettingsTable()
    #expect(Slack(&settings) == nil)
    #expect((settings as? SettingsTable)?.problems == ["signing_secret"])
  }
}
