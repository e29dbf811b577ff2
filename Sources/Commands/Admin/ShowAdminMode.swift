import CommandLanguage
import Domain
import Permissions

/// `/admin status`: whether Admin Mode is on, and for how long.
struct ShowAdminMode: ReadingCommand {
  static let usage = Usage(.named("admin"), "status", examples: ["admin status"])

  init(_ arguments: inout Arguments) {}

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    try turn.require(.adminOn, asked: "action.admin-status")
    guard turn.actor.admin(at: turn.now) == .on, let end = turn.actor.adminModeUntil else {
      return Reply(Phrase("admin-mode.off-already"), Phrase("admin-mode.turn-on", ["command": .command("/admin on")]))
    }
    return Reply(
      Phrase("admin-mode.on"),
      Phrase("admin-mode.ends", ["minutes": .number(end.since(turn.now).minutes), "command": .command("/admin off")]))
  }
}
