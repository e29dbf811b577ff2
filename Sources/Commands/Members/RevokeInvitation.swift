import CommandLanguage
import Domain
import Permissions

/// `/project revoke @a from X`: takes an invitation back.
struct RevokeInvitation: StandingCommand {
  static let usage = Usage(
    .groups, "revoke", .people, .group.after(.from), examples: ["project revoke @bob from Apollo"])
  static let action = Action.revoke
  static let standing = Standing.none

  let people: [PersonReference]
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }
}
