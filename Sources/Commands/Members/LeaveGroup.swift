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
    let group = found.group
    try workspace.apply(
      .setMembership(Membership(person: turn.actor.key, standing: .none, since: turn.now)), by: permit, at: turn.now)
    switch found.standing {
    case .requester:
      return found.withdrawn(during: turn)
    case .invited:
      found.tellDeclined(during: &turn)
      return Reply(group.phrase("leave.declined"))
    default: break
    }
    turn.tell(
      try found.staff(in: workspace), about: group.key, group.phrase("notice.left", ["actor": .person(turn.actor)]))
    let done = Reply([.paragraph(group.phrase("leave.done"))] + found.wayBack(during: turn))
    let tickets = try workspace.openTickets(of: turn.actor.key, in: group.key, limit: [Ticket].shown + 1)
    guard !tickets.isEmpty else { return done }
    return Reply(done.blocks + [.paragraph(Phrase("leave.tasks"))] + tickets.lines(most: [Ticket].shown))
  }
}

extension Found {
  /// What is true once the actor's request is taken back.
  func withdrawn(during turn: Turn) -> Reply {
    Reply([.paragraph(group.phrase("leave.withdrawn"))] + wayBack(during: turn))
  }

  /// How the actor, who is out of the group from now on, gets in again; nothing where only the rules stand in the way.
  func wayBack(during turn: Turn) -> [Reply.Block] {
    let left = Found(Related(group: group, membership: nil), by: reference)
    guard left.decide(.show, during: turn).isAllowed else { return [.paragraph(Phrase("leave.unseen"))] }
    switch left.decide(.join, during: turn) {
    case .allow(let permit):
      let key = permit.joinsAs == .requester ? "leave.ask" : "leave.rejoin"
      return [.paragraph(Phrase(key, ["command": group.command("join")]))]
    case .deny(let denial): return denial.reason == .archived ? [.paragraph(Phrase("leave.archived"))] : []
    }
  }
}
