import CommandLanguage
import Domain
import Permissions

/// `/project decline X`: an invitation is turned down, and its sender told.
struct DeclineInvitation: GroupCommand {
  static let usage = Usage(.groups, "decline", .group, examples: ["project decline Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.decline, during: turn)
    try workspace.apply(
      .setMembership(Membership(person: turn.actor.key, standing: .none, since: turn.now)), by: permit, at: turn.now)
    found.tellDeclined(during: &turn)
    return Reply(found.group.phrase("leave.declined"))
  }
}

extension Found {
  /// Tells who sent the invitation that it was turned down.
  func tellDeclined(during turn: inout Turn) {
    guard let inviter = membership?.inviter else { return }
    turn.tell([inviter], about: group.key, group.phrase("notice.declined", ["actor": .person(turn.actor)]))
  }
}
