import CommandLanguage
import Domain
import Permissions

/// `/admin off`: an ordinary employee again.
struct TurnAdminModeOff: Command {
  static let usage = Usage(.named("admin"), "off", examples: ["admin off"])

  init(_ arguments: inout Arguments) {}

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let permit = try turn.permit(.adminOff)
    guard turn.actor.admin(at: turn.now) == .on else { return Reply(Phrase("admin-mode.off-already")) }
    try workspace.apply(.portal(.adminMode(until: nil)), by: permit, at: turn.now)
    return Reply(Phrase("admin-mode.off"))
  }
}
