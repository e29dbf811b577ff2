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
    guard permit.condition != .ownEntry else { return try found.ownEntry(.invited, in: reading, during: turn) }
    guard permit.condition == nil || found.decide(.invite, during: turn).isAllowed else {
      return try sent(from: reading, in: found, during: turn)
    }
    let members = try reading.members(of: found.group.key, with: [.invited], limit: page.limit)
    guard !members.isEmpty else { return Reply(found.group.phrase("invitations.none")) }
    return page.reply(found.group.phrase("invitations.title"), try members.map { try line($0, in: reading) })
  }

  /// What the actor has sent, and who could tell of more; whether there is more is not told.
  private func sent(from reading: any Reading, in found: Found, during turn: Turn) throws -> Reply {
    let group = found.group
    let members = try reading.members(of: group.key, with: [.invited], limit: .max).filter {
      $0.membership.inviter == turn.actor.key
    }
    var reply =
      members.isEmpty
      ? Reply(group.phrase("invitations.none-sent"))
      : page.reply(group.phrase("invitations.title-sent"), try members.map { try line($0, in: reading) })
    if let owner = try reading.person(group.owner) {
      reply.blocks.append(.paragraph(Phrase("invitations.others", ["owner": .person(owner)])))
    }
    return reply
  }

  private func line(_ member: Member, in reading: any Reading) throws -> Phrase {
    Phrase(
      "invitations.person",
      [
        "person": .person(member.person), "since": .moment(member.membership.since),
        "inviter": try member.membership.inviter(in: reading),
      ])
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
        related.group.phrase(
          Found(related, typed: "").isOfferedOwnership ? "invitations.group-offered" : "invitations.group",
          [
            "inviter": try related.membership?.inviter(in: reading) ?? .text(""),
            "key": .command(related.group.key.text), "accept": related.group.command("accept"),
          ])
      })
  }
}
