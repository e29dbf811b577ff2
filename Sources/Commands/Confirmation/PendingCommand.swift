package import CommandLanguage
package import Domain

/// What waits for somebody's Yes: a command as it was said, and what the bot answered would happen.
package struct PendingCommand: Sendable, Equatable {
  /// Such as `4f7k`; it is worth something to this person only.
  package let code: String
  package let person: PersonKey
  /// By which it was said: whom its mentions mean depends on it.
  package let connection: String
  /// The whole command with its root.
  package let pieces: [Piece]
  /// The canonical form of what was asked: Yes is said to this, and to nothing else.
  package let question: String
  package let expires: Moment

  package init(
    code: String, person: PersonKey, connection: String, pieces: [Piece], question: String, expires: Moment
  ) {
    self.code = code
    self.person = person
    self.connection = connection
    self.pieces = pieces
    self.question = question
    self.expires = expires
  }

  /// How long one may think about it.
  package static let life = Moment.Span.minutes(5)

  /// How long the code is.
  package static let codeLength = 4
}

/// What may happen only after a Yes, as it is to be asked.
package struct Unconfirmed: Error, Sendable {
  /// What will happen.
  package let consequences: Reply
  /// The same for what is the same in all that matters.
  package let question: String
  /// The command that waits, when it is another than what was just said.
  package let pending: PendingCommand?

  package init(_ consequences: Reply, question: String, pending: PendingCommand? = nil) {
    self.consequences = consequences
    self.question = question
    self.pending = pending
  }

  /// What will happen, and how to say Yes or No.
  package func reply(code: String, root: String) -> Reply {
    let yes = "/\(root) confirm \(code.uppercased())"
    let no = "/\(root) cancel \(code.uppercased())"
    let changed = pending == nil ? [] : [Reply.Block.paragraph(Phrase("confirm.changed"))]
    return Reply(
      changed + consequences.blocks + [.paragraph(Phrase("confirm.how", ["yes": .command(yes), "no": .command(no)]))],
      buttons: [Button(Phrase("confirm.yes"), yes, isDangerous: true), Button(Phrase("confirm.no"), no)])
  }
}
