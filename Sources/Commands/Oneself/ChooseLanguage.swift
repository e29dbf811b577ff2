import CommandLanguage
import Domain
import Permissions

/// `/muster me language L`: the language in which one is answered.
struct ChooseLanguage: Command {
  static let usage = Usage(
    .named(CommandCatalog.portalRoot), "me language", .word("language", maximum: 35),
    examples: ["muster me language en"])

  let typed: String

  init(_ arguments: inout Arguments) throws(UsageError) { typed = try arguments.text("language") }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    guard let language = turn.languages.first(where: { $0.lowercased() == typed.lowercased() }) else {
      throw Refusal.usage(.notAChoice(.slot("language"), value: typed, choices: turn.languages))
    }
    try workspace.choose(.language(language), for: turn.actor.key)
    turn.actor.language = language
    return Reply(Phrase("me.language-done", ["language": .phrase(Phrase("language.name"))]))
  }
}
