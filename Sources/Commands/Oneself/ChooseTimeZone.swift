import CommandLanguage
import Domain
import Permissions

/// `/muster me timezone Z`: by whose clock one's dates are read and shown.
struct ChooseTimeZone: Command {
  static let usage = Usage(
    .named(CommandCatalog.portalRoot), "me timezone", .text("zone", maximum: 64),
    examples: ["muster me timezone Europe/Berlin"])

  let name: TimeZoneName

  init(_ arguments: inout Arguments) throws(UsageError) { name = TimeZoneName(typed: try arguments.text("zone")) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let zone = try name.find(during: turn)
    try workspace.choose(.timeZone(zone), for: turn.actor.key)
    turn.actor.timeZone = zone
    return Reply(Phrase("me.timezone-done", ["now": .moment(turn.now)]))
  }
}
