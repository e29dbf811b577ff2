import Domain
import Permissions

/// A command by which somebody marks a group for oneself alone.
protocol MarkingCommand: GroupCommand {
  static var mark: (action: Action, change: Change) { get }
}

extension MarkingCommand {
  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(Self.mark.action, during: turn)
    try workspace.apply(Self.mark.change, by: permit, at: turn.now)
    return Reply(
      found.group.phrase(
        "mark.\(Self.mark.action.rawValue)", ["list": .command("/\(found.group.kind.rawValue) list --pinned")]))
  }
}
