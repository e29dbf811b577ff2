import CommandLanguage
import Domain
import Permissions

/// `/project unarchive X`: back on the list, as it was.
struct UnarchiveGroup: GroupCommand {
  static let usage = Usage(.groups, "unarchive", .group, examples: ["project unarchive Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.unarchive, during: turn)
    try workspace.apply(.unarchive, by: permit, at: turn.now)
    turn.tell(
      try workspace.followers(of: found.group.key), about: found.group.key,
      found.group.phrase("notice.unarchived", ["actor": .person(turn.actor)]))
    return Reply(found.group.phrase("unarchive.done"))
  }
}
