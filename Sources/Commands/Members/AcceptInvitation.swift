import CommandLanguage
import Domain
import Permissions

/// `/project accept X`: a member, or its owner where that was offered.
struct AcceptInvitation: GroupCommand {
  static let usage = Usage(.groups, "accept", .group, examples: ["project accept Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.accept, during: turn)
    return try found.enter(by: permit, in: &workspace, during: &turn)
  }
}

extension Found {
  /// Whether the invitation makes the actor the owner: it was offered by who still is.
  var isOfferedOwnership: Bool {
    guard let membership, membership.standing == .invited else { return false }
    return membership.offersOwnership && membership.inviter == group.owner
  }

  /// Takes the actor in by an invitation, and tells who sent it.
  func enter(by permit: consuming Permit, in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let actor: [String: Phrase.Argument] = ["actor": .person(turn.actor)]
    let inviter = membership?.inviter.map { [$0] } ?? []
    guard isOfferedOwnership else {
      try workspace.apply(
        .setMembership(Membership(person: turn.actor.key, standing: .member, since: turn.now)), by: permit,
        at: turn.now)
      let staff = try staff(in: workspace)
      turn.tell(
        inviter + staff.filter { !inviter.contains($0) }, about: group.key, group.phrase("notice.accepted", actor))
      return Reply(group.phrase("join.done"), Phrase("join.next", ["command": group.command("leave")]))
    }
    try workspace.apply(.transfer(to: turn.actor.key), by: permit, at: turn.now)
    turn.tell(inviter, about: group.key, group.phrase("notice.ownership-accepted", actor))
    turn.tell(
      try staff(in: workspace).filter { !inviter.contains($0) }, about: group.key,
      group.phrase("notice.staff.ownership-accepted", actor))
    return Reply(group.phrase("accept.owner"), Phrase("accept.owner-next", ["command": group.command("show")]))
  }
}
