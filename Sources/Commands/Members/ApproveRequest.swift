import CommandLanguage
import Domain
import Permissions

/// `/project approve @a in X`: lets in who has asked to.
struct ApproveRequest: StandingCommand {
  static let usage = Usage(.groups, "approve", .people, .group.after(.in), examples: ["project approve @bob in Apollo"])
  static let action = Action.approve
  static let standing = Standing.member

  let people: [PersonReference]
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }
}
