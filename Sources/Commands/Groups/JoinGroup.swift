import CommandLanguage
import Domain
import Permissions

/// `/project join X`: a member at once where it is public, else a request to those who decide.
struct JoinGroup: GroupCommand {
  static let usage = Usage(
    .groups, "join", .group, options: [.text("message", "TEXT")],
    examples: ["project join Apollo", "project join Apollo --message I test the lander"])

  let reference: GroupReference
  let message: String

  init(_ arguments: inout Arguments) throws(UsageError) {
    message = try arguments.text(of: "message", maximum: 2_000) ?? ""
    reference = try GroupReference(&arguments)
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.join, during: turn)
    let becomes = permit.joinsAs
    try workspace.apply(
      .setMembership(
        Membership(
          person: turn.actor.key, standing: becomes, message: becomes == .requester ? message : "", since: turn.now)),
      by: permit, at: turn.now)
    let name: [String: Phrase.Argument] = ["group": .text(found.group.name.text)]
    let command = "/\(found.group.kind.rawValue) leave \(found.group.key)"
    guard becomes == .requester else {
      return Reply(Phrase("join.done", name), Phrase("join.next", ["command": .command(command)]))
    }
    let deciders = try workspace.members(
      of: found.group.key, with: found.group.settings.inviters == .owner ? [.owner] : [.owner, .moderator], limit: 3)
    return Reply(
      Phrase("join.asked", name.merging(["people": .people(deciders.map(\.person))]) { one, _ in one }),
      Phrase("join.asked-next", ["command": .command(command)]))
  }
}
