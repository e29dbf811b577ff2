import CommandLanguage
import Domain
import Engine
import Testing

@testable import Messengers

struct MattermostTests {
  static let token = "qzgakf1nx3yt9dr4n8585ihbxy"
  static let outgoing = "zmigewsanbbsdf59xnmduzypjc"

  static func mattermost(
    botName: String = "muster", botUser: String? = nil, publicURL: String? = nil
  ) throws -> Mattermost {
    try #require(
      Mattermost(
        connection: "chat", tokens: [Secret(token)], outgoingTokens: [Secret(outgoing)], botName: botName,
        botUser: botUser, publicURL: publicURL))
  }

  static func post(_ form: String) -> WebRequest {
    WebRequest(
      method: "POST", target: "/hooks/chat",
      headers: [WebHeader("content-type", "application/x-www-form-urlencoded")], body: Array(form.utf8))
  }

  static let form = """
    token=\(token)&team_id=wx4zz8t4ttgmtxqiwfohijayzc&channel_id=fukxanjgjbnp7ng383at53k1sy&channel_name=town-square&\
    command=%2Fmuster&text=hi&trigger_id=ZWZ5Zg%3D%3D&user_id=erj6qck3rfgtujs86w5r6rckzh&user_name=alan&\
    response_url=https%3A%2F%2Fchat.example.com%2Fhooks%2Fcommands%2Fi11
    """

  static let talk = """
    token=\(outgoing)&team_id=kwoknj9nwpypzgzy78wkw516qe&channel_id=hawos4dqtby53pd64o4a4cmeoo&post_id=axdygg1957&\
    user_id=rnina9994bde8mua79zqcg5hmo&user_name=somename&trigger_word=&text=
    """

  // MARK: - What Mattermost sends

  @Test(arguments: Recorded.all("mattermost").filter { $0.verify != "context-secret" })
  func `a recorded request gets its status`(_ recorded: Recorded) throws {
    let mattermost = try Self.mattermost()
    do throws(WebhookError) {
      let reception = try mattermost.receive(Recording(recorded.file).request, at: .recorded)
      #expect((reception.answer?.status ?? 200) == recorded.expectedStatus)
      #expect(recorded.verify == "token")
      if let id = recorded.dedupe { #expect(reception.utterance?.delivery == "post:\(id)") }
    } catch {
      #expect(error.status == recorded.expectedStatus)
      #expect(recorded.verify == "fail")
    }
  }

  @Test(arguments: [
    ("slash-simple", [Piece.text("/bot deploy api production")]),
    ("slash-get", [.text("/bot deploy api production")]),
    ("slash-confirm", [.text("/bot drop database prod")]),
    ("slash-thread", [.text("/bot status")]),
    (
      "slash-mentions",
      [
        .text("/bot invite "), .mention(user: "rnina9994bde8mua79zqcg5hmo", handle: "bob"), .text(" "),
        .mention(user: "94dzjnkd8igafdraw66syi1cde", handle: "carla.x"), .text(" to ~ops"),
      ]
    ),
  ])
  func `a recorded command is read`(_ name: String, _ pieces: [Piece]) throws {
    let request = Recording("mattermost/\(name).http").request
    let utterance = try #require(try Self.mattermost().receive(request, at: .recorded).utterance)
    #expect(utterance.pieces == pieces)
    #expect(utterance.delivery.hasPrefix("ZWZ5ZjRndzR4YmJxOHJl"))
    let alan = Utterance.Sender(
      user: "erj6qck3rfgtujs86w5r6rckzh", tenant: "wx4zz8t4ttgmtxqiwfohijayzc", handle: "alan", name: "alan")
    #expect(utterance.sender == alan)
    #expect(utterance.room == Utterance.Room(id: "fukxanjgjbnp7ng383at53k1sy", isDirect: false))
    let route = try #require(utterance.route)
    #expect(route.address == "https://chat.example.com/hooks/commands/i11f6nnfgfyk8eg56x9omc6dpa")
    #expect(route.expires == .recorded + .minutes(30))
    #expect(route.uses == 5)
  }

  @Test(arguments: ["outgoing-form", "outgoing-json", "outgoing-files"])
  func `a recorded post is read, the trigger word aside`(_ name: String) throws {
    let request = Recording("mattermost/\(name).http").request
    let utterance = try #require(try Self.mattermost().receive(request, at: .recorded).utterance)
    #expect(utterance.pieces == [.text("api & web")])
    #expect(utterance.delivery == "post:axdygg1957njfe5pu38saikdho")
    #expect(utterance.sender.user == "rnina9994bde8mua79zqcg5hmo")
    #expect(utterance.sender.tenant == "kwoknj9nwpypzgzy78wkw516qe")
    #expect(utterance.room == Utterance.Room(id: "hawos4dqtby53pd64o4a4cmeoo", isDirect: false, isOverheard: true))
    #expect(utterance.route == nil)
  }

  @Test func `ordinary talk gets no answer`() throws {
    let request = Recording("mattermost/outgoing-no-trigger.http").request
    #expect(try Self.mattermost().receive(request, at: .recorded).answer == .empty)
  }

  @Test(arguments: [
    ("", "just talking", nil), ("", "", nil), ("", "muster is nice", nil), ("", "a /project list", nil),
    ("", "@musterx list", nil), ("", "hello @muster", nil), ("", "/project list", "/project list"),
    ("", "!project list", "!project list"), ("", " /project list", "/project list"),
    ("", "@muster project list", "project list"), ("", "@Muster  project list ", "project list "),
    ("", "@muster", ""), ("#build", "#build api", "api"), ("#build", "#build", ""),
    ("#build", "#buildx api", "#buildx api"),
    ("#build", "say #build", "say #build"), ("muster", "muster project list", "project list"),
    ("!project", "!project list", "!project list"), ("/task", "/task list", "/task list"),
    ("!", "!task list", "!task list"),
    ("#build", "\u{3000}#build\u{A0}api\n", "api\n"),
  ])
  func `what is meant for the bot is known by its beginning`(
    _ trigger: String, _ text: String, _ heard: String?
  ) throws {
    let encoded = { (text: String) in
      text.utf8.map { "%" + (String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)) }.joined()
    }
    let form = Self.talk.replacing("trigger_word=", with: "trigger_word=\(encoded(trigger))") + encoded(text)
    let reception = try Self.mattermost().receive(Self.post(form), at: .recorded)
    if let heard {
      #expect(reception.utterance?.pieces == (heard.isEmpty ? [] : [.text(heard)]))
    } else {
      #expect(reception.answer == .empty)
    }
  }

  @Test func `the bot doesn't answer itself`() throws {
    let command = Self.post(Self.talk + "%2Fproject+list")
    #expect(try Self.mattermost().receive(command, at: .recorded).utterance != nil)
    let byName = try Self.mattermost(botName: "somename")
    #expect(try byName.receive(command, at: .recorded).answer == .empty)
    let byID = try Self.mattermost(botUser: "rnina9994bde8mua79zqcg5hmo")
    #expect(try byID.receive(command, at: .recorded).answer == .empty)
  }

  @Test func `leading blanks, line breaks and quotes survive`() throws {
    let form = Self.form.replacing("text=hi", with: "text=+a%0A%22b+c%22+%3Cx%3E+%26amp%3B")
    let utterance = try Self.mattermost().receive(Self.post(form), at: .recorded).utterance
    #expect(utterance?.pieces == [.text("/muster  a\n\"b c\" <x> &amp;")])
  }

  @Test func `another bearer in the header changes nothing`() throws {
    let request = Self.post(Self.form).adding("authorization", "Bearer of-an-oauth-connection")
    #expect(try Self.mattermost().receive(request, at: .recorded).utterance != nil)
  }

  @Test(arguments: [
    ("town-square", false), ("erj6qck3rfgtujs86w5r6rckzh__rnina9994bde8mua79zqcg5hmo", true), ("a__b", false),
    ("", false),
  ])
  func `a direct talk is known by its name`(_ name: String, _ isDirect: Bool) throws {
    let form = Self.form.replacing("town-square", with: name)
    #expect(try Self.mattermost().receive(Self.post(form), at: .recorded).utterance?.room.isDirect == isDirect)
  }

  @Test(arguments: [
    ("", true), ("https%3A%2F%2Fchat.example.com%2Fx", false), ("http%3A%2F%2Fchat.example.com%2Fx", true),
  ])
  func `without an encrypted address only the answer carries the reply`(_ address: String, _ isInline: Bool) throws {
    let form = Self.form.replacing("https%3A%2F%2Fchat.example.com%2Fhooks%2Fcommands%2Fi11", with: address)
    let utterance = try #require(try Self.mattermost().receive(Self.post(form), at: .recorded).utterance)
    #expect((utterance.route == nil) == isInline)
  }

  @Test(arguments: [
    form.replacing("user_id=erj6qck3rfgtujs86w5r6rckzh&", with: ""),
    form.replacing("&trigger_id=ZWZ5Zg%3D%3D", with: ""),
    form.replacing("%2Fmuster", with: "muster"), "\(form)&user_id=other", "\(form)&text=again", "\(form)&command=%2Fx",
    "\(form)&user_mentions=bob", "\(form)&user_mentions_ids=x", form.replacing("https%3A", with: "ftp%3A"),
    form.replacing("chat.example.com", with: "a%40chat.example.com"), form.replacing("team_id=", with: "team="),
    "\(talk)%2Fx&post_id=again", talk.replacing("post_id=axdygg1957", with: "post_id="),
    talk.replacing("user_id=", with: "user="), "\(talk)%2Fx&text=%2Fy",
  ])
  func `a genuine request that Mattermost never sends is malformed`(_ form: String) throws {
    let error = #expect(throws: WebhookError.self) {
      try Self.mattermost().receive(Self.post(form), at: .recorded)
    }
    #expect(error?.status == 400)
  }

  // MARK: - Settings

  @Test(arguments: [
    (["token": ["a"]], true, []), (["outgoing_token": ["a"]], true, []), (["token": ["a", "b"]], true, []),
    (["token": ["a"], "outgoing_token": ["b", "c"]], true, []), ([:], false, ["token"]), (["token": [""]], false, []),
    (["token": ["a"], "outgoing_token": [""]], false, []),
  ])
  func `one token is needed, and none is empty`(_ values: [String: [String]], _ isReady: Bool, _ problems: [String]) {
    var settings: any ConnectionSettings = SettingsTable(values: values)
    #expect((Mattermost(&settings) != nil) == isReady)
    #expect((settings as? SettingsTable)?.problems == problems)
    // What comes over an outgoing webhook can only be answered inline.
    #expect((settings as? SettingsTable)?.needsReplyHosts == (values["token"] != nil))
  }

  @Test func `every messenger is in the catalogue under its name`() {
    #expect(MessengerCatalog.all.map { $0.name } == ["slack", "mattermost"])
    #expect(MessengerCatalog.named("mattermost")?.name == "mattermost")
    #expect(MessengerCatalog.named("Slack") == nil)
  }
}
