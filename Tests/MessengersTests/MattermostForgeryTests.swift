import Domain
import Engine
import TestSupport
import Testing

@testable import Messengers

/// What doesn't hold the token is refused, however near it comes.
struct MattermostForgeryTests {
  static let command = Recording("mattermost/slash-simple.http").request
  static let form = Recording("mattermost/outgoing-form.http").request
  static let json = Recording("mattermost/outgoing-json.http").request
  static let get = Recording("mattermost/slash-get.http").request

  static let variants: [Forgery] = tokenVariants + bodyVariants + otherVariants

  static var tokenVariants: [Forgery] {
    let token = MattermostTests.token
    let values: [String] = [
      "", "+", "x", String(token.dropLast()), String(token.dropFirst()), "\(token)x", "\(token)+", "+\(token)",
      "\(token)%0A", "%20\(token)", token.uppercased(), "Q\(token.dropFirst())", "\(token)%2C\(token)",
      String(token.reversed()), String(repeating: "a", count: 26), "null", "undefined", "*", "%25", "Token+\(token)",
      MattermostTests.outgoing, "\(token)\(token)", "%F0%9F%8E%89", String(repeating: "q", count: 10_000),
      "\(token)%00",
      "%00\(token)", "%C3", "%zz",
    ]
    let pair = "token=\(token)"
    let wrong = values.map { Forgery("token “\($0.prefix(60))”", command.replacing(pair, "token=\($0)")) }
    let others: [Forgery] = [
      Forgery("no token", command.replacing("&\(pair)", "")),
      Forgery("the token twice", command.replacing(pair, "\(pair)&\(pair)")),
      Forgery("a wrong token before it", command.replacing(pair, "token=x&\(pair)")),
      Forgery("a wrong token behind it", command.replacing(pair, "\(pair)&token=x")),
      Forgery("an empty token behind it", command.replacing(pair, "\(pair)&token=")),
      Forgery("Token with a capital", command.replacing(pair, "Token=\(token)")),
      Forgery("token[]", command.replacing(pair, "token%5B%5D=\(token)")),
      Forgery(
        "the token only in the header", command.replacing("&\(pair)", "").adding("authorization", "Token \(token)")),
      Forgery("the token only in the query", command.replacing("&\(pair)", "").with(target: "/x?\(pair)")),
      Forgery("the token as a name", command.replacing(pair, token)),
      Forgery("the token in the text", command.replacing("&\(pair)", "").replacing("text=", "text=\(pair)%26")),
      Forgery("a post with a command's token", form.replacing(MattermostTests.outgoing, token)),
      Forgery("JSON with a command's token", json.replacing(MattermostTests.outgoing, token)),
      Forgery("JSON with an empty token", json.replacing("\"\(MattermostTests.outgoing)\"", "\"\"")),
      Forgery("JSON with null as token", json.replacing("\"\(MattermostTests.outgoing)\"", "null")),
      Forgery("JSON with true as token", json.replacing("\"\(MattermostTests.outgoing)\"", "true")),
      Forgery("JSON with 0 as token", json.replacing("\"\(MattermostTests.outgoing)\"", "0")),
      Forgery(
        "JSON with a list as token",
        json.replacing("\"\(MattermostTests.outgoing)\"", "[\"\(MattermostTests.outgoing)\"]")),
      Forgery("JSON with the token twice", json.replacing("{", "{\"token\":\"\(MattermostTests.outgoing)\",")),
      Forgery("JSON without token", json.replacing("\"token\":\"\(MattermostTests.outgoing)\",", "")),
    ]
    return wrong + others
  }

  static var bodyVariants: [Forgery] {
    [
      Forgery("no body", command.with(body: [])),
      Forgery("a trailing NUL", command.with(body: command.body + [0])),
      Forgery("a wrong percent-encoding", command.with(body: command.body + Array("%".utf8))),
      Forgery("invalid UTF-8", command.with(body: command.body + [0xFF])),
      Forgery("a control character", command.with(body: command.body + [7])),
      Forgery("a post added to a command", command.with(body: command.body + Array("&post_id=x".utf8))),
      Forgery("a command added to a post", form.with(body: form.body + Array("&command=%2Fx".utf8))),
      Forgery("neither a command nor a post", command.replacing("command=%2Fbot&", "")),
      Forgery("JSON sent as form", json.with("content-type", "application/x-www-form-urlencoded")),
      Forgery("form sent as JSON", form.with("content-type", "application/json")),
      Forgery("JSON cut off", json.with(body: json.body.dropLast())),
      Forgery("JSON with something behind", json.with(body: json.body + Array("{}".utf8))),
      Forgery("JSON in a list", json.with(body: [91] + json.body + [93])),
      Forgery("JSON with a raw line break", json.replacing("#build", "#\nbuild")),
      Forgery("JSON with half a pair", json.replacing("\\u0026", "\\ud83d")),
      Forgery("JSON with a NUL", json.replacing("\\u0026", "\\u0000")),
      Forgery("JSON with an unknown escape", json.replacing("\\u0026", "\\x26")),
      Forgery("JSON with a comment", json.replacing("{", "{/**/")),
      Forgery("JSON with single quotes", json.replacing("\"", "'")),
      Forgery("too many fields", command.with(body: command.body + Array(String(repeating: "&a", count: 5_000).utf8))),
    ]
  }

  static var otherVariants: [Forgery] {
    let methods: [String] = ["PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "post", "get", ""]
    let types: [String] = ["text/plain", "", "application/xml", "multipart/form-data", "application/jsonp"]
    var all = [
      Forgery("no content type", command.with("content-type", nil)),
      Forgery("two content types", command.adding("content-type", "application/json")),
      Forgery("GET without query", get.with(target: "/mattermost/commands")),
      Forgery("GET with a body", get.with(body: command.body)),
      Forgery("GET with the fields in the body", command.with(method: "GET")),
      Forgery("GET with a wrong token", get.with(target: get.target.replacing("token=q", with: "token=x"))),
      Forgery("a post by GET", get.with(target: "/x?" + String(decoding: form.body, as: UTF8.self))),
      Forgery("POST with the fields in the query", get.with(method: "POST")),
    ]
    all += methods.map { Forgery("method “\($0)”", command.with(method: $0)) }
    all += types.map { Forgery("content type “\($0)”", command.with("content-type", $0)) }
    return all
  }

  @Test func `there are many ways to forge`() {
    #expect(Self.variants.count >= 60)
    #expect(Set(Self.variants.map(\.story)).count == Self.variants.count)
  }

  @Test(arguments: variants)
  func `a forgery is refused`(_ forgery: Forgery) throws {
    let mattermost = try MattermostTests.mattermost()
    for good in [Self.command, Self.form, Self.json, Self.get] { _ = try mattermost.receive(good, at: .recorded) }
    #expect(throws: WebhookError.self) { try mattermost.receive(forgery.request, at: .recorded) }
  }

  @Test func `of many random changes to the token none is accepted`() throws {
    let mattermost = try MattermostTests.mattermost()
    var numbers = SeededNumbers(state: 7)
    let pair = Array("token=\(MattermostTests.token)".utf8)
    let rest = Array(MattermostTests.form.utf8.dropFirst(pair.count))
    var accepted = 0
    for _ in 0..<Effort.amount(soak: 10_000_000, usual: 100_000, brief: 2_000) {
      // The first byte stays, so that nothing is only put before the token.
      let changed = pair.prefix(1) + Array(pair.dropFirst()).changed(&numbers)
      let request = MattermostTests.post("").with(body: changed + rest)
      if changed != pair[...], (try? mattermost.receive(request, at: .recorded)) != nil { accepted += 1 }
    }
    #expect(accepted == 0)
  }

  @Test func `random changes elsewhere never stop the bot`() throws {
    let mattermost = try MattermostTests.mattermost()
    var numbers = SeededNumbers(state: 11)
    for index in 0..<Effort.amount(soak: 1_000_000, usual: 20_000, brief: 1_000) {
      let good = [Self.command, Self.form, Self.json][index % 3]
      var body = good.body
      for _ in 0...Int.random(in: 0...3, using: &numbers) { body = body.changed(&numbers) }
      if let utterance = try? mattermost.receive(good.with(body: body), at: .recorded).utterance {
        #expect(!utterance.sender.user.isEmpty && !utterance.delivery.isEmpty)
      }
    }
  }
}
