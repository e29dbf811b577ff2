import CommandLanguage
import Domain
import Permissions

/// `/project add @a to X`: makes somebody a member without asking.
struct AddMember: StandingCommand {
  static let usage = Usage(.groups, "add", .people, .group.after(.to), examples: ["collab add @bob to Apollo"])
  static let action = Action.add
  static let standing = Standing.member

  let people: [PersonReference]
  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) {
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }
}
