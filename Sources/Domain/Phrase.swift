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
    /// A count; it chooses the plural form.
    case number(Int)
    case person(Person)
    case people([Person])
    /// Another sentence, or a word that depends on the language.
    indirect case phrase(Phrase)
    /// Several of these, joined as the language joins a list.
    indirect case list([Argument])
  }
}
