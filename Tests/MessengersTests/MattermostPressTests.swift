import CommandLanguage
import Commands
import Domain
import Engine
import Foundation
import Testing

@testable import Messengers

/// Buttons of Mattermost: how replies show them, and which presses are believed.
struct MattermostPressTests {
  static let alice = "rd49ehbqyjytddasoownkuqrxe"
  let mattermost: Mattermost

  init() throws { mattermost = try MattermostTests.mattermost(publicURL: "https://bot.example.com/") }

  /// The buttons of a question as the server keeps them.
  private func actions(of mattermost: Mattermost, in room: Utterance.Room = .ops) throws -> [[String: Any]] {
    let body = mattermost.compose(.saying("Sure?", buttons: .yesAndNo, in: room))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
    let attachments = try #require(object["attachments"] as? [[String: Any]])
    return try #require(attachments.first?["actions"] as? [[String: Any]])
  }

  /// What the server keeps with a button and sends back when it is pressed.
  private func context(_ index: Int = 0, of mattermost: Mattermost) throws -> [String: String] {
    let integration = try #require(try actions(of: mattermost)[index]["integration"] as? [String: Any])
    return try #require(integration["context"] as? [String: String])
  }

  /// The recorded press of a button that the bot had offered.
  private func press(
    _ context: [String: String], from name: String = "action-button-ephemeral", user: String = alice
  ) throws -> WebRequest {
    let request = Recording("mattermost/\(name).http").request
    var body = try #require(try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
    body["context"] = context
    body["user_id"] = user
    return request.with(body: Array(try JSONSerialization.data(withJSONObject: body)))
  }

  @Test(arguments: [("action-button-ephemeral", false), ("action-dm", true)])
  func `a recorded press of an offered button is what the button says`(_ name: String, _ isDirect: Bool) throws {
    let request = try press(context(of: mattermost), from: name)
    let utterance = try #require(try mattermost.receive(request, at: .recorded + .minutes(29)).utterance)
    #expect(utterance.pieces == [.text("/project confirm 4F7K")])
    #expect(utterance.delivery.hasPrefix("press:ZWZ5ZjRndzR4YmJxOHJl"))
    // In a direct talk the team is empty; it is the one of the question.
    let alice = Utterance.Sender(
      user: Self.alice, tenant: "5xxzt146eax4tul69409opqjlf", handle: "alice", name: "alice")
    #expect(utterance.sender == alice)
    #expect(utterance.room == Utterance.Room(id: "j6j53p28k6urx15fpcgsr20psq", isDirect: isDirect))
    #expect(utterance.route == nil)
    #expect(utterance.press == .shared)
  }

  @Test(arguments: Recorded.all("mattermost").filter { $0.file.contains("action") }.map(\.file))
  func `a press of a button that others offered is refused`(_ file: String) throws {
    let request = Recording(file).request
    #expect(throws: WebhookError.forged) { try mattermost.receive(request, at: .recorded) }
    #expect(throws: WebhookError.forged) { try MattermostTests.mattermost().receive(request, at: .recorded) }
  }

  @Test func `a press of anything but a button is malformed`() throws {
    let request = try press(context(of: mattermost), from: "action-select")
    let error = #expect(throws: WebhookError.self) { try mattermost.receive(request, at: .recorded) }
    #expect(error?.status == 400)
  }

  @Test func `a token is good for its person, its command, its time and its connection alone`() throws {
    let yes = try context(of: mattermost)
    let no = try context(1, of: mattermost)
    _ = try mattermost.receive(press(yes), at: .recorded)
    var forgeries: [(String, WebRequest)] = [
      ("another person", try press(yes, user: "erj6qck3rfgtujs86w5r6rckzh")),
      ("another button's token", try press(yes.merging(["token": no["token"] ?? ""]) { $1 })),
    ]
    for (name, value) in [
      ("command", "/project delete Apollo"), ("team", "other"), ("until", "9999999999999"), ("token", ""),
      ("token", String(repeating: "0", count: 64)), ("token", (yes["token"] ?? "").uppercased()),
      ("token", MattermostTests.token), ("until", "soon"),
    ] {
      forgeries.append(("\(name) \(value)", try press(yes.merging([name: value]) { $1 })))
    }
    for name in yes.keys {
      forgeries.append(("no \(name)", try press(yes.filter { $0.key != name })))
    }
    for (story, request) in forgeries {
      #expect(throws: WebhookError.forged, "\(story)") { try mattermost.receive(request, at: .recorded) }
    }
    #expect(throws: WebhookError.stale) { try mattermost.receive(press(yes), at: .recorded + .minutes(30)) }
    let other = try #require(
      Mattermost(connection: "other", tokens: [Secret(MattermostTests.token)], publicURL: "https://bot.example.com"))
    #expect(throws: WebhookError.forged) { try other.receive(press(yes), at: .recorded) }
  }

  @Test func `while the token is rotated, buttons of before can still be pressed`() throws {
    let url = "https://bot.example.com"
    let before = try #require(Mattermost(connection: "chat", tokens: [Secret("old")], publicURL: url))
    let during = try #require(Mattermost(connection: "chat", tokens: [Secret("new"), Secret("old")], publicURL: url))
    let after = try #require(Mattermost(connection: "chat", tokens: [Secret("new")], publicURL: url))
    let old = try press(context(of: before))
    #expect(try during.receive(old, at: .recorded).utterance != nil)
    #expect(throws: WebhookError.forged) { try after.receive(old, at: .recorded) }
    #expect(try after.receive(press(context(of: during)), at: .recorded).utterance != nil)
  }

  // MARK: - Replies

  @Test(arguments: [Utterance.Room.ops, .overheard])
  func `buttons have the form of the recorded ones`(_ room: Utterance.Room) throws {
    let recorded = try JSONSerialization.jsonObject(with: Data(Recording.bytes("mattermost/slash-confirm.reply.json")))
    let attachments = try #require((recorded as? [String: Any])?["attachments"] as? [[String: Any]])
    let expected = try #require(attachments.first?["actions"] as? [[String: Any]])
    let offered = try actions(of: mattermost, in: room)
    for (action, other) in zip(offered, expected) {
      #expect(Set(other.keys).isSubset(of: action.keys))
      #expect(action["type"] as? String == other["type"] as? String)
      let id = try #require(action["id"] as? String)
      #expect(
        id.utf8.allSatisfy {
          UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
        })
      let integration = try #require(action["integration"] as? [String: Any])
      #expect(integration["url"] as? String == "https://bot.example.com/hooks/chat")
    }
    #expect(offered.map { $0["name"] as? String } == ["Yes", "No"])
    #expect(offered.map { $0["style"] as? String } == ["danger", "default"])
  }

  @Test func `without a public address there are no buttons`() throws {
    let body = try MattermostTests.mattermost().compose(.saying("Sure?", buttons: .yesAndNo))
    #expect(!String(decoding: body, as: UTF8.self).contains("attachments"))
  }

  @Test func `the answer to a press is for who pressed, in the recorded form`() throws {
    let body = mattermost.compose(.saying("Dropped", buttons: .yesAndNo, press: .shared))
    let recorded = Recording.bytes("mattermost/action-button-ephemeral.reply.json")
    #expect(
      try JSONSerialization.jsonObject(with: Data(body)) as? NSDictionary
        == JSONSerialization.jsonObject(with: Data(recorded)) as? NSDictionary)
  }

  @Test func `a reply for the room takes the place of the room's question`() throws {
    let body = mattermost.compose(.saying("Dropped", to: .room, press: .shared, replacesPressed: true))
    #expect(
      String(decoding: body, as: UTF8.self)
        == #"{"update":{"message":"Dropped","props":{}},"skip_slack_parsing":true}"#)
  }
}
