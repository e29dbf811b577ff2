import TestSupport
import Testing

@testable import CommandLanguage

/// How typed text becomes words, whatever keyboards and chat clients did to it.
struct WordTests {
  @Test(arguments: [
    ("project archive Apollo", ["project", "archive", "Apollo"]),
    ("  a \t b \n c  ", ["a", "b", "c"]),
    ("a\u{A0}b\u{2009}c\u{3000}d", ["a", "b", "c", "d"]),
    ("a\u{200B}b \u{FEFF} c", ["ab", "c"]),
    ("\"War and peace\"", ["War and peace"]),
    ("“War and peace”", ["War and peace"]),
    ("„War and peace“ x", ["War and peace", "x"]),
    ("«War and peace»", ["War and peace"]),
    ("'War and peace'", ["War and peace"]),
    ("‘War and peace’", ["War and peace"]),
    ("“it’s ‘big’ here”", ["it’s ‘big’ here"]),
    ("\"the “new” site\" x", ["the “new” site", "x"]),
    ("\"“new”  site\"", ["“new”  site"]),
    ("“the \"new\" site” x", ["the \"new\" site", "x"]),
    ("\"new” site", ["new", "site"]),
    ("\"the “new” site", ["the “new", "site"]),
    ("\"the “new site\" x", ["the “new site", "x"]),
    ("don't won't", ["don't", "won't"]),
    ("'tis it", ["'tis", "it"]),
    ("5\" disk 3\" disk", ["5\"", "disk", "3\"", "disk"]),
    ("\"a  —b…\"", ["a  —b…"]),
    ("wait…", ["wait..."]),
    ("ａｂｃ１２", ["abc12"]),
    ("a - b -- c — d", ["a", "-", "b", "--", "c", "—", "d"]),
    ("https://example.com/a?b=1 Note: 12:30", ["https://example.com/a?b=1", "Note:", "12:30"]),
    ("", []),
    (" \u{200B} ", []),
    ("\"", ["\""]),
    ("\"\"", [""]),
  ])
  func splits(_ text: String, _ words: [String]) {
    #expect(Word.words(of: [.text(text)]).map(\.text) == words)
  }

  @Test(arguments: [
    ("--force", Word.Form.option(name: "force", value: nil)),
    ("—force", .option(name: "force", value: nil)),
    ("–n", .option(name: "n", value: nil)),
    ("--FORCE", .option(name: "force", value: nil)),
    ("--until=2026-12-31", .option(name: "until", value: Word("2026-12-31"))),
    ("--name=“a b”", .option(name: "name", value: Word("a b", .quoted))),
    ("until:2026-12-31", .pair(name: "until", value: Word("2026-12-31"))),
    ("note:\"a b\"", .pair(name: "note", value: Word("a b", .quoted))),
    ("--tasks.view", .option(name: "tasks.view", value: nil)),
    ("--5", .plain),
    ("--a/b", .plain),
    ("https://x", .plain),
    ("\"--force\"", .quoted),
  ])
  func recognizes(_ text: String, _ form: Word.Form) {
    #expect(Word.words(of: [.text(text)]).map(\.form) == [form])
  }

  @Test(arguments: [
    "a", "'it' b", "\"a b\"", "'He said \"yes\" today'", "'say \"a\" --name Evil'", "\"it's\" x", "«a \"b\" it's» c",
    "\"abc def --name 'x y'", "“the \"new\" site” x", "note:\"a b\" x", "",
  ])
  func `words that are typed again are the same words`(_ text: String) {
    let words = Word.words(of: [.text(text)])
    #expect(words.allSatisfy { $0.canBeRepeated })
    let again = Word.words(of: [.text(words.map(\.typed).joined(separator: " "))])
    #expect(again.map(\.text) == words.map(\.text))
  }

  @Test func `what holds quotes of every kind can't be typed again`() {
    let words = Word.words(of: [.text("\"a “b” «c» ‹d› it's\" e")])
    #expect(words.map(\.text) == ["a “b” «c» ‹d› it's", "e"])
    #expect(words.map(\.canBeRepeated) == [false, true])
  }

  @Test func `a mention is a word of its own, with the messenger's id`() {
    let words = Word.words(of: [.text("/project invite "), .mention(user: "U1", handle: "bob"), .text(" to Apollo")])
    #expect(words.map(\.text) == ["/project", "invite", "bob", "to", "Apollo"])
    #expect(words[2].form == .mention(user: "U1"))
  }

  @Test func `nothing that is typed makes the reader stop, and no letter is lost`() {
    var random = SeededRandom()
    let alphabet = Array("ab1 \"'“”„«»‘’—–-=:.,…\u{A0}\u{200B}/Ｚ🎉é\n".unicodeScalars)
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...24, using: &random)
      let scalars = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" }
      let text = String(String.UnicodeScalarView(scalars))
      let words = Word.words(of: [.text(text)])
      let letters = { (text: String) in text.unicodeScalars.filter { $0 == "a" || $0 == "b" || $0 == "🎉" }.count }
      #expect(
        words.reduce(0) { $0 + letters($1.whole) } == letters(text), "\(text.debugDescription), seed \(random.seed)")
    }
  }
}

extension Word {
  /// Everything of the word, the value of an option included.
  fileprivate var whole: String {
    switch form {
    case .option(let name, let value): name + (value?.text ?? "")
    default: text
    }
  }
}
