import CommandLanguage
import Domain
import Permissions

/// `/project remind @a in X`: recalls an invitation to mind, once a day.
struct RemindInvitee: GroupCommand {
  static let usage = Usage(.groups, "remind", .people, .group.after(.in), examples: ["project remind @bob in Apollo"])

  let people: [PersonReference]
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let people = try people.meet(in: &workspace, during: turn, about: found)
    let now = turn.now
    let decided = try found.carryOut(on: people, in: &workspace, during: turn) { target in
      (.remind, .remind(target.person.key))
    } unless: { target in
      guard let last = target.membership?.reminded ?? target.membership?.since else { return nil }
      return now < last + Self.pause ? .remindedLately : nil
    }
    for (_, target) in decided.done {
      turn.tellInvited(
        [target.person], to: found.group, message: target.membership?.message ?? "", by: "notice.reminded")
    }
    return Reply(
      [.paragraph(decided.sentence(for: .remind, in: found.group))] + decided.refusals(in: found.group))
  }

  /// How long a person isn't asked again.
  private static let pause = Moment.Span.hours(24)
}
