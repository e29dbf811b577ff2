import Domain
import Permissions

/// A command by which somebody marks a group for oneself alone.
protocol MarkingCommand: GroupCommand {
  static var mark: (action: Action, change: Change) { get }

  /// Whether that is so already.
  static func isMarked(_ marks: Marks) -> Bool
}

extension MarkingCommand {
  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(Self.mark.action, during: turn)
    // What is so already is said again, and not remembered: taking it back would take back what is older.
    if try !Self.isMarked(workspace.marks(of: turn.actor.key, in: found.group.key)) {
      try workspace.apply(Self.mark.change, by: permit, at: turn.now)
    }
    return Reply(found.marked(by: Self.mark.action, during: turn))
  }
}

extension Found {
  /// What is true of the actor's mark from now on.
  func marked(by action: Action, during turn: Turn) -> Phrase {
    // Who is invited to a hidden group sees its card, and finds it in lists only once inside.
    let isListed = allows(group.archived == nil ? .list : .listArchived, during: turn)
    let key = action == .pin && !isListed ? "pin-unlisted" : action.rawValue
    return group.phrase("mark.\(key)", ["list": .command("/\(group.kind.rawValue) list --pinned")])
  }
}
