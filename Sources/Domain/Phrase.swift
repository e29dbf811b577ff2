/// A sentence of the bot: its key in `bot-config/texts`, and what fills its placeholders.
///
/// It has no language and no markup yet; both are the reader's.
package struct Phrase: Sendable, Equatable {
  package let key: String
  package let arguments: [String: Argument]

  /// - Parameter key: such as `group.archived`, for the sentence “{group} is archived.”
  package init(_ key: String, _ arguments: [String: Argument] = [:]) {
    self.key = key
    self.arguments = arguments
  }

  /// What can stand in a sentence.
  package enum Argument: Sendable, Equatable {
    /// A name or another text from outside: shown as it is, never as markup or as a mention.
    case text(String)
    /// Something to type, such as `/project unarchive Apollo`.
    case command(String)
    /// How something is written, such as `/project copy GROUP as NAME`: words in capitals stand for something, and are the
    /// reader's own.
    case usage(String)
    /// A count; it chooses the plural form.
    case number(Int)
    /// Shown on the reader's clock, with weekday and zone; the first or last moment of a day there is the whole day.
    case moment(Moment)
    case person(Person)
    case people([Person])
    /// Another sentence, or a word that depends on the language.
    indirect case phrase(Phrase)
    /// Several of these, joined as the language joins a list.
    indirect case list([Argument])
  }
}

extension Phrase {
  /// The same with something else in the place of a person.
  package func replacing(_ person: Person, by other: Argument) -> Phrase {
    Phrase(
      key,
      arguments.mapValues { argument in
        if case .person(let named) = argument, named.key == person.key { other } else { argument }
      })
  }
}

extension Phrase {
  /// The same for the same sentence about the same things, and for no other, whatever people are called today.
  package var canonical: String {
    let parts = arguments.sorted { $0.key < $1.key }.map { $0.key.measured + $0.value.canonical }
    return key.measured + "(" + parts.joined() + ")"
  }
}

extension Phrase.Argument {
  fileprivate var canonical: String {
    switch self {
    case .text(let text): "t" + text.measured
    case .command(let command): "c" + command.measured
    case .usage(let line): "u" + line.measured
    case .number(let number): "n" + String(number).measured
    case .moment(let moment): "m" + String(moment.milliseconds).measured
    case .person(let person): "p" + person.key.text.measured
    case .people(let people): "P(" + people.map { $0.key.text.measured }.joined() + ")"
    case .phrase(let phrase): "s" + phrase.canonical
    case .list(let list): "l(" + list.map { $0.canonical }.joined() + ")"
    }
  }
}

extension String {
  /// With its length before it, so that where it ends is no question of what it holds.
  fileprivate var measured: String { "\(utf8.count):\(self)" }
}
