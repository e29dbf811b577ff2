import CommandLanguage
import Domain
import Permissions

/// `/project promote @a in X`: makes a member a moderator, in a project an assistant.
struct PromoteMember: StandingCommand {
  static let usage = Usage(.groups, "promote", .people, .group.after(.in), examples: ["project promote @bob in Apollo"])
  static let action = Action.promote
  static let standing = Standing.moderator

  let people: [PersonReference]
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }
}
