import Domain
import Permissions

extension Found {
  /// What is told to somebody who may know of one's own invitation or request alone, and how to answer it or take it
  /// back.
  ///
  /// - Parameter asked: Which of the two was asked for; the other one is told as well.
  func ownEntry(_ asked: Standing, in reading: some Reading, during turn: Turn) throws -> Reply {
    var reply = Reply()
    if standing != asked {
      reply.blocks.append(
        .paragraph(group.phrase(asked == .invited ? "denied.not-invited" : "denied.not-requested")))
    }
    guard let membership, [.invited, .requester].contains(standing) else { return reply }
    let isInvited = standing == .invited
    reply.blocks.append(
      .paragraph(
        group.phrase(
          isOfferedOwnership ? "invitations.own-offered" : isInvited ? "invitations.own" : "requests.own",
          ["inviter": try membership.inviter(in: reading), "since": .moment(membership.since)])))
    if !membership.message.isEmpty {
      reply.blocks.append(.paragraph(Phrase("notice.message", ["message": .text(membership.message)])))
    }
    reply.blocks.append(.paragraph(isInvited ? answer(during: turn) : withdrawal))
    return reply
  }

  private func answer(during turn: Turn) -> Phrase {
    group.phrase(
      allows(.accept, during: turn) ? "notice.invited-next" : "invitations.only-decline",
      ["accept": group.command("accept"), "decline": group.command("decline")])
  }

  private var withdrawal: Phrase { Phrase("join.asked-next", ["command": group.command("withdraw")]) }
}

extension Membership {
  /// Who has sent the invitation, for a sentence.
  func inviter(in reading: some Reading) throws -> Phrase.Argument {
    try inviter.flatMap { try reading.person($0) }.map { .person($0) } ?? .text("")
  }
}
