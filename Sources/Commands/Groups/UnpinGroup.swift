import CommandLanguage
import Domain
import Permissions

/// `/project unpin X`: off one's own list of pins.
struct UnpinGroup: MarkingCommand {
  static let usage = Usage(.groups, "unpin", .group, examples: ["project unpin Apollo"])
  static let mark = (action: Action.unpin, change: Change.pin(false))

  let reference: GroupReference

  static func isMarked(_ marks: Marks) -> Bool { !marks.isPinned }

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }
}
