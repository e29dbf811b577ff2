import CommandLanguage
import Domain
import Permissions

/// `/project transfer X to @a`: another owner; who was it stays as a plain member.
struct TransferGroup: GroupCommand, ConfirmedCommand {
  static let usage = Usage(
    .groups, "transfer", .group, .person.after(.to), examples: ["project transfer Apollo to @ann"])

  let person: PersonReference
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    person = try PersonReference(&arguments)
    reference = try GroupReference(&arguments)
  }

  func consequences(in reading: any Reading, during turn: Turn) throws -> Reply? {
    let found = try reference.find(in: reading, during: turn, toChange: true)
    let person = try person.find(in: reading, during: turn, about: found)
    _ = try found.permit(.transfer, about: found.target(person, in: reading, during: turn), during: turn)
    return Reply(
      found.group.phrase(
        found.standing == .owner ? "transfer.confirm" : "transfer.confirm-for-another", ["person": .person(person)]))
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let person = try person.meet(in: &workspace, during: turn, about: found)
    let target = try found.target(person, in: workspace, during: turn)
    let permit = try found.permit(.transfer, about: target, during: turn)
    try workspace.apply(.transfer(to: person.key), by: permit, at: turn.now)
    try turn.tellOwner(person, of: found, in: workspace)
    return Reply(
      found.group.phrase(
        found.standing == .owner ? "transfer.done" : "transfer.done-for-another", ["person": .person(person)]))
  }
}

extension Turn {
  /// Tells the new owner, who was it before, and the moderators.
  mutating func tellOwner(_ owner: Person, of found: Found, in reading: some Reading) throws {
    let group = found.group
    tell([owner.key], about: group.key, group.phrase("notice.owner", ["actor": .person(actor)]))
    let staff = try found.staff(in: reading).filter { $0 != owner.key && $0 != group.owner }
    tell(
      (group.owner == owner.key ? [] : [group.owner]) + staff, about: group.key,
      group.phrase(
        owner.key == actor.key ? "notice.staff.taken" : "notice.staff.owner",
        ["person": .person(owner), "actor": .person(actor)]))
  }
}
