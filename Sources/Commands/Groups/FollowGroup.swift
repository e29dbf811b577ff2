import CommandLanguage
import Domain
import Permissions

/// `/project follow X`: notices of it come again.
struct FollowGroup: MarkingCommand {
  static let usage = Usage(.groups, "follow", .group, examples: ["project follow Apollo"])
  static let mark = (action: Action.follow, change: Change.mute(false))

  let reference: GroupReference

  static func isMarked(_ marks: Marks) -> Bool { !marks.isMuted }

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }
}
