import CommandLanguage
import Domain
import Permissions

/// `/project archive X`: off the list and read-only for everyone; everything in it stays.
struct ArchiveGroup: GroupCommand {
  static let usage = Usage(.groups, "archive", .group, examples: ["project archive Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.archive, during: turn)
    try workspace.apply(.archive, by: permit, at: turn.now)
    return Reply(
      Phrase("archive.done", ["group": .text(found.group.name.text)]),
      Phrase("archive.next", ["command": .command("/\(found.group.kind.rawValue) unarchive \(found.group.key)")]))
  }
}
