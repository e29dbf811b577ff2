import Commands
import Engine

/// Lays a reply with buttons out in blocks, where Slack has them.
///
/// Source: <https://docs.slack.dev/reference/block-kit/blocks/actions-block>
enum SlackBlocks {
  /// The message for a `response_url` or an HTTP answer.
  static func body(of message: Message) -> JSON {
    var members: [JSON.Member] = []
    // What takes another's place is seen by those who saw that.
    if !message.replacesPressed {
      members.append(JSON.Member("response_type", .text(message.audience == .room ? "in_channel" : "ephemeral")))
    }
    members.append(JSON.Member("replace_original", .flag(message.replacesPressed)))
    members.append(JSON.Member("text", .text(message.text)))
    if let sections = sections(of: message.text), !message.buttons.isEmpty || message.replacesPressed {
      members.append(JSON.Member("blocks", .list(sections + actions(message.buttons))))
    } else if message.replacesPressed {
      // Or else the buttons stay.
      members.append(JSON.Member("blocks", .list([])))
    }
    return .object(members)
  }

  /// The text in as few parts as Slack's limits allow; `nil` when a single line is over them.
  private static func sections(of text: String) -> [JSON]? {
    var parts: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.utf16.count <= textLimit else { return nil }
      if let last = parts.last, last.utf16.count + line.utf16.count < textLimit {
        parts[parts.count - 1] = last + "\n" + line
      } else {
        parts.append(String(line))
      }
    }
    guard parts.count < blockLimit, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    return parts.map { part in
      .object([
        JSON.Member("type", .text("section")),
        JSON.Member("text", .object([JSON.Member("type", .text("mrkdwn")), JSON.Member("text", .text(part))])),
      ])
    }
  }

  /// A row of buttons; none for no buttons.
  private static func actions(_ buttons: [Message.Button]) -> [JSON] {
    // A value that is too long would cost the whole message; the text says as well what to type.
    let buttons = buttons.filter { $0.command.utf16.count <= valueLimit }
    guard !buttons.isEmpty else { return [] }
    let elements = buttons.prefix(buttonLimit).enumerated().map { index, button in
      JSON.object(
        [
          JSON.Member("type", .text("button")), JSON.Member("action_id", .text("press-\(index + 1)")),
          JSON.Member(
            "text",
            .object([
              JSON.Member("type", .text("plain_text")),
              JSON.Member("text", .text(label(of: button))),
              JSON.Member("emoji", .flag(false)),
            ])), JSON.Member("value", .text(button.command)),
        ] + (button.isDangerous ? [JSON.Member("style", .text("danger"))] : []))
    }
    return [.object([JSON.Member("type", .text("actions")), JSON.Member("elements", .list(elements))])]
  }

  /// What stands on the button, cut between letters where it is too long.
  private static func label(of button: Message.Button) -> String {
    var label = String(PlainText(button.label).line.prefix(labelLimit))
    while label.utf16.count > labelLimit { label.removeLast() }
    return label
  }

  // Slack counts as JavaScript does, in UTF-16.
  private static let textLimit = 3_000
  private static let blockLimit = 50
  private static let buttonLimit = 25
  private static let labelLimit = 75
  private static let valueLimit = 2_000
}
