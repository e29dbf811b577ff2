import CommandLanguage
import Domain
import Permissions

/// `/project reject @a in X`: turns a request down.
struct RejectRequest: StandingCommand {
  static let usage = Usage(.groups, "reject", .people, .group.after(.in), examples: ["project reject @bob in Apollo"])
  static let action = Action.reject
  static let standing = Standing.none

  let people: [PersonReference]
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }
}
