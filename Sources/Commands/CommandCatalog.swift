package import CommandLanguage

/// Every command of the bot, and how a text is found to be one of them.
package enum CommandCatalog {
  /// One line for each file of this folder that holds a command, in the order of help.
  package static let all: [any Command.Type] = [
    CreateGroup.self,
    ListGroups.self,
    ShowGroup.self,
    JoinGroup.self,
    LeaveGroup.self,
    ArchiveGroup.self,
    UnarchiveGroup.self,
    Help.self,
  ]

  /// The roots under which the verbs of groups stand.
  package static let groupRoots = ["project", "workgroup", "collab", "group"]

  /// The root after which every other root may follow, so that one registered slash command is enough.
  package static let portalRoot = "muster"

  /// A command as it was read.
  package struct Parsed: Sendable {
    package let command: any Command
    /// Under which root it was typed.
    package let root: String
  }

  /// Reads what was said, such as `/project archive Apollo`.
  ///
  /// - Throws: ``UsageError`` when no command is written like that.
  package static func parse(_ pieces: [Piece]) throws(UsageError) -> Parsed {
    guard isShortEnough(pieces) else { throw .tooLong(maximum: maximumLength) }
    var words = Word.words(of: pieces)[...]
    let root = try root(of: &words)
    guard let first = words.popFirst() else { return try Parsed(command: read(Help.self, [], root), root: root) }
    let verb = first.text.lowercased()
    let candidates = all.filter { command in command.usage.isFound(under: root) }
    guard let command = candidates.first(where: { command in command.usage.verb == verb }) else {
      let verbs = candidates.map { command in command.usage.verb }
      let suggestion = verbs.nearest(to: verb).map { "/\(root) \($0)" }
      throw .unknownVerb(first.text, root: root, suggestion: suggestion)
    }
    return try Parsed(command: read(command, words, root), root: root)
  }

  /// Takes the root off the words: `/project`, `!project`, `/muster project`, or `help` alone.
  private static func root(of words: inout ArraySlice<Word>) throws(UsageError) -> String {
    guard let first = words.first else { throw .empty }
    let typed = first.text.drop { $0 == "/" || $0 == "!" }.lowercased()
    guard !typed.isEmpty else { throw .empty }
    if typed == portalRoot {
      words.removeFirst()
      guard let next = words.first?.text.lowercased() else { return portalRoot }
      let inner = next.drop { $0 == "/" || $0 == "!" }
      guard groupRoots.contains(String(inner)) else { return portalRoot }
      words.removeFirst()
      return String(inner)
    }
    if groupRoots.contains(typed) {
      words.removeFirst()
      return typed
    }
    // A command that stands under every root may stand alone; its verb stays in the words.
    if all.contains(where: { command in command.usage.roots == .every && command.usage.verb == typed }) {
      words.removeFirst()
      words = [Word(typed)] + words
      return portalRoot
    }
    throw .unknownRoot(first.text, suggestion: (groupRoots + [portalRoot]).nearest(to: typed).map { "/" + $0 })
  }

  private static func read(
    _ command: any Command.Type, _ words: ArraySlice<Word>, _ root: String
  ) throws(UsageError) -> any Command {
    var arguments = try Arguments(words, of: command.usage, under: root)
    let read = try command.init(&arguments)
    try arguments.finish()
    return read
  }

  /// In characters; longer messages are answered with the limit.
  package static let maximumLength = 4_000

  private static func isShortEnough(_ pieces: [Piece]) -> Bool {
    func sum(_ length: (String) -> Int) -> Int {
      pieces.reduce(0) { sum, piece in
        switch piece {
        case .text(let text): sum + length(text)
        case .mention(_, let handle): sum + length(handle)
        }
      }
    }
    // Bytes are counted at once, characters one by one.
    return sum { $0.utf8.count } <= maximumLength || sum { $0.count } <= maximumLength
  }
}

extension Usage {
  fileprivate func isFound(under root: String) -> Bool {
    switch roots {
    case .groups: CommandCatalog.groupRoots.contains(root)
    case .every: true
    }
  }
}
