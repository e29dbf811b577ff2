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
      return Reply(group.phrase("leave.withdrawn"), Phrase("withdraw.next", ["command": group.command("join")]))
    case .invited:
      found.tellDeclined(during: &turn)
      return Reply(group.phrase("leave.declined"))
    default: break
    }
    turn.tell(
      try found.staff(in: workspace), about: group.key, group.phrase("notice.left", ["actor": .person(turn.actor)]))
    let done = group.phrase(
      group.privacy == .hidden ? "leave.done-hidden" : "leave.done", ["command": group.command("join")])
    let tickets = try workspace.openTickets(of: turn.actor.key, in: group.key, limit: [Ticket].shown + 1)
    guard !tickets.isEmpty else { return Reply(done) }
    return Reply([.paragraph(done), .paragraph(Phrase("leave.tasks"))] + tickets.lines(most: [Ticket].shown))
  }
}
