import CommandLanguage
import Domain
import Permissions

/// `/project demote @a in X`: makes a moderator a plain member.
struct DemoteModerator: StandingCommand {
  static let usage = Usage(.groups, "demote", .people, .group.after(.in), examples: ["project demote @bob in Apollo"])
  static let action = Action.demote
  static let standing = Standing.member

  let people: [PersonReference]
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }
}
