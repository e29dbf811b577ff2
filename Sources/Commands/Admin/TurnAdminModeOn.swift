import CommandLanguage
import Domain
import Permissions

/// `/admin on`: Admin Mode, in which an administrator sees and manages every group.
struct TurnAdminModeOn: Command {
  static let usage = Usage(.named("admin"), "on", examples: ["admin on"])

  init(_ arguments: inout Arguments) {}

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let permit = try turn.permit(.adminOn)
    // While it is on, each command moves its end by itself.
    if turn.actor.admin(at: turn.now) == .off {
      try workspace.apply(
        .portal(.adminMode(until: turn.now + Person.adminModeLength)), by: permit, at: turn.now)
    }
    return Reply(
      Phrase("admin-mode.on"), Phrase("admin-mode.marked"),
      Phrase(
        "admin-mode.ends",
        ["minutes": .number(Person.adminModeLength.minutes), "command": .command("/admin off")]))
  }
}
