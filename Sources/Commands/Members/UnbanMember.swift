import CommandLanguage
import Domain
import Permissions

/// `/project unban @a in X`: makes who was locked out a member again.
struct UnbanMember: StandingCommand {
  static let usage = Usage(.groups, "unban", .people, .group.after(.in), examples: ["project unban @bob in Apollo"])
  static let action = Action.unban
  static let standing = Standing.member

  let people: [PersonReference]
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }
}
