import Permissions

/// What `muster policy` is asked.
enum PolicyRequest: Equatable {
  case help
  case check
  case table(isJSON: Bool)
  /// - Parameter facts: By option, such as `--actor`.
  case explain(facts: [String: String])
  /// - Parameters:
  ///   - store: Where people and groups are, whom the changes are said of.
  ///   - portal: Whose, where the store holds several.
  case diff(old: String, new: String, store: String?, portal: String?)

  /// - Parameters:
  ///   - words: What follows `policy`; what was understood is taken away, and likewise of `options`.
  init(_ words: inout ArraySlice<String>, _ options: inout [String: String]) throws(CommandLine.Mistake) {
    guard let word = words.popFirst() else {
      self = .help
      return
    }
    switch word {
    case "check": self = .check
    case "table": self = .table(isJSON: options.removeValue(forKey: "--json") != nil)
    case "explain":
      var facts: [String: String] = [:]
      for option in SituationOption.all { facts[option.name] = options.removeValue(forKey: option.name) }
      facts[SituationOption.action] = options.removeValue(forKey: SituationOption.action)
      self = .explain(facts: facts)
    case "diff":
      guard let old = words.popFirst(), let new = words.popFirst() else {
        throw CommandLine.Mistake(text: "It is written muster policy diff OLD NEW, with two policy files.")
      }
      self = .diff(
        old: old, new: new, store: options.removeValue(forKey: "--store"),
        portal: options.removeValue(forKey: "--portal"))
    default:
      let meant = CommandLine.guess(word, among: ["check", "table", "explain", "diff"])
      throw CommandLine.Mistake(text: "There is no “policy \(word)”\(meant) See muster policy --help.")
    }
  }

  static let options =
    ["--json", "--store", "--portal", SituationOption.action] + SituationOption.all.map(\.name)

  static let helpText = """
    muster policy check
      Reads policy.yaml, proves its invariants for every combination of facts, and looks for rules that do nothing.

    muster policy table [--json]
      The whole decision table: each row, each of its actions, everybody who can ask.

    muster policy explain --action ACTION [facts]
      What is decided, by which rule, and what would change that. What is not said is taken as usual, and named.
    \(SituationOption.help)

    muster policy diff OLD NEW [--store STORE] [--portal NAME]
      What two policy files decide otherwise; with a store (sqlite:FILE or postgresql://USER@HOST/DATABASE), for whom of
      the people in it, and in which groups. The store is only read; a running bot may use it.

      --config DIR             where policy.yaml is, and bot.yaml with the first administrators (bot-config)

    The exit status is 0 when all is well, also when something is denied or differs; 1 when the store fails; 2 when there
    is a mistake on the command line or in a policy.
    """
}
