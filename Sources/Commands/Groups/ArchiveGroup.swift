import CommandLanguage
import Domain
import Permissions

/// `/project archive X`: off the list, everything kept, read-only for everyone.
struct ArchiveGroup: GroupCommand {
  static let usage = Usage(.groups, "archive", .group, examples: ["project archive Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.archive, during: turn)
    try workspace.apply(.archive, by: permit, at: turn.now)
    turn.tell(
      try workspace.followers(of: found.group.key), about: found.group.key,
      found.group.phrase("notice.archived", ["actor": .person(turn.actor)]))
    return Reply(
      found.group.phrase("archive.done"), Phrase("archive.next", ["command": found.group.command("unarchive")]))
  }
}
