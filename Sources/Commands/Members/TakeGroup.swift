import CommandLanguage
import Domain
import Permissions

/// `/project take X`: an administrator in Admin Mode becomes the owner, such as of a group whose owner has left.
struct TakeGroup: GroupCommand {
  static let usage = Usage(.groups, "take", .group, examples: ["project take Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.take, during: turn)
    try workspace.apply(.transfer(to: turn.actor.key), by: permit, at: turn.now)
    try turn.tellOwner(turn.actor, of: found, in: workspace)
    let before = try workspace.person(found.group.owner)
    return Reply(found.group.phrase("take.done", ["person": before.map { .person($0) } ?? .text("")]))
  }
}
