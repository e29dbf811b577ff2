package import Commands
package import Domain

/// A reply on its way to a messenger, in the reader's words.
package struct Message: Sendable {
  /// Written with the messenger's markup.
  package let text: String
  /// What can be pressed, where the messenger has buttons; the text says as well what to type.
  package let buttons: [Button]
  /// Who is to see it, as far as the messenger can choose.
  package let audience: Reply.Audience
  /// What it answers; `nil` for what nobody has asked for.
  package let utterance: Utterance?
  /// Whether it takes the place of the message whose button was pressed.
  package let replacesPressed: Bool
  package let at: Moment

  package init(
    _ text: String, buttons: [Button] = [], to audience: Reply.Audience = .sender, answering utterance: Utterance?,
    replacesPressed: Bool = false, at now: Moment
  ) {
    self.text = text
    self.buttons = buttons
    self.audience = audience
    self.utterance = utterance
    self.replacesPressed = replacesPressed
    self.at = now
  }

  /// A button of the reply, in the reader's words.
  package struct Button: Sendable, Equatable {
    /// Plain text; it can hold what people typed.
    package let label: String
    package let command: String
    package let isDangerous: Bool

    package init(_ label: String, _ command: String, isDangerous: Bool = false) {
      self.label = label
      self.command = command
      self.isDangerous = isDangerous
    }
  }
}

extension Message {
  /// The reply in the reader's words, or the portal's for nobody in particular.
  init(
    _ reply: Reply, for reader: Person?, by wording: any Wording, answering conversation: Conversation,
    outcome: Outcome
  ) {
    let utterance = conversation.utterance
    let messenger = conversation.connection.messenger
    func written(_ reply: Reply) -> String { wording.write(reply, for: reader, with: messenger.markup) }
    self.init(
      written(reply).cut(to: type(of: messenger).textLimit, ending: written(Reply(Phrase("list.cut")))),
      buttons: reply.buttons.map { button in
        Button(
          wording.write(Reply(button.label), for: reader, with: LabelMarkup()), button.command,
          isDangerous: button.isDangerous)
      }, to: reply.audience, answering: utterance,
      replacesPressed: utterance.isReplaced(by: reply, outcome: outcome), at: conversation.now)
  }
}

extension String {
  /// Itself, or where it is longer than `limit` as many of its lines as fit with the last one.
  func cut(to limit: Int, ending last: @autoclosure () -> String) -> String {
    guard utf8.count > limit, unicodeScalars.count > limit else { return self }
    let last = "\n" + last()
    let fitting = unicodeScalars.prefix(limit - last.unicodeScalars.count)
    return String(fitting[..<(fitting.lastIndex(of: "\n") ?? fitting.endIndex)]) + last
  }
}

extension Utterance {
  /// Whether the pressed message is done with, and those who see it may see the reply.
  fileprivate func isReplaced(by reply: Reply, outcome: Outcome) -> Bool {
    switch outcome {
    case .done, .dryRun, .confirm: press == .own || press == .shared && reply.audience == .room
    case .denied, .deniedByNoRow, .notFound, .asks, .error, .stranger: false
    }
  }
}

/// No markup, for what is plain text in every messenger, such as a button, and for who searches in a text.
struct LabelMarkup: Markup {
  func plain(_ text: String) -> String { text }

  func code(_ text: String) -> String { text }

  func mention(_ person: Person) -> String { person.typed }

  func item(_ text: String) -> String { text }

  func label(_ text: String) -> String { text }
}
