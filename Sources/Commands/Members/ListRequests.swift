import CommandLanguage
import Domain
import Permissions

/// `/project requests X`: who has asked to join and waits for an answer.
struct ListRequests: GroupCommand, ReadingCommand {
  static let usage = Usage(.groups, "requests", .group, options: [.page], examples: ["project requests Apollo"])

  let reference: GroupReference
  let page: Page

  init(_ arguments: inout Arguments) throws(UsageError) {
    page = try Page(&arguments)
    reference = try GroupReference(&arguments)
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let found = try reference.find(in: reading, during: turn, toChange: false)
    let permit = try permit(found, during: turn)
    guard permit.condition != .ownEntry else { return try found.ownEntry(.requester, in: reading, during: turn) }
    if permit.condition != nil { try requireToDecide(found, permit.row, during: turn) }
    let members = try reading.members(of: found.group.key, with: [.requester], limit: page.limit)
    guard !members.isEmpty else { return Reply(found.group.phrase("requests.none")) }
    let first = members[0].person.typed
    let reply = page.reply(
      found.group.phrase("requests.title"),
      members.map { member in
        Phrase(
          member.membership.message.isEmpty ? "requests.person" : "requests.person-message",
          [
            "person": .person(member.person), "since": .moment(member.membership.since),
            "message": .text(member.membership.message),
          ])
      }, length: turn.length)
    guard found.group.archived == nil else { return reply }
    return Reply(
      reply.blocks + [
        .paragraph(
          Phrase(
            "requests.next",
            [
              "approve": found.group.command("approve", first, "in"),
              "reject": found.group.command("reject", first, "in"),
            ]))
      ])
  }

  /// Who is no member is told what a member would be told.
  private func permit(_ found: Found, during turn: Turn) throws -> Permit {
    do {
      return try found.permit(.pending, during: turn)
    } catch let denied as Denied where denied.denial.reason == .onlyMembers {
      try requireToDecide(found, denied.denial.row, during: turn)
      throw denied
    }
  }

  /// One sees the requests that one may decide; rejecting is the wider right, it goes on in the archive.
  private func requireToDecide(_ found: Found, _ row: Row, during turn: Turn) throws {
    do {
      try found.require(.reject, toSomebody: .requester, during: turn)
    } catch let denied as Denied {
      let denial = denied.denial
      throw Denied(
        denial: Denial(
          action: .pending, row: row, question: denial.question, reason: denial.reason, helpers: denial.helpers,
          adminModeHelps: denial.adminModeHelps),
        group: found.group)
    }
  }
}
