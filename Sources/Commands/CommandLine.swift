import CommandLanguage

/// Which command some words call: its root and its verb are taken off.
struct CommandLine {
  /// Under which root it was typed, such as `project`.
  let root: String
  /// Where the command stands among the usages; `nil` for a root alone, which asks for help.
  let index: Int?
  /// What follows the verb.
  let words: ArraySlice<Word>

  /// - Parameter guessing: Whether a command may be offered as what was meant.
  /// - Throws: ``UsageError`` when there is no such command.
  static func read(
    _ words: [Word], in table: VerbTable, guessing: (Usage) -> Bool = { _ in true }
  ) throws(UsageError) -> CommandLine {
    var rest = words[...]
    let root = try root(of: &rest, table, guessing)
    // `stage add` before `stage`, and that before a root that is a command by itself.
    for count in [2, 1, 0] where count <= rest.count {
      let typed = rest.prefix(count).verb
      guard let index = table.command(root, typed) else { continue }
      // A verb that takes nothing was most likely the beginning of a longer one.
      let isCut = count == 1 && table.usages[index].slots.isEmpty && rest.dropFirst().first?.form == .plain
      if isCut, table.isBeginning(typed, under: root) { break }
      let words = rest.dropFirst(count)
      return CommandLine(root: root, index: index, words: typed == Can.usage.verb ? Can.completed(words) : words)
    }
    guard let first = rest.first else { return CommandLine(root: root, index: nil, words: []) }
    let guesses = table.usages.filter(guessing)
    let verbs =
      guesses.filter { $0.isFound(under: root) }.map { $0.verb }
      + (root == CommandCatalog.portalRoot ? VerbTable.roots(of: guesses) : [])
    let typed = rest.prefix(2)
    let begun = verbs.filter { $0.hasPrefix(first.text.lowercased() + " ") }
    let longer = verbs.filter { $0.contains(" ") }.nearest(to: typed.verb, most: Self.suggestions)
    let near = begun.isEmpty ? verbs.nearest(to: first.text.lowercased(), most: Self.suggestions) : begun
    let meant = longer.isEmpty ? near.prefix(Self.suggestions) : longer[...]
    let elsewhere = begun.isEmpty ? command(called: first.text.lowercased(), guesses) : nil
    let suggestions = elsewhere.map { [$0] } ?? meant.map { "\(root) \($0)" }
    // Where the first word is right, it is the second one that there is not.
    throw .unknownVerb(
      begun.isEmpty ? first.text : typed.map { $0.text }.joined(separator: " "), root: root,
      suggestions: suggestions.map { "/" + $0 })
  }

  /// How many verbs are offered that are equally near.
  private static let suggestions = 3

  /// Takes the root off the words: `/project`, `!project`, `/muster project`, `@muster project`, or `help` alone.
  private static func root(
    of words: inout ArraySlice<Word>, _ table: VerbTable, _ guessing: (Usage) -> Bool
  ) throws(UsageError) -> String {
    guard let first = words.first else { throw .empty }
    var typed = first.unsigned
    if first.addressesBot || typed == CommandCatalog.portalRoot {
      words.removeFirst()
      if first.addressesBot, words.first?.unsigned == CommandCatalog.portalRoot { words.removeFirst() }
      guard let inner = words.first?.unsigned, table.isRoot(inner) else { return CommandCatalog.portalRoot }
      typed = inner
    }
    guard !typed.isEmpty else { throw .empty }
    if table.isRoot(typed) {
      words.removeFirst()
      return typed
    }
    // A command that stands under every root may stand alone; its verb stays in the words.
    if table.standsAlone(typed) {
      words[words.startIndex] = Word(typed)
      return CommandCatalog.portalRoot
    }
    let guesses = table.usages.filter(guessing)
    let suggestion = command(called: typed, guesses) ?? VerbTable.roots(of: guesses).nearest(to: typed)
    throw .unknownRoot(first.text, suggestion: suggestion.map { "/" + $0 })
  }

  /// The command with that verb, whose root was forgotten or is another one than was typed.
  private static func command(called verb: String, _ usages: [Usage]) -> String? {
    switch usages.first(where: { $0.verb == verb })?.roots {
    case .groups: "project \(verb)"
    case .named(let root): "\(root) \(verb)"
    case .every, nil: nil
    }
  }
}

extension Word {
  /// In lower case, without the sign before a command.
  fileprivate var unsigned: String { text.drop { $0 == "/" || $0 == "!" }.lowercased() }

  /// Whether it is the bot's own name: no command begins with anybody else's.
  fileprivate var addressesBot: Bool {
    if case .mention = form { return true }
    let name = text.lowercased()
    return name.hasPrefix("@" + CommandCatalog.portalRoot)
      && name.dropFirst(CommandCatalog.portalRoot.count + 1).allSatisfy { $0 == ":" || $0 == "," }
  }
}

extension ArraySlice<Word> {
  /// As a verb is spelled.
  fileprivate var verb: String { map { $0.text.lowercased() }.joined(separator: " ") }
}
