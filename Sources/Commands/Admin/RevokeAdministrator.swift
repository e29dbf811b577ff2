import CommandLanguage
import Domain
import Permissions

/// `/admin revoke @a`: an ordinary employee again; never the last administrator, and nobody whom `bot.yaml` names.
struct RevokeAdministrator: Command {
  static let usage = Usage(.named("admin"), "revoke", .person, examples: ["admin revoke @ann"])

  let reference: PersonReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try PersonReference(&arguments) }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    try turn.require(.adminRevoke)
    let person = try reference.meet(in: &workspace, during: turn)
    let all = try Administrators(in: workspace, appointed: turn.appointed)
    let isKept = all.isAppointed(person) || !all.contains(person)
    let permit = try turn.permit(.adminRevoke, about: person, isLastAdmin: !isKept && all.isLast(person))
    guard !isKept else {
      throw Denied(
        .adminRevoke, row: permit.row, reason: all.isAppointed(person) ? .targetAppointed : .targetNotAdmin,
        about: person)
    }
    try workspace.apply(.portal(.administrator(person.key, false)), by: permit, at: turn.now)
    turn.tell([person.key], about: nil, Phrase("notice.administrator-dismissed", ["actor": .person(turn.actor)]))
    return Reply(Phrase("administrators.revoked", ["person": .person(person)]))
  }
}
