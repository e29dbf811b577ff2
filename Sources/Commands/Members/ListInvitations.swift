import CommandLanguage
import Domain
import Permissions

/// `/project invitations [X]`: mine, or who is invited to X and has not answered.
struct ListInvitations: ReadingCommand {
  static let usage = Usage(
    .groups, "invitations", .group.optional, options: [.page],
    examples: ["project invitations", "project invitations Apollo"])

  let reference: GroupReference?
  let page: Page

  init(_ arguments: inout Arguments) throws(UsageError) {
    page = try Page(&arguments)
    reference = try GroupReference(ifGivenIn: &arguments)
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    guard let reference else { return try mine(from: reading, during: turn) }
    let found = try reference.find(in: reading, during: turn, toChange: false)
    let permit = try found.permit(.pending, during: turn)
    var members = try reading.members(of: found.group.key, with: [.invited], limit: page.limit)
    let seesAll =
      switch permit.condition {
      case nil: true
      case .ownEntry: false
      default: found.decide(.invite, during: turn).isAllowed
      }
    if !seesAll {
      members = try reading.members(of: found.group.key, with: [.invited], limit: .max).filter {
        $0.person.key == turn.actor.key || $0.membership.inviter == turn.actor.key
      }
    }
    guard !members.isEmpty else { return Reply(found.group.phrase("invitations.none")) }
    return page.reply(
      found.group.phrase("invitations.title"),
      try members.map { member in
        let inviter = try member.membership.inviter.flatMap { try reading.person($0) }
        return Phrase(
          "invitations.person",
          [
            "person": .person(member.person), "since": .moment(member.membership.since),
            "inviter": inviter.map { .person($0) } ?? .text(""),
          ])
      })
  }

  private func mine(from reading: any Reading, during turn: Turn) throws -> Reply {
    // An invitation is somebody's own: where others read along, it isn't shown.
    let groups =
      turn.isOverheard
      ? []
      : try reading.groups(
        GroupFilter(kind: turn.kind, own: .invited), in: turn.sight, after: nil, limit: page.limit)
    guard !groups.isEmpty else { return Reply(Phrase("invitations.none-mine")) }
    return page.reply(
      Phrase("invitations.title-mine"),
      try groups.map { related in
        let inviter = try related.membership?.inviter.flatMap { try reading.person($0) }
        return related.group.phrase(
          "invitations.group",
          [
            "inviter": inviter.map { .person($0) } ?? .text(""), "key": .command(related.group.key.text),
            "accept": related.group.command("accept"),
          ])
      })
  }
}
