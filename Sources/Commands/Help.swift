import CommandLanguage
import Domain

/// `/muster help [WORDS]`: every command in a line, or one in full.
struct Help: ReadingCommand {
  static let usage = Usage(
    .every, "help", .text("words", maximum: 100).optional, examples: ["muster help", "project help archive"])

  let words: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    words = try arguments.optionalText("words")
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let all = CommandCatalog.all
    guard let words else { return overview(all, turn) }
    let wanted = turn.folding.folded(words).split(separator: " ").map(String.init)
    let matching = all.filter { command in wanted.contains(command.usage.verb) }
    guard let command = matching.first else {
      let verbs = all.map { $0.usage.verb }
      return Reply(
        [.paragraph(Phrase("help.unknown", ["typed": .text(words)]))]
          + [.list(verbs.map { verb in line(of: verb, turn) })])
    }
    return page(of: command, turn)
  }

  private func overview(_ all: [any Command.Type], _ turn: Turn) -> Reply {
    Reply([
      .paragraph(Phrase("help.title")),
      .list(all.map { command in line(of: command.usage.verb, turn) }),
      .paragraph(Phrase("help.kinds")),
      .paragraph(Phrase("help.more", ["command": .command("/muster help archive")])),
    ])
  }

  private func line(of verb: String, _ turn: Turn) -> Phrase {
    Phrase("help.line", ["command": .command("/\(root(turn)) \(verb)"), "what": .phrase(Phrase("help.\(verb)"))])
  }

  private func page(of command: any Command.Type, _ turn: Turn) -> Reply {
    let usage = command.usage
    let root = usage.roots == .every ? "muster" : root(turn)
    return Reply([
      .paragraph(Phrase("help.\(usage.verb)")),
      .paragraph(Phrase("usage.line", ["usage": .command(usage.line(under: root))])),
      .paragraph(Phrase("help.examples")),
      .list(usage.examples.map { example in Phrase("help.example", ["command": .command("/" + example)]) }),
    ])
  }

  /// The root under which examples are shown: the one that was typed, where it holds groups.
  private func root(_ turn: Turn) -> String { turn.kind?.rawValue ?? "project" }
}
