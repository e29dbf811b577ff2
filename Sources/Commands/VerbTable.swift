import CommandLanguage

/// The usages of all commands, by the words that call them: made once, so that a line looks its command up instead of
/// being compared with every one.
struct VerbTable: Sendable {
  let usages: [Usage]
  /// Every root there is.
  let roots: [String]
  /// By root and verb, where the command stands among the usages.
  private let commands: [String: [String: Int]]
  /// The verbs that may stand without a root.
  private let alone: Set<String>

  init(_ usages: [Usage]) {
    let roots = Self.roots(of: usages)
    var commands: [String: [String: Int]] = [:]
    for root in roots {
      let found = usages.indices.filter { usages[$0].isFound(under: root) }.map { (usages[$0].verb, $0) }
      commands[root] = Dictionary(found) { first, _ in first }
    }
    self.usages = usages
    self.roots = roots
    self.commands = commands
    alone = Set(usages.filter { $0.roots == .every }.map { $0.verb })
  }

  /// The command that is called by the root and the verb.
  func command(_ root: String, _ verb: String) -> Int? { commands[root]?[verb] }

  /// Whether a longer verb of the root begins with this one.
  func isBeginning(_ verb: String, under root: String) -> Bool {
    commands[root]?.keys.contains { $0.hasPrefix(verb + " ") } == true
  }

  func isRoot(_ word: String) -> Bool { commands[word] != nil }

  /// Whether the word is a command under every root, and so by itself.
  func standsAlone(_ word: String) -> Bool { alone.contains(word) }

  /// The roots of some commands, and those that there always are.
  static func roots(of usages: [Usage]) -> [String] {
    var roots = CommandCatalog.groupRoots + [CommandCatalog.portalRoot]
    for usage in usages {
      if case .named(let root) = usage.roots, !roots.contains(root) { roots.append(root) }
    }
    return roots
  }
}

extension Usage {
  func isFound(under root: String) -> Bool {
    switch roots {
    case .groups: CommandCatalog.groupRoots.contains(root)
    case .every: true
    case .named(let name): name == root
    }
  }
}
