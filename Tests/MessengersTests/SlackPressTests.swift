import CommandLanguage
import Commands
import Domain
import Engine
import Foundation
import Testing

@testable import Messengers

/// Buttons of Slack: how replies show them, and what a press says.
struct SlackPressTests {
  let slack: Slack

  init() throws { slack = try SlackTests.slack(SlackTests.secret) }

  @Test func `a recorded press is what the button says, with an address of its own`() throws {
    let request = Recording("slack/block-actions-ephemeral.http").request
    let utterance = try #require(try slack.receive(request, at: .recorded).utterance)
    #expect(utterance.pieces == [.text("7f3a")])
    #expect(utterance.delivery == "12466734323.1395872398.0a1b2c3d4e5f60718293a4b5c6d7e8f9")
    let ann = Utterance.Sender(user: "U012AB3CD", tenant: "T012AB3C4", handle: "ann", name: "ann")
    #expect(utterance.sender == ann)
    #expect(utterance.room == .ops)
    #expect(utterance.press == .own)
    let route = try #require(utterance.route)
    #expect(route.address == "https://hooks.slack.com/actions/T012AB3C4/1234567890125/aAbBcCdDeEfFgGhHiIjJkKlL")
    #expect(route.uses == 5 && route.expires == .recorded + .minutes(30))
  }

  @Test(arguments: ["block-actions-select", "view-closed", "shortcut-message-action", "attachment-action-legacy"])
  func `what is no press of a button is acknowledged and does nothing`(_ name: String) throws {
    let request = Recording("slack/\(name).http").request
    #expect(try slack.receive(request, at: .recorded).answer == .empty)
  }

  @Test func `a menu of another app gets no suggestions`() throws {
    let request = Recording("slack/block-suggestion.http").request
    let answer = try slack.receive(request, at: .recorded).answer
    #expect(answer == .json(Array(#"{"options":[]}"#.utf8)))
  }

  /// The recorded press with a part of its payload changed, signed again.
  private func press(_ old: String, _ new: String) throws -> WebRequest {
    let recorded = String(decoding: Recording("slack/block-actions-ephemeral.http").body, as: UTF8.self)
    let payload = try #require(recorded.dropFirst("payload=".count).replacing("+", with: " ").removingPercentEncoding)
    try #require(payload.contains(old))
    let changed = payload.replacing(old, with: new)
    let encoded = changed.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return SlackTests.signed("payload=" + encoded)
  }

  @Test(arguments: [
    (#""is_ephemeral":true"#, #""is_ephemeral":false"#), (#","is_ephemeral":true"#, ""),
    (#""is_ephemeral":true"#, #""is_ephemeral":"true""#),
  ])
  func `only an ephemeral message is one's own`(_ old: String, _ new: String) throws {
    #expect(try slack.receive(press(old, new), at: .recorded).utterance?.press == .shared)
  }

  @Test func `somebody of another company is of that company, wherever the room is`() throws {
    let request = try press(#""team_id":"T012AB3C4""#, #""team_id":"T0EVIL""#)
    #expect(try slack.receive(request, at: .recorded).utterance?.sender.tenant == "T0EVIL")
    let without = try press(#","team_id":"T012AB3C4""#, "")
    #expect(try slack.receive(without, at: .recorded).utterance?.sender.tenant == "T012AB3C4")
  }

  @Test(arguments: [
    (#""trigger_id":"#, #""other_id":"#), (#""id":"U012AB3CD","#, ""), (#""id":"U012AB3CD""#, #""id":"a b""#),
    ("https://hooks.slack.com/actions", "http://hooks.slack.com/actions"), ("response_url", "other_url"),
    (#""type":"block_actions","#, ""), (#""value":"7f3a""#, #""value":"a\u0000b""#),
    (#""value":"7f3a""#, #""value":["7f3a"]"#),
  ])
  func `a press that Slack never sends is malformed`(_ old: String, _ new: String) throws {
    let request = try press(old, new)
    let error = #expect(throws: WebhookError.self) { try slack.receive(request, at: .recorded) }
    #expect(error?.status == 400)
  }

  @Test func `a press that is not signed is refused`() throws {
    let good = Recording("slack/block-actions-ephemeral.http").request
    _ = try slack.receive(good, at: .recorded)
    for bad in [
      good.replacing("U012AB3CD", "U012AB3CE"), good.with("x-slack-signature", nil),
      good.with(body: good.body.dropLast()),
    ] {
      #expect(throws: WebhookError.forged) { try slack.receive(bad, at: .recorded) }
    }
    #expect(throws: WebhookError.stale) { try slack.receive(good, at: .recorded + .seconds(301)) }
  }

  // MARK: - Replies

  @Test func `a reply takes the place of the pressed message in the recorded form, byte for byte`() throws {
    let recording = Recording("slack/out-response-url-replace.http")
    let body = slack.compose(.saying("Dropped by <@U012AB3CD>", press: .own, replacesPressed: true))
    #expect(body == recording.body)
    let answer = Recording("slack/out-response-url-replace.reply.http").response
    #expect(slack.verdict(on: answer, to: .to("https://hooks.slack.com/x", [])) == .taken)
  }

  @Test func `buttons stand below the text, each with its command`() throws {
    let body = slack.compose(.saying("Sure?", buttons: .yesAndNo))
    let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    #expect(object?["text"] as? String == "Sure?")
    #expect(object?["response_type"] as? String == "ephemeral")
    #expect(object?["replace_original"] as? Bool == false)
    let blocks = try #require(object?["blocks"] as? [[String: Any]])
    #expect(blocks.map { $0["type"] as? String } == ["section", "actions"])
    #expect((blocks[0]["text"] as? [String: String]) == ["type": "mrkdwn", "text": "Sure?"])
    let buttons = try #require(blocks[1]["elements"] as? [[String: Any]])
    #expect(buttons.map { $0["value"] as? String } == ["/project confirm 4F7K", "/project cancel 4F7K"])
    #expect(buttons.map { ($0["text"] as? [String: Any])?["text"] as? String } == ["Yes", "No"])
    #expect(buttons.map { $0["style"] as? String } == ["danger", nil])
    #expect(Set(buttons.map { $0["action_id"] as? String }).count == 2)
  }

  @Test func `a command that no button holds is left to be typed`() throws {
    let commands = [2_000, 2_001].map { "/" + String(repeating: "x", count: $0 - 1) }
    for (command, count) in zip(commands, [2, 1]) {
      let buttons = [Message.Button("Long", command), Message.Button("Short", "/project list")]
      let object = try JSONSerialization.jsonObject(with: Data(slack.compose(.saying("Which?", buttons: buttons))))
      let blocks = try #require((object as? [String: Any])?["blocks"] as? [[String: Any]])
      #expect((blocks[1]["elements"] as? [Any])?.count == count)
    }
  }

  @Test(arguments: hostileTexts)
  func `a label is plain text in one line of at most 75 characters`(_ text: String) throws {
    let button = Message.Button(text + String(repeating: "👩‍👩‍👧‍👦x", count: 50), "/project list")
    let body = slack.compose(.saying("Which?", buttons: [button]))
    let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    let blocks = try #require(object?["blocks"] as? [[String: Any]])
    let element = try #require((blocks[1]["elements"] as? [[String: Any]])?.first)
    let label = try #require(element["text"] as? [String: Any])
    #expect(label["type"] as? String == "plain_text")
    #expect(label["emoji"] as? Bool == false)
    let shown = try #require(label["text"] as? String)
    #expect(shown.utf16.count <= 75 && !shown.contains("\n") && !shown.unicodeScalars.contains("\u{202E}"))
  }

  @Test(arguments: [(2_999, 1), (3_000, 1), (3_001, nil), (1_600, 1)])
  func `a long text is laid out in parts that Slack takes, or shown without buttons`(
    _ length: Int, _ sections: Int?
  ) throws {
    let line = String(repeating: "a", count: length)
    let body = slack.compose(.saying(line, buttons: .yesAndNo))
    let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    #expect((object?["blocks"] as? [Any])?.count == sections.map { $0 + 1 })
    let replaced = slack.compose(.saying(line, press: .own, replacesPressed: true))
    let other = try JSONSerialization.jsonObject(with: Data(replaced)) as? [String: Any]
    #expect((other?["blocks"] as? [Any])?.count == sections ?? 0)
  }

  @Test func `lines that are too long together become several sections`() throws {
    let line = String(repeating: "a", count: 1_600)
    let body = slack.compose(.saying("\(line)\n\(line)\nb", buttons: .yesAndNo))
    let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    let blocks = try #require(object?["blocks"] as? [[String: Any]])
    let texts = blocks.dropLast().compactMap { ($0["text"] as? [String: String])?["text"] }
    #expect(texts == [line, "\(line)\nb"])
  }
}
