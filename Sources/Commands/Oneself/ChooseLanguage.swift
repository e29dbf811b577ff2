import CommandLanguage
import Domain
import Permissions

/// A language in which the bot can answer.
package struct SpokenLanguage: Sendable, Equatable {
  /// Such as `de`.
  package let code: String
  /// Its name in itself, such as `Deutsch`, and what the other languages of the bot call it.
  package let names: [String]

  package init(code: String, names: [String]) {
    self.code = code
    self.names = names
  }

  /// How it is chosen, and its name.
  var phrase: Phrase {
    Phrase("me.language-choice", ["code": .command(code), "name": .text(names.first ?? code)])
  }
}

/// `/muster me language L`: the language in which one is answered.
struct ChooseLanguage: Command {
  static let usage = Usage(
    .named(CommandCatalog.portalRoot), "me language", .word("language", maximum: 35),
    examples: ["muster me language en"])

  let typed: String

  init(_ arguments: inout Arguments) throws(UsageError) { typed = try arguments.text("language") }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let folded = turn.folding.folded(typed)
    let language = turn.languages.first { language in
      ([language.code] + language.names).contains { turn.folding.folded($0) == folded }
    }
    guard let language else { throw Refusal.unknownLanguage(typed: typed, among: turn.languages) }
    try workspace.choose(.language(language.code), for: turn.actor.key)
    turn.actor.language = language.code
    return Reply(Phrase("me.language-done", ["language": .phrase(Phrase("language.name"))]))
  }
}
