import CommandLanguage
import Domain
import Permissions

/// `/admin grant @a`: makes somebody an administrator of the portal.
struct GrantAdministrator: Command {
  static let usage = Usage(.named("admin"), "grant", .person, examples: ["admin grant @ann"])

  let reference: PersonReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try PersonReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    try turn.require(.adminGrant)
    let person = try reference.meet(in: &workspace, during: turn)
    let permit = try turn.permit(.adminGrant, about: person)
    guard try !Administrators(in: workspace, appointed: turn.appointed).contains(person) else {
      throw Denied(.adminGrant, row: permit.row, reason: .targetAdmin, about: person)
    }
    try workspace.apply(.portal(.administrator(person.key, true)), by: permit, at: turn.now)
    turn.tell(
      [person.key], about: nil,
      Phrase("notice.administrator-made", ["actor": .person(turn.actor), "command": .command("/admin on")]))
    return Reply(
      Phrase("administrators.made", ["person": .person(person)]),
      Phrase(
        "administrators.made-next",
        ["on": .command("/admin on"), "revoke": .command("/admin revoke @\(person.handle)")]))
  }
}
