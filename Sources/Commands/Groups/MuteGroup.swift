import CommandLanguage
import Domain
import Permissions

/// `/project mute X`: no more notices of it.
struct MuteGroup: MarkingCommand {
  static let usage = Usage(.groups, "mute", .group, examples: ["project mute Apollo"])
  static let mark = (action: Action.mute, change: Change.mute(true))

  let reference: GroupReference

  static func isMarked(_ marks: Marks) -> Bool { marks.isMuted }

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }
}
