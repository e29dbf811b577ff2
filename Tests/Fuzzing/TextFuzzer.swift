package import CommandLanguage
import Commands
import Domain
import Texts

/// Gives the readers of people's texts whatever can be typed, and more; they may refuse it, but never trap.
package struct TextFuzzer: Sendable {
  private let seed: UInt64
  private let folding = NameFolding()
  private let zones = ZoneClocks()

  package init(seed: UInt64) { self.seed = seed }

  /// What came of a run, to see that runs reach what they are for.
  package struct Outcome: Sendable, Equatable {
    package var isCommand = false
    package var isDate = false
    /// The code of a usage error.
    package var error: String?
  }

  /// Reads what the seed and the number of the run make: always the same.
  package func run(_ number: Int) -> Outcome {
    var chance = Chance(seed: seed, run: number)
    let pieces = Self.pieces(&chance)
    var outcome = Outcome()
    do throws(UsageError) {
      let parsed = try CommandCatalog.parse(pieces, isAdministrator: chance.below(2) == 0)
      outcome.isCommand = !parsed.usage.line(under: parsed.root).isEmpty
    } catch {
      outcome.error = error.code
      precondition(!error.phrases.isEmpty, "every mistake has its sentence")
      _ = Refusal(error, in: pieces)
    }
    outcome.isDate = readDate(&chance)
    return outcome
  }

  /// What the run says.
  package func pieces(of number: Int) -> [Piece] {
    var chance = Chance(seed: seed, run: number)
    return Self.pieces(&chance)
  }

  private func readDate(_ chance: inout Chance) -> Bool {
    let text = (0...chance.below(5)).map { _ in
      chance.below(8) == 0 ? Self.word(&chance) : chance.pick(Vocabulary.dates)
    }
    let zone = chance.pick(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Havana"])
    let now = Moment(seconds: 1_700_000_000 + Int64(chance.below(200_000_000)))
    let reader = DateReader(now: now, zone: zone, zones: zones)
    do throws(DateError) {
      _ = try reader.read(
        folding.folded(text.joined(separator: chance.pick([" ", " ", "", ", "]))),
        edge: chance.below(2) == 0 ? .start : .end)
      return true
    } catch {
      return false
    }
  }

  private static func pieces(_ chance: inout Chance) -> [Piece] {
    var pieces: [Piece] = []
    for _ in 0...chance.below(3) {
      pieces.append(.text(text(&chance)))
      if chance.below(3) == 0 { pieces.append(.mention(user: word(&chance), handle: word(&chance))) }
    }
    if chance.below(20) == 0 { pieces.reverse() }
    return pieces
  }

  /// A line that could be meant, spoilt now and then, or words and signs in any order.
  private static func text(_ chance: inout Chance) -> String {
    var text = chance.below(3) == 0 ? chance.pick(Vocabulary.lines) : ""
    for _ in 0..<chance.below(8) { text += chance.pick([" ", " ", " ", ""]) + word(&chance) }
    for _ in 0..<chance.below(3) { text = spoilt(text, &chance) }
    if chance.below(200) == 0 {
      text = String(repeating: text + chance.pick(Vocabulary.signs), count: chance.below(90))
    }
    return text
  }

  private static func word(_ chance: inout Chance) -> String {
    switch chance.below(6) {
    case 0: chance.pick(Vocabulary.words)
    case 1: chance.pick(Vocabulary.options) + chance.pick(["", "=", ":", " "]) + chance.pick(Vocabulary.words)
    case 2: chance.pick(Vocabulary.signs) + chance.pick(Vocabulary.words) + chance.pick(Vocabulary.signs)
    case 3: chance.pick(Vocabulary.dates)
    case 4: chance.pick(Vocabulary.signs)
    default: String(String.UnicodeScalarView((0..<chance.below(5)).compactMap { _ in scalar(&chance) }))
    }
  }

  private static func scalar(_ chance: inout Chance) -> Unicode.Scalar? {
    let ends: [UInt32] = [0x80, 0x80, 0x250, 0x3000, 0xFFFF, 0x11_0000]
    return Unicode.Scalar(UInt32(chance.below(Int(chance.pick(ends)))))
  }

  /// A scalar put in, taken out, doubled or swapped.
  private static func spoilt(_ text: String, _ chance: inout Chance) -> String {
    var scalars = Array(text.unicodeScalars)
    guard !scalars.isEmpty else { return text }
    let place = chance.below(scalars.count)
    switch chance.below(4) {
    case 0: scalars.insert(scalar(&chance) ?? " ", at: place)
    case 1: scalars.remove(at: place)
    case 2: scalars.insert(scalars[place], at: place)
    default: scalars.swapAt(place, chance.below(scalars.count))
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

/// What texts are made of.
private enum Vocabulary {
  static let lines = CommandCatalog.all.flatMap { $0.usage.examples.map { "/" + $0 } }

  static let words =
    CommandCatalog.groupRoots + CommandCatalog.all.map { $0.usage.verb }
    + CommandCatalog.all.flatMap { $0.usage.slots.compactMap { $0.word?.rawValue } } + [
      "Apollo", "Site relaunch", "@ann", "@ann,@bob", "@muster", "muster", "public", "hidden", "1", "0", "-1",
      "99999999999999999999", "true", "https://example.com/x?y=1", "12:30", "k7m2q", "cafe\u{301}", "ﬁ", "ẞ", "İ",
      "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "ｆｕｌｌ", "שלום", "日本語", "\u{1E9E}\u{300}", "x\u{200B}y", "NaN", "null",
    ]

  static let options =
    CommandCatalog.all.flatMap { $0.usage.options.flatMap { ["--\($0.name)", "—\($0.name)", $0.name] } }
    + ["--dry-run", "--share", "--", "---", "–x", "--x.y_z-", "--Privacy"]

  static let signs = [
    "\"", "'", "“", "”", "„", "‘", "’", "«", "»", "‹", "›", "＂", "/", "!", "@", "#", ":", "=", ",", ".", "…", "—", "–",
    "-", "--", "\n", "\r\n", "\t", "\0", "\u{7}", "\u{A0}", "\u{2009}", "\u{200B}", "\u{200D}", "\u{2060}", "\u{FEFF}",
    "\u{202E}", "\u{2066}", "\u{2028}", "\u{301}", "\u{FF1D}", "\u{FF1A}", "\u{FF0D}\u{FF0D}", "\u{10FFFF}", " ",
  ]

  static let dates = [
    "2026-12-31", "31.12.2026", "31.12.", "31", "dec", "31st", "today", "tomorrow", "9:00", "25:00", "9", "am", "pm",
    "uhr",
    "next", "this", "friday", "in", "2", "0", "1000", "99999999999999999999", "weeks", "months", "years", "hours",
    "end",
    "of", "month", "year", "the", "day", "after", "03/04/2026", "13/13/2026", "29.2.", "30.2.", "2026-02-30",
    "0000-00-00",
    "9999-12-31", "1.1.0001", "T", "2026-12-31T09:30", "noon", "at", "on", "monatsende", "ubermorgen", "einer", "woche",
    "٣", "²", "①", "１２", ".", "/", "-", ":",
  ]
}
