import CommandLanguage
import Domain
import Permissions

/// `/project leave X`: out of the group; for a request or an invitation, taken back or declined.
struct LeaveGroup: GroupCommand {
  static let usage = Usage(.groups, "leave", .group, examples: ["project leave Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.leave, during: turn)
    try workspace.apply(
      .setMembership(Membership(person: turn.actor.key, standing: .none, since: turn.now)), by: permit, at: turn.now)
    let key =
      switch found.standing {
      case .requester: "leave.withdrawn"
      case .invited: "leave.declined"
      default: found.group.privacy == .hidden ? "leave.done-hidden" : "leave.done"
      }
    return Reply(
      Phrase(
        key,
        [
          "group": .text(found.group.name.text),
          "command": .command("/\(found.group.kind.rawValue) join \(found.group.key)"),
        ]))
  }
}
