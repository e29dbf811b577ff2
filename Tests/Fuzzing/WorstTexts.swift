import CommandLanguage
import Commands
import Domain
import Texts

/// Long texts that are hard on a reader: much that opens and never closes, parts, or is invisible.
package enum WorstTexts {
  /// What is repeated, by what is hard about it.
  package static let patterns: [(name: String, beginning: String, repeated: String)] = [
    ("plain words", "/project archive ", "word "), ("one word", "/project archive ", "x"),
    ("open quotes", "/project archive ", "\"x "), ("every kind of open quote", "/project archive ", "“x ‘y «z ‹w "),
    ("quotes within quotes", "/project archive ", "\"“a” "),
    ("quotes in words", "/project archive ", "x\"y' "), ("empty quotes", "/project archive ", "\"\" "),
    ("dashes", "/project archive ", "--"), ("long dashes", "/project archive ", "— –x "),
    ("options", "/project list ", "--tag x "), ("values of an option", "/project create X --description ", "a b "),
    ("pairs", "/project archive ", "a:b "), ("colons", "/project archive ", "::: "),
    ("little words", "/project invite @a to ", "to in from as "), ("one little word", "/project copy X as ", "as "),
    ("people", "/project invite ", "@ann,@bob, "), ("commas", "/project invite @a", ","),
    ("blanks", "/project archive", " "), ("lines", "/project archive", "\r\n"),
    ("invisible", "/project archive ", "\u{200B}"), ("dots", "/project archive ", "…"),
    ("marks on one letter", "/project archive x", "\u{301}"), ("families", "/project archive ", "👩‍👩‍👧‍👦"),
    ("full width", "/project archive ", "ｆ－－ａ＝"), ("verbs", "/", "archive "), ("slashes", "", "/"),
    ("dates", "/project dates X --until ", "next friday at 9:00 "), ("dotted", "/project dates X --until ", "1.1."),
  ]

  package static func text(_ beginning: String, _ repeated: String, bytes: Int) -> String {
    beginning + String(repeating: repeated, count: max(1, (bytes - beginning.utf8.count) / repeated.utf8.count))
  }

  /// As long as a message may be.
  package static func longestMessage(_ beginning: String, _ repeated: String) -> String {
    let most = CommandCatalog.maximumLength
    let count = min(
      (most - beginning.count) / max(repeated.count, 1), (most * 4 - beginning.utf8.count) / repeated.utf8.count)
    return beginning + String(repeating: repeated, count: count)
  }

  /// Reads a text as a message is read.
  package static func read(_ text: String) { _ = try? CommandCatalog.parse([.text(text)]) }

  /// Tells words, options and slots apart, however long the text.
  package static func split(_ text: String) {
    let words = Word.words(of: [.text(text)])
    for usage in usages {
      guard let (_, rest) = try? GivenOptions.take(from: words, of: usage, under: "project") else { continue }
      _ = try? Split.all(of: rest, of: usage, under: "project")
    }
    _ = try? DateReader(now: Moment(seconds: 1_795_456_800), zone: "Europe/Berlin", zones: ZoneClocks())
      .read(text, edge: .end)
  }

  private static let usages = ["archive", "invite", "copy"].compactMap { verb in
    CommandCatalog.all.map { $0.usage }.first { $0.verb == verb }
  }
}
