import CommandLanguage
import Domain
import Permissions

/// `/project step-down X`: a moderator becomes a plain member again.
struct StepDown: GroupCommand {
  static let usage = Usage(.groups, "step-down", .group, examples: ["project step-down Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.stepDown, during: turn)
    let since = found.membership?.since ?? turn.now
    try workspace.apply(
      .setMembership(Membership(person: turn.actor.key, standing: .member, since: since)), by: permit, at: turn.now)
    turn.tell(
      try found.staff(in: workspace), about: found.group.key,
      found.group.phrase("notice.stepped-down", ["actor": .person(turn.actor)]))
    return Reply(found.group.phrase("step-down.done"))
  }
}
