import CommandLanguage
import Domain
import Permissions

/// `/project pin X`: on one's own list of pins.
struct PinGroup: MarkingCommand {
  static let usage = Usage(.groups, "pin", .group, examples: ["project pin Apollo"])
  static let mark = (action: Action.pin, change: Change.pin(true))

  let reference: GroupReference

  static func isMarked(_ marks: Marks) -> Bool { marks.isPinned }

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }
}
