import Commands
package import Domain
import Permissions

/// From a request to its answer; the only place where the steps are put in order.
package struct Bot: Sendable {
  private let store: any Store
  private let rulebook: @Sendable () -> Rulebook
  private let folding: any Folding
  private let zones: any TimeZones
  /// The portal's, for who has none of one's own.
  private let timeZone: String
  private let seal: any Seal
  /// The first administrators, as `bot.yaml` names them.
  private let admins: Set<Account>
  /// Those by which people can be written to, to tell them what concerns them; by name.
  let direct: [String: Connection]
  private let now: @Sendable () -> Moment

  /// - Parameters:
  ///   - rulebook: The one in force; asked once for each delivery.
  ///   - connections: By name: who is known by another one finds in the inbox what concerns them.
  package init(
    store: any Store, rulebook: @escaping @Sendable () -> Rulebook, folding: any Folding, zones: any TimeZones,
    timeZone: String, seal: any Seal,
    admins: Set<Account>, connections: [String: Connection], now: @escaping @Sendable () -> Moment
  ) {
    self.store = store
    self.rulebook = rulebook
    self.folding = folding
    self.zones = zones
    self.timeZone = timeZone
    self.seal = seal
    self.admins = admins
    direct = connections.filter { $0.value.messenger.directBase != nil }
    self.now = now
  }

  /// Answers a request; when it returns, what the answer acknowledges is durable.
  package func answer(_ request: WebRequest, on connection: Connection) async -> Answer {
    let now = now()
    do throws(WebhookError) {
      switch try connection.messenger.receive(request, at: now) {
      case .answer(let response): return Answer(response, .protocol)
      case .utterance(let utterance): return await answer(utterance, on: connection, at: now)
      }
    } catch {
      return Answer(WebResponse.text(error.userText, status: error.status), .refused(error))
    }
  }

  private func answer(_ utterance: Utterance, on connection: Connection, at now: Moment) async -> Answer {
    let conversation = Conversation(utterance, on: connection, at: now, sealedBy: seal, under: rulebook())
    if let route = utterance.route, !conversation.isInline, !connection.mayReply(to: route.address) {
      let error = WebhookError.malformed(reason: "the reply address is not among reply_hosts")
      return Answer(
        WebResponse.text(error.userText, status: error.status), .refused(error), delivery: utterance.delivery)
    }
    do {
      switch try await glance(conversation) {
      case .answered(let answer): return answer
      case .searched(let found): return try await transact(conversation, suggesting: found)
      case .nothing: break
      }
      do {
        return try await transact(conversation)
      } catch let unsearched as Unsearched {
        // What was written is undone; what may be meant is looked for on a snapshot, so that no writer waits for it.
        let found = try await store.snapshot { try unsearched.searched(in: $0) }
        return try await transact(conversation, suggesting: found)
      }
    } catch {
      return conversation.fault(error)
    }
  }

  /// The one durable transaction of a delivery.
  ///
  /// It is run once more when nobody knows what became of it: the delivery's record says whether it was done.
  ///
  /// - Parameter found: What was found for the refusal that this will most probably end in.
  /// - Throws: ``Unsearched`` for a refusal for which nothing was looked for yet.
  private func transact(_ conversation: Conversation, suggesting found: Refusal? = nil) async throws -> Answer {
    do {
      return try await transactOnce(conversation, suggesting: found)
    } catch let fault as StoreFault where fault.isFateUnknown {
      do {
        return try await transactOnce(conversation, suggesting: found)
      } catch let unsearched as Unsearched {
        // There was no record, so it was not done.
        throw unsearched
      } catch {
        // Whatever went wrong now: the first time it may have been done.
        throw fault
      }
    }
  }

  private func transactOnce(_ conversation: Conversation, suggesting found: Refusal?) async throws -> Answer {
    try await store.transaction { transaction in
      if let record = try transaction.delivery(conversation.key) { return conversation.repeated(record) }
      return try act(conversation, suggesting: found, in: &transaction)
    }
  }

  /// What a snapshot gave.
  private enum Glance {
    case answered(Answer)
    /// A refusal, which a transaction has to keep, with what may have been meant.
    case searched(Refusal)
    case nothing
  }

  /// Answers a reading command from a snapshot where the HTTP answer carries the reply.
  private func glance(_ conversation: Conversation) async throws -> Glance {
    guard conversation.isInline, !conversation.answersDirectly, case .success(let parsed) = conversation.parsed,
      parsed.isReading
    else { return .nothing }
    return try await store.snapshot { reading in
      if let record = try reading.delivery(conversation.key) { return .answered(conversation.repeated(record)) }
      // In Admin Mode each command moves the end, which only a transaction can write.
      guard let actor = try known(conversation, in: reading), actor.admin(at: conversation.now) != .on else {
        return .nothing
      }
      let turn = turn(of: actor, in: conversation, under: parsed.root, parsed)
      do {
        guard let command = try parsed.command(in: reading, during: turn) as? any ReadingCommand else {
          return .nothing
        }
        let reply = try command.answer(from: reading, during: turn).shared(parsed.isShared)
        let body = conversation.write(reply, .done, to: actor)
        return .answered(conversation.answered(.done, body: body))
      } catch let refusal as Refusal {
        return try Unsearched(refusal, during: turn).map { .searched(try $0.searched(in: reading)) } ?? .nothing
      } catch is Denied {
        return .nothing
      }
    }
  }

  /// Reads, decides, changes, and keeps what was answered: all in the transaction of the delivery.
  private func act(
    _ conversation: Conversation, suggesting found: Refusal?, in transaction: inout any Transaction
  ) throws -> Answer {
    guard var actor = try meet(conversation, in: &transaction) else {
      return try answerStranger(conversation, suggesting: found, in: &transaction)
    }
    if actor.admin(at: conversation.now) == .on {
      let end = conversation.now + Person.adminModeLength
      actor.adminModeUntil = end
      try transaction.prolongAdminMode(of: actor.key, until: end, at: conversation.now)
    }
    let work = try work(conversation, of: &actor, suggesting: found, in: &transaction)
    return try keep(work, for: actor, conversation, in: &transaction)
  }

  /// Who is not known is heard only where a code of somebody known proves who it is.
  private func answerStranger(
    _ conversation: Conversation, suggesting found: Refusal?, in transaction: inout any Transaction
  ) throws -> Answer {
    guard case .success(let parsed) = conversation.parsed, parsed.isForStrangers else {
      let refusal = Refusal.stranger
      return try keep(Work(refusal.outcome, refusal.reply), for: nil, conversation, in: &transaction)
    }
    let stranger = try transaction.person(conversation.account) ?? newcomer(conversation)
    var actor = stranger
    let work = try work(conversation, of: &actor, suggesting: found, in: &transaction)
    return try keep(work, for: actor.key == stranger.key ? nil : actor, conversation, in: &transaction)
  }

  /// Runs the command; what it refuses is a value, and only its own rows are undone.
  ///
  /// - Parameter actor: Who asks; afterwards, whom the reply is for, in the language that was chosen just now.
  private func work(
    _ conversation: Conversation, of actor: inout Person, suggesting found: Refusal?,
    in transaction: inout any Transaction
  ) throws -> Work {
    let parsed = try? conversation.parsed.get()
    var turn = turn(of: actor, in: conversation, under: conversation.root, parsed)
    do {
      guard let parsed else { throw conversation.misunderstanding(of: actor) }
      let reply = try transaction.undoing { workspace in
        let command = try parsed.command(in: workspace, during: turn)
        let reply = try command.carryOutConfirmed(in: &workspace, during: &turn)
        if parsed.isDryRun, !parsed.isReading { throw DryRun(reply: reply) }
        return reply
      }
      try turn.tellOwners(of: transaction.acts, in: transaction)
      try remember(turn, in: &transaction)
      actor = turn.actor
      return Work(
        .done, reply.shared(parsed.isShared), transaction.acts.first.map { DecisionRecord($0) },
        parcels: try tell(conversation, during: turn, in: &transaction))
    } catch let dryRun as DryRun {
      // As it would be said: by the clock and in the language that would be chosen.
      (actor.language, actor.timeZone) = (turn.actor.language, turn.actor.timeZone)
      return Work(.dryRun, Reply([.paragraph(Phrase("dry-run"))] + dryRun.reply.blocks))
    } catch let unconfirmed as Unconfirmed {
      guard !turn.isDryRun else {
        return Work(.dryRun, Reply([.paragraph(Phrase("dry-run-asks"))] + unconfirmed.consequences.blocks))
      }
      return Work(.confirm, try ask(unconfirmed, conversation, of: actor, in: &transaction))
    } catch let refusal as Refusal {
      try note(refusal, conversation, in: &transaction)
      guard let unsearched = Unsearched(refusal, during: turn) else { return Work(refusal.outcome, refusal.reply) }
      guard let found else { throw unsearched }
      return Work(refusal.outcome, try unsearched.completed(by: found, in: transaction).reply)
    } catch let denied as Denied {
      let standing = try denied.group.map { try transaction.membership(of: actor.key, in: $0.key)?.standing ?? .none }
      return Work(
        .denied(denied.denial.row), try denied.reply(from: transaction, during: turn),
        DecisionRecord(denied, standing: standing))
    }
  }

  /// Keeps what a refusal leaves behind, though everything else is undone.
  private func note(_ refusal: Refusal, _ conversation: Conversation, in transaction: inout any Transaction) throws {
    switch refusal {
    case .link(.unknownCode): try transaction.countWrongCode(of: conversation.account, at: conversation.now)
    case .link(.overheard(let code?)): _ = try transaction.takeLinkCode(code)
    default: break
    }
  }

  /// Remembers what can be taken back; where there is nothing to remember or to forget, nothing is written.
  private func remember(_ turn: Turn, in transaction: inout any Transaction) throws {
    guard let changed = transaction.changed, !changed.isPassedOver else { return }
    let isKept = changed.isKept && !turn.isUndoing
    guard isKept || turn.actor.hasLastChange else { return }
    try transaction.remember(isKept ? changed : nil, of: turn.actor.key)
  }

  /// Keeps the command until the actor says Yes to what it will do.
  private func ask(
    _ unconfirmed: Unconfirmed, _ conversation: Conversation, of actor: Person, in transaction: inout any Transaction
  ) throws -> Reply {
    var keys = conversation.keys
    let pending = PendingCommand(
      code: keys.key(length: PendingCommand.codeLength), person: actor.key,
      connection: unconfirmed.pending?.connection ?? conversation.connection.name,
      pieces: unconfirmed.pending?.pieces ?? conversation.utterance.pieces, question: unconfirmed.question,
      expires: conversation.now + PendingCommand.life)
    // What was asked before would be asked again and again.
    if let old = unconfirmed.pending?.code {
      _ = try transaction.takePendingCommand(old, of: actor.key, at: conversation.now)
    }
    try transaction.keep(pending, at: conversation.now)
    guard case .success(let parsed) = conversation.parsed else { preconditionFailure("what asks was understood") }
    return unconfirmed.reply(code: pending.code, root: parsed.root).shared(parsed.isShared)
  }

  private func keep(
    _ work: Work, for actor: Person?, _ conversation: Conversation, in transaction: inout any Transaction
  ) throws -> Answer {
    let (body, parcel) = conversation.written(work.reply, work.outcome, to: actor)
    try transaction.record(
      DeliveryRecord(
        key: conversation.key, fingerprint: conversation.fingerprint, at: conversation.now, person: actor?.key,
        outcome: work.outcome.description, decision: work.decision, reply: conversation.isInline ? body : []))
    if let parcel {
      try transaction.enqueue(
        parcel, leaseEnd: conversation.now + Parcel.lease, telling: actor.flatMap { parcel.trace(for: $0.key) })
    }
    return conversation.answered(work.outcome, body: body, parcels: (parcel.map { [$0] } ?? []) + work.parcels)
  }

  /// - Parameter parsed: `nil` for what was not understood.
  private func turn(
    of actor: Person, in conversation: Conversation, under root: String, _ parsed: Parsed?
  ) -> Turn {
    Turn(
      actor: actor, account: conversation.account, isStranger: !vouches(for: actor, in: conversation),
      now: conversation.now, root: root,
      isOverheard: conversation.isOverheard || parsed?.isShared == true,
      isSaidAloud: conversation.utterance.room.isOverheard,
      connection: conversation.connection.name,
      newcomer: { account, handle in
        // Only its own people are mentioned by ids of the connection that employs who speaks.
        let isEmployed = conversation.connection.employs(conversation.utterance.sender)
        return isEmployed ? newcomer(account, name: handle, handle: handle) : nil
      },
      isDryRun: parsed?.isDryRun == true, policy: conversation.rulebook.policy,
      folding: folding, zones: zones, languages: conversation.rulebook.wording.languages,
      timeZone: actor.timeZone ?? timeZone, appointed: admins,
      plain: { [wording = conversation.rulebook.wording] in
        wording.write(Reply($0), for: actor, with: LabelMarkup())
      }, keys: conversation.keys)
  }
}

/// What came of a command.
private struct Work {
  let outcome: Outcome
  let reply: Reply
  /// What was decided; `nil` when nothing was, or only what may be read.
  let decision: DecisionRecord?
  /// What others are told, in the outbox already.
  let parcels: [Parcel]

  init(_ outcome: Outcome, _ reply: Reply, _ decision: DecisionRecord? = nil, parcels: [Parcel] = []) {
    self.outcome = outcome
    self.reply = reply
    self.decision = decision
    self.parcels = parcels
  }
}

/// Undoes what was only to be tried, and carries what would have been said.
private struct DryRun: Error {
  let reply: Reply
}

// MARK: - Who speaks

extension Bot {
  /// The sender, if the bot knows the account and it is an employee's or an external's.
  private func known(_ conversation: Conversation, in reading: any ReadingTransaction) throws -> Person? {
    guard let person = try reading.person(conversation.account) else { return nil }
    guard vouches(for: person, in: conversation) else { return nil }
    return try appointing(person, as: conversation.account, in: reading)
  }

  /// Whether something says that the account is an employee's or an external's: the connection, or else the code that
  /// linked it, which only its person was shown.
  private func vouches(for person: Person, in conversation: Conversation) -> Bool {
    person.isExternal || person.linkedHandle != nil || conversation.connection.employs(conversation.utterance.sender)
  }

  /// As ``known(_:in:)``; an employee who speaks for the first time, or under a new name, is known from now on.
  private func meet(_ conversation: Conversation, in transaction: inout any Transaction) throws -> Person? {
    let sender = conversation.utterance.sender
    if var person = try known(conversation, in: transaction) {
      if let handle = person.linkedHandle {
        let folded = folding.folded(sender.handle)
        if folded != handle { try transaction.rename(conversation.account, handled: folded) }
      }
      // Another messenger's names don't take the place of those of the first.
      guard person.account == conversation.account, person.handle != sender.handle || person.name != sender.name
      else { return person }
      person.handle = sender.handle
      person.name = sender.name
      try transaction.know(person, as: folding.folded(person.handle), at: conversation.now)
      return person
    }
    guard conversation.connection.employs(sender) else { return nil }
    let person = newcomer(conversation)
    try transaction.know(person, as: folding.folded(person.handle), at: conversation.now)
    return try appointing(person, as: conversation.account, in: transaction)
  }

  /// The person as an administrator, if `bot.yaml` says so; the store doesn't keep that, so that it ends there as well.
  private func appointing(_ person: Person, as account: Account, in reading: any ReadingTransaction) throws -> Person {
    guard !person.isAdmin, try admins.contains(account) || reading.isAppointed(person, by: admins) else {
      return person
    }
    var person = person
    person.isAdmin = true
    return person
  }

  /// The sender, seen for the first time.
  private func newcomer(_ conversation: Conversation) -> Person {
    let sender = conversation.utterance.sender
    return newcomer(conversation.account, name: sender.name, handle: sender.handle)
  }

  /// Somebody who is seen for the first time; always under the same key.
  private func newcomer(_ account: Account, name: String, handle: String) -> Person {
    var keys = KeySource(seed: seal.code(for: ["person", account.description]))
    return Person(
      key: PersonKey(keys.key(length: KeySource.longKeyLength)), name: name, handle: handle, account: account)
  }
}
