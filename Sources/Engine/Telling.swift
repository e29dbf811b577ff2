import Commands
import Domain

extension Bot {
  /// Keeps what people are told of what was done: a direct message for whom the messenger can send one, else a row of
  /// the inbox; each gets one, in the reader's words.
  ///
  /// - Returns: the first of the messages, all of which are in the outbox.
  func tell(
    _ conversation: Conversation, during turn: Turn, in transaction: inout any Transaction
  ) throws -> [Parcel] {
    var parcels: [Parcel] = []
    var readership = try Readership(during: turn, in: transaction)
    for (key, parts) in turn.notices.byPerson {
      guard let person = try readership.person(key, in: transaction) else { continue }
      let parts = try readership.veiled(parts, to: person, in: transaction)
      let notice = PersonalNotice(
        key: conversation.noticeKey(of: key), to: key, at: conversation.now, parts)
      guard let (account, connection) = try directly(to: person, in: transaction) else {
        try transaction.keep(notice)
        continue
      }
      let sentences = try readership.readable(parts, at: notice.at, by: person, in: transaction).flatMap(\.sentences)
      guard !sentences.isEmpty else { continue }
      let reply = Reply(sentences.map(Reply.Block.paragraph))
      let text = conversation.rulebook.wording.write(reply, for: person, with: connection.messenger.markup)
      let parcel = conversation.direct(
        notice.key, to: account.user, on: connection,
        carrying: connection.messenger.composeDirect(Message(text, answering: nil, at: conversation.now)))
      let isHandedOver = parcels.count < Self.mostHandedOver
      try transaction.enqueue(
        parcel, leaseEnd: isHandedOver ? conversation.now + Parcel.lease : conversation.now, telling: notice)
      if isHandedOver { parcels.append(parcel) }
    }
    return parcels
  }

  /// How many messages of one command are handed over at once; the others are taken out of the outbox little by little, so
  /// that a change that concerns very many doesn't fill the memory.
  private static let mostHandedOver = 200

  /// By which account the person can be written to directly: the first one, or else another that was linked to it.
  private func directly(
    to person: Person, in reading: some Reading
  ) throws -> (account: Account, connection: Connection)? {
    if let connection = direct[person.account.connection] { return (person.account, connection) }
    guard !direct.isEmpty else { return nil }
    for account in try reading.accounts(of: person.key) {
      if let connection = direct[account.connection] { return (account, connection) }
    }
    return nil
  }
}

extension Parcel {
  /// What waits in the inbox of who asked, should a direct answer never be taken; the answer itself is not kept there.
  ///
  /// `nil` for an answer in the room of the question, which was seen not to come.
  func trace(for person: PersonKey) -> PersonalNotice? {
    guard recipient != nil else { return nil }
    return PersonalNotice(
      key: key, to: person, at: created, [PersonalNotice.Part(about: nil, [Phrase("notice.unanswered")])])
  }
}

extension Conversation {
  /// The HTTP answer's body or that of a post, and the reply on its way where it is one.
  func written(_ reply: Reply, _ outcome: Outcome, to actor: Person?) -> (body: [UInt8], parcel: Parcel?) {
    guard answersDirectly, reply.audience == .sender else {
      let body = write(reply, outcome, to: actor)
      return (body, parcel(carrying: body))
    }
    // Nobody in particular reads the line in the room, so that it is the same for everybody.
    let line = write(Reply(Phrase("answered-directly")), .done, to: nil)
    return (line, direct(carrying: connection.messenger.composeDirect(message(reply, outcome, to: actor))))
  }

  func write(_ reply: Reply, _ outcome: Outcome, to actor: Person?) -> [UInt8] {
    connection.messenger.compose(message(reply, outcome, to: actor))
  }

  private func message(_ reply: Reply, _ outcome: Outcome, to actor: Person?) -> Message {
    Message(reply, for: actor, by: rulebook.wording, answering: self, outcome: outcome)
  }
}
