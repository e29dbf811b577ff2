import CommandLanguage
import Domain
import Permissions

/// `/project ban @a in X`: locks a member out.
struct BanMember: StandingCommand {
  static let usage = Usage(.groups, "ban", .people, .group.after(.in), examples: ["project ban @bob in Apollo"])
  static let action = Action.ban
  static let standing = Standing.banned

  let people: [PersonReference]
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }
}
