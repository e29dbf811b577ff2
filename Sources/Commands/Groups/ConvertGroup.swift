import CommandLanguage
import Domain
import Permissions

/// `/project convert X to workgroup|project`: only a project has dates.
struct ConvertGroup: GroupCommand {
  static let usage = Usage(
    .groups, "convert", .group, .choice("kind", [Kind.workgroup, .project].map { $0.rawValue }).after(.to),
    examples: ["workgroup convert Site relaunch to project"])

  let reference: GroupReference
  let kind: Kind

  init(_ arguments: inout Arguments) throws(UsageError) {
    kind = try arguments.choice("kind", Kind.self)
    reference = try GroupReference(&arguments)
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.convert, during: turn)
    var group = found.group
    guard group.kind != kind else { return Reply(group.phrase("convert.same.\(kind.rawValue)")) }
    try workspace.apply(.convert(to: kind), by: permit, at: turn.now)
    group.kind = kind
    guard kind == .workgroup else {
      return Reply(
        group.phrase("convert.done.project"),
        Phrase("convert.dates", ["command": group.command("dates", then: "--until DATE")]))
    }
    guard let dates = group.dates.range else { return Reply(group.phrase("convert.done.workgroup")) }
    return Reply(
      group.phrase(
        "convert.done-without-dates",
        ["dates": .phrase(dates), "undo": .command("/\(kind.rawValue) undo")]))
  }
}
