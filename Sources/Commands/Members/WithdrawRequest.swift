import CommandLanguage
import Domain
import Permissions

/// `/project withdraw X`: one's own request to join is taken back.
struct WithdrawRequest: GroupCommand {
  static let usage = Usage(.groups, "withdraw", .group, examples: ["project withdraw Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.withdraw, during: turn)
    try workspace.apply(
      .setMembership(Membership(person: turn.actor.key, standing: .none, since: turn.now)), by: permit, at: turn.now)
    return found.withdrawn(during: turn)
  }
}
