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
  package indirect enum Form: Sendable, Equatable {
    case plain
    case quoted
    /// Somebody by the messenger's id.
    case mention(user: String)
    /// `name:value`; an option only where the command has one of that name.
    case pair(name: String, value: Word)
    /// `--name` or `--name=value`.
    case option(name: String, value: Word?)
  }
}

extension Word {
  /// Splits what was said into words, in one pass.
  package static func words(of pieces: [Piece]) -> [Word] {
    var words: [Word] = []
    // The name before `--owner=` or `owner:` at the end of a text; the mention after it is its value.
    var open: OpenName?
    for piece in pieces {
      switch piece {
      case .text(let text):
        var reader = WordReader(text)
        while let word = reader.next() { words.append(word) }
        open = reader.openName
      case .mention(let user, let handle):
        let mention = Word(handle, .mention(user: user))
        switch open {
        case .option(let name)?: words[words.count - 1] = Word("--" + name, .option(name: name, value: mention))
        case .pair(let name)?:
          words[words.count - 1] = Word(name + ":" + handle, .pair(name: name, value: mention))
        case nil: words.append(mention)
        }
        open = nil
      }
    }
    return words
  }

  /// What stands directly before a mention.
  enum OpenName: Equatable {
    case option(String)
    case pair(String)
  }

  /// Whether it means the same when it is typed again.
  ///
  /// Who is mentioned by the messenger's id would be named by a handle, which may be somebody else's; and what holds quotes
  /// of every kind can't stand in quotes.
  package var canBeRepeated: Bool {
    switch form {
    case .mention: false
    case .pair(_, let value), .option(_, let value?): value.canBeRepeated
    case .quoted: Quote.around(text) != nil
    case .plain: !opensQuote || Quote.around(text) != nil
    case .option(_, nil): true
    }
  }

  /// The word as it can be typed again: in quotes where it would else be read as something different.
  package var typed: String {
    switch form {
    case .mention: "@" + text
    case .quoted: Quote.around(text) ?? text
    case .plain where opensQuote: Quote.around(text) ?? text
    case .plain, .pair, .option: text
    }
  }

  /// Whether it begins with a quote that has no partner yet: what is typed behind it could be one.
  private var opensQuote: Bool { text.unicodeScalars.first.flatMap(Quote.init(opening:)) != nil }

  /// Whether it names somebody, and nothing else.
  var isMention: Bool {
    switch form {
    case .mention: true
    case .plain: text.hasPrefix("@")
    case .quoted, .pair, .option: false
    }
  }

  /// Whether it is one of the little words, whichever.
  var isLittle: Bool { Usage.LittleWord.allCases.contains(where: isLittle) }

  /// The little word that this is.
  func isLittle(_ word: Usage.LittleWord) -> Bool {
    form == .plain && text.utf8.count == word.rawValue.utf8.count && text.lowercased() == word.rawValue
  }
}
