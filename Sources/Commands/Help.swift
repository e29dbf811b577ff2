import CommandLanguage
import Domain
import Permissions

/// `/muster help [WORDS]`: every command that one may use, one in full, or those in whose description the words stand.
struct Help: ReadingCommand {
  static let usage = Usage(
    .every, "help", .text("words", maximum: 100).optional, examples: ["muster help", "project help archive"])

  let words: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    words = try arguments.optionalText("words")
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let entries = CommandCatalog.all.compactMap { HelpEntry($0.usage, during: turn) }
    guard let words else { return overview(entries, turn) }
    let wanted = turn.folding.folded(words).split { $0.isWhitespace || "/!".contains($0) }.map { String($0) }
    let named = entries.filter { $0.isNamed(wanted) }
    let here = named.filter { $0.root == turn.root }
    let found =
      !here.isEmpty ? here : !named.isEmpty ? named : entries.filter { $0.mentions(wanted, during: turn) }
    if let only = found.first, found.count == 1 { return page(of: only, turn.policy) }
    guard !found.isEmpty else {
      return Reply(Phrase("help.unknown", ["typed": .text(words), "command": .command("/muster help")]))
    }
    return Reply([.paragraph(Phrase("help.found", ["typed": .text(words)])), .list(found.map(\.line))])
  }

  private func overview(_ entries: [HelpEntry], _ turn: Turn) -> Reply {
    // After a root of its own, such as `/task`, help is about that root.
    let own = entries.filter { $0.usage.roots == .named(turn.root) && turn.root != CommandCatalog.portalRoot }
    guard own.isEmpty else { return Reply([.paragraph(Phrase("help.title")), .list(own.map(\.line))]) }
    let groups = entries.filter { $0.usage.roots == .groups && (turn.kind == nil || $0.root == turn.root) }
    let others = entries.filter { $0.usage.roots != .groups }
    let example = "/muster help \(groups.first?.usage.verb ?? Self.usage.verb)"
    return Reply([
      .paragraph(Phrase("help.title")), .list(groups.map(\.line)), .paragraph(Phrase("help.kinds")),
      .list(others.map(\.line)), .paragraph(Phrase("help.more", ["command": .command(example)])),
    ])
  }

  private func page(of entry: HelpEntry, _ policy: Policy) -> Reply {
    let line = entry.usage.offered(by: policy).line(under: entry.root)
    return Reply([
      .paragraph(entry.description),
      .paragraph(Phrase("usage.line", ["usage": .usage(line)])),
      .paragraph(Phrase("help.examples")),
      .list(entry.examples.map { Phrase("help.example", ["command": .command("/" + $0)]) }),
    ])
  }
}

/// A command as help shows it.
struct HelpEntry {
  let usage: Usage
  /// The root under which it is shown: for groups the one that was typed, or else one under which it can be used.
  let root: String

  /// - Returns: `nil` when it isn't the actor's to use at all: nobody is shown what is always denied.
  init?(_ usage: Usage, during turn: Turn) {
    self.usage = usage
    switch usage.roots {
    case CommandCatalog.administrators where !turn.actor.isAdmin: return nil
    case .groups:
      // Who is invited to a collab and is an employee gets in without being asked.
      let actions = Action(rawValue: usage.verb).map { $0 == .invite ? [.invite, .add] : [$0] } ?? []
      let kinds = [turn.kind, .project].compactMap(\.self) + Kind.allCases
      let suitable = kinds.first { kind in actions.isEmpty || actions.contains { turn.couldEver($0, in: kind) } }
      guard let suitable else { return nil }
      root = suitable.rawValue
    case .every: root = CommandCatalog.portalRoot
    case .named(let name): root = name
    }
  }

  /// Under the root that is shown, unless they are about dates, which only projects have.
  var examples: [String] {
    guard usage.roots == .groups, !usage.options.contains(.date("until")) else { return usage.examples }
    return usage.examples.map { $0.hasPrefix("project ") ? root + $0.dropFirst("project".count) : $0 }
  }

  /// What it does.
  var description: Phrase { Phrase(Self.key(of: usage)) }

  var line: Phrase {
    let command = usage.verb.isEmpty ? "/\(root)" : "/\(root) \(usage.verb)"
    return Phrase("help.line", ["command": .command(command), "what": .phrase(description)])
  }

  /// The key of a command's description among the texts, such as `help.archive` or `help.admin.on`.
  static func key(of usage: Usage) -> String {
    let verb = usage.verb.isEmpty ? "alone" : usage.verb.split(separator: " ").joined(separator: "-")
    guard case .named(let root) = usage.roots else { return "help.\(verb)" }
    return "help.\(root).\(verb)"
  }

  /// Whether the words are its verb, or its root and its verb.
  func isNamed(_ words: [String]) -> Bool {
    let verb = usage.verb.split(separator: " ").map { String($0) }
    let roots = usage.roots == .groups ? CommandCatalog.groupRoots : [root]
    return !verb.isEmpty && words == verb || roots.contains { words == [$0] + verb }
  }

  /// Whether each of the words stands somewhere in its usage, description or examples.
  func mentions(_ words: [String], during turn: Turn) -> Bool {
    let line = usage.line(under: root)
    let texts =
      [line, turn.plain(Phrase("help.example", ["command": .usage(line)])), turn.plain(description)]
      + usage.examples
    let text = turn.folding.folded(texts.joined(separator: " "))
    return words.allSatisfy { text.contains($0) }
  }
}

extension Turn {
  /// Whether there is anything that the actor could do it to, whatever the actor is to it.
  ///
  /// - Parameter kind: Of which kind it is to be; of any where there is none.
  func couldEver(_ action: Action, in kind: Kind?) -> Bool {
    Standing.allCases.contains { policy.couldAllow(action, to: facts(standing: $0), in: kind) }
  }
}
