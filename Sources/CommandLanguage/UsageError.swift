package import Domain

/// Why a text is no command; each says what was meant, if that can be guessed, and how it is written.
package enum UsageError: Error, Sendable, Equatable {
  /// Nothing but a sign, or nothing at all.
  case empty
  case tooLong(maximum: Int)
  /// More marks on one letter than anybody writes.
  case tooManyMarks(maximum: Int)
  case unknownRoot(String, suggestion: String?)
  case unknownVerb(String, root: String, suggestions: [String])
  case missing(label: String, root: String, usage: String)
  case tooMuch(String, usage: String)
  case unknownOption(String, suggestion: String?, usage: String)
  case doubledOption(String)
  /// Two options that say the same thing differ.
  case contradiction(String, String)
  case missingValue(option: String, usage: String)
  case unexpectedValue(option: String, value: String)
  /// Several people after an option that takes one.
  case onePerson(option: String)
  case notAChoice(Place, value: String, choices: [String])
  case notANumber(Place, value: String)
  case tooManyPeople(maximum: Int)
  /// The text of an argument is over its limit.
  case overLimit(label: String, length: Int, maximum: Int)
  /// A number is over its limit.
  case overNumber(label: String, maximum: Int)
  case control(label: String)

  /// Where something was typed: after an option, or in a slot that has a label.
  package enum Place: Sendable, Equatable {
    case option(String)
    case slot(String)

    fileprivate var argument: Phrase.Argument {
      switch self {
      case .option(let name): .command("--" + name)
      case .slot(let label): .phrase(Phrase("label.\(label)"))
      }
    }
  }

  /// Whether it only lacks something, so that it is answered with a question.
  package var asks: Bool {
    switch self {
    case .missing, .missingValue: true
    default: false
    }
  }

  /// A stable name for talks and metrics, such as `unknown-verb`.
  package var code: String {
    switch self {
    case .empty: "empty"
    case .tooLong: "too-long"
    case .tooManyMarks: "too-many-marks"
    case .unknownRoot: "unknown-root"
    case .unknownVerb: "unknown-verb"
    case .missing: "missing"
    case .tooMuch: "too-much"
    case .unknownOption: "unknown-option"
    case .doubledOption: "doubled-option"
    case .contradiction: "contradiction"
    case .missingValue: "missing-value"
    case .unexpectedValue: "unexpected-value"
    case .onePerson: "one-person"
    case .notAChoice: "not-a-choice"
    case .notANumber: "not-a-number"
    case .tooManyPeople: "too-many-people"
    case .overLimit: "over-limit"
    case .overNumber: "over-number"
    case .control: "control-character"
    }
  }

  /// The sentences that say it.
  package var phrases: [Phrase] {
    switch self {
    case .empty: [Phrase("usage.empty")]
    case .tooLong(let maximum): [Phrase("usage.too-long", ["maximum": .number(maximum)])]
    case .tooManyMarks(let maximum): [Phrase("usage.too-many-marks", ["maximum": .number(maximum)])]
    case .unknownRoot(let typed, let suggestion):
      [Phrase("usage.unknown-root", ["typed": .text(typed)])] + guess(suggestion)
    case .unknownVerb(let typed, let root, let suggestions):
      [Phrase("usage.unknown-verb", ["typed": .text(typed), "root": .command("/" + root)])]
        + (suggestions.count < 2
          ? guess(suggestions.first)
          : [Phrase("usage.did-you-mean-one", ["suggestions": .list(suggestions.map { .command($0) })])])
    case .missing(let label, _, let usage):
      [Phrase("usage.missing.\(label)"), Phrase("usage.line", ["usage": .usage(usage)])]
    case .tooMuch(let typed, let usage):
      [Phrase("usage.too-much", ["typed": .text(typed)]), Phrase("usage.line", ["usage": .usage(usage)])]
    case .unknownOption(let typed, let suggestion, let usage):
      [Phrase("usage.unknown-option", ["typed": .command("--" + typed)])] + guess(suggestion)
        + [Phrase("usage.line", ["usage": .usage(usage)])]
    case .doubledOption(let option): [Phrase("usage.doubled-option", ["option": .command("--" + option)])]
    case .contradiction(let one, let other):
      [Phrase("usage.contradiction", ["one": .command("--" + one), "other": .command("--" + other)])]
    case .missingValue(let option, let usage):
      [
        Phrase("usage.missing-value", ["option": .command("--" + option)]),
        Phrase("usage.line", ["usage": .usage(usage)]),
      ]
    case .unexpectedValue(let option, let value):
      [Phrase("usage.unexpected-value", ["option": .command("--" + option), "value": .text(value)])]
    case .onePerson(let option): [Phrase("usage.one-person", ["option": .command("--" + option)])]
    case .notAChoice(let place, let value, let choices):
      [
        Phrase(
          "usage.not-a-choice",
          ["what": place.argument, "value": .text(value), "choices": .list(choices.map { .command($0) })])
      ]
    case .notANumber(let place, let value):
      [Phrase("usage.not-a-number", ["what": place.argument, "value": .text(value)])]
    case .tooManyPeople(let maximum): [Phrase("usage.too-many-people", ["maximum": .number(maximum)])]
    case .overLimit(let label, let length, let maximum):
      [
        Phrase(
          "usage.over-limit",
          ["what": .phrase(Phrase("label.\(label)")), "length": .number(length), "maximum": .number(maximum)])
      ]
    case .overNumber(let label, let maximum):
      [Phrase("usage.over-number", ["what": .phrase(Phrase("label.\(label)")), "maximum": .number(maximum)])]
    case .control(let label): [Phrase("usage.control-character", ["what": .phrase(Phrase("label.\(label)"))])]
    }
  }

  private func guess(_ suggestion: String?) -> [Phrase] {
    suggestion.map { [Phrase("usage.did-you-mean", ["suggestion": .command($0)])] }
      ?? [Phrase("usage.see-help", ["help": .command("/muster help")])]
  }
}
