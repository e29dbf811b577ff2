import CommandLanguage
import Domain
import Permissions

/// `/project join X`: a member at once where it is public, else a request to those who decide.
struct JoinGroup: GroupCommand {
  static let usage = Usage(
    .groups, "join", .group, options: [.text("message", "TEXT")],
    examples: ["project join Apollo", "project join Apollo --message I test the lander"])

  let reference: GroupReference
  let message: String

  init(_ arguments: inout Arguments) throws(UsageError) {
    message = try arguments.text(of: "message", maximum: TextLimit.message) ?? ""
    reference = try GroupReference(&arguments)
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.join, during: turn)
    // Who is invited and joins accepts what was offered.
    if found.isOfferedOwnership {
      return try found.enter(by: found.permit(.accept, during: turn), in: &workspace, during: &turn)
    }
    if found.standing == .invited { return try found.enter(by: permit, in: &workspace, during: &turn) }
    let becomes = permit.joinsAs
    if becomes == .requester { try checkThatNoneIsRejected(found, in: workspace, during: turn) }
    try workspace.apply(
      .setMembership(
        Membership(
          person: turn.actor.key, standing: becomes, message: becomes == .requester ? message : "", since: turn.now)),
      by: permit, at: turn.now)
    return becomes == .requester
      ? try ask(found, in: workspace, during: &turn) : try greet(found, in: workspace, during: &turn)
  }

  /// Whoever was turned down doesn't ask again at once.
  private func checkThatNoneIsRejected(_ found: Found, in reading: some Reading, during turn: Turn) throws {
    guard let rejected = try reading.lastRejection(of: turn.actor.key, in: found.group.key) else { return }
    let end = rejected + Self.pause
    guard end <= turn.now else { throw Refusal.rejectedLately(found.group, until: end) }
  }

  /// How long a person who was turned down waits with the next request.
  private static let pause = Moment.Span.hours(24)

  private func greet(_ found: Found, in reading: any Reading, during turn: inout Turn) throws -> Reply {
    let group = found.group
    turn.tell(
      try found.staff(in: reading), about: group.key, group.phrase("notice.joined", ["actor": .person(turn.actor)]))
    return Reply(group.phrase("join.done"), Phrase("join.next", ["command": group.command("leave")]))
  }

  private func ask(_ found: Found, in reading: any Reading, during turn: inout Turn) throws -> Reply {
    let group = found.group
    let deciders = try found.deciders(in: reading)
    var sentences = [group.phrase("notice.requested", ["actor": .person(turn.actor)])]
    if !message.isEmpty { sentences.append(Phrase("notice.message", ["message": .text(message)])) }
    sentences.append(
      Phrase(
        "requests.next",
        [
          "approve": group.command("approve", turn.actor.typed, "in"),
          "reject": group.command("reject", turn.actor.typed, "in"),
        ]))
    turn.notices.append(Notice(to: deciders.map(\.key), about: group.key, sentences))
    return Reply(
      group.phrase("join.asked", ["people": .people(Array(deciders.prefix(3)))]),
      Phrase("join.asked-next", ["command": group.command("withdraw")]))
  }
}
