import CommandLanguage
import Domain
import Permissions

/// `/project delete X`: gone for good, once it is empty.
struct DeleteGroup: GroupCommand, ConfirmedCommand {
  static let usage = Usage(.groups, "delete", .group, examples: ["project delete Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func consequences(in reading: any Reading, during turn: Turn) throws -> Reply? {
    let found = try reference.find(in: reading, during: turn, toChange: true)
    _ = try permit(found, in: reading, during: turn)
    let count: [String: Phrase.Argument] = ["members": .number(found.group.memberCount)]
    return Reply([.paragraph(found.group.phrase("delete.confirm", count))] + alternative(to: found.group))
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try permit(found, in: workspace, during: turn)
    // Who waits for an answer, or is waited for, would wait in vain.
    let waiting = try workspace.members(of: found.group.key, with: [.requester, .invited], limit: .max)
    let people = try workspace.followers(of: found.group.key) + waiting.map(\.person.key)
    try workspace.apply(.delete, by: permit, at: turn.now)
    turn.tell(people, about: nil, found.group.phrase("notice.deleted", ["actor": .person(turn.actor)]))
    return Reply(found.group.phrase("delete.done"))
  }

  /// - Throws: ``Denied`` with what is inside, where something is.
  private func permit(_ found: Found, in reading: some Reading, during turn: Turn) throws -> Permit {
    let key = found.group.key
    let contents = try reading.contents(of: key)
    do {
      return try found.permit(
        .delete, during: turn, preconditions: Facts.Preconditions(hasContents: !contents.isEmpty))
    } catch let denied as Denied where denied.denial.reason == .hasContents {
      var details: [Reply.Block] = []
      let tickets = try reading.tickets(of: key, isOpen: nil, limit: [Ticket].shown + 1)
      if !tickets.isEmpty {
        details.append(
          .paragraph(Phrase("delete.tasks", ["tasks": .number(contents.openTickets + contents.closedTickets)])))
        details += tickets.lines(most: [Ticket].shown)
      }
      let files = try reading.files(of: key, limit: [Ticket].shown + 1)
      if !files.isEmpty {
        details.append(.paragraph(Phrase("delete.files", ["files": .number(contents.files)])))
        details += Reply.Block.first(
          [Ticket].shown, of: files.map { Phrase("delete.file", ["file": .text($0.name)]) })
      }
      throw Denied(denial: denied.denial, group: denied.group, details: details + alternative(to: found.group))
    }
  }

  /// What keeps everything, where that wasn't done already.
  private func alternative(to group: Group) -> [Reply.Block] {
    guard group.archived == nil else { return [] }
    return [.paragraph(Phrase("delete.archive", ["command": group.command("archive")]))]
  }
}
