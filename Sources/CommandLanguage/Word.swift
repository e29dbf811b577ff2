/// A word of a command, with what keyboards and chat clients did to it undone.
package struct Word: Sendable, Equatable {
  /// Without its quotes; inside them the text stays as typed.
  package let text: String
  package let form: Form

  package init(_ text: String, _ form: Form = .plain) {
    self.text = text
    self.form = form
  }

  /// How the word was written.
  package enum Form: Sendable, Equatable {
    case plain
    case quoted
    /// Somebody by the messenger's id.
    case mention(user: String)
    /// `name:value` or `name=value`; an option only where the command has one of that name.
    case pair(name: String, value: String)
    /// `--name` or `--name=value`.
    case option(name: String, value: String?)
  }
}

extension Word {
  /// Splits what was said into words, in one pass.
  package static func words(of pieces: [Piece]) -> [Word] {
    var words: [Word] = []
    for piece in pieces {
      switch piece {
      case .text(let text):
        var reader = WordReader(text)
        while let word = reader.next() { words.append(word) }
      case .mention(let user, let handle):
        words.append(Word(handle, .mention(user: user)))
      }
    }
    return words
  }
}
