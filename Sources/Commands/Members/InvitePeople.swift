import CommandLanguage
import Domain
import Permissions

/// `/project invite @a @b to X`: each person is decided and named in the reply.
struct InvitePeople: GroupCommand {
  static let usage = Usage(
    .groups, "invite", .people, .group.after(.to), options: [.text("message", "TEXT")],
    examples: ["project invite @ann @bob to Apollo", "project invite @ann to Apollo --message We need a tester"])

  let people: [PersonReference]
  let reference: GroupReference
  let message: String

  init(_ arguments: inout Arguments) throws(UsageError) {
    message = try arguments.text(of: "message", maximum: TextLimit.message) ?? ""
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let people = try people.meet(in: &workspace, during: turn, about: found)
    let decided = try found.invite(people, message: message, in: &workspace, during: &turn)
    var blocks = found.sentences(of: decided)
    if let invited = decided.people(by: .invite).first {
      blocks.append(
        .paragraph(Phrase("invite.next", ["command": found.group.command("revoke", invited.typed, "from")])))
    }
    return Reply(blocks)
  }
}
