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
  private let now: @Sendable () -> Moment

  /// - Parameter rulebook: The one in force; asked once for each delivery.
  package init(
    store: any Store, rulebook: @escaping @Sendable () -> Rulebook, folding: any Folding, zones: any TimeZones,
    timeZone: String, seal: any Seal,
    admins: Set<Account>, now: @escaping @Sendable () -> Moment
  ) {
    self.store = store
    self.rulebook = rulebook
    self.folding = folding
    self.zones = zones
    self.timeZone = timeZone
    self.seal = seal
    self.admins = admins
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
  /// - Parameter found: What was found for the refusal that this will most probably end in.
  /// - Throws: ``Unsearched`` for a refusal for which nothing was looked for yet.
  private func transact(_ conversation: Conversation, suggesting found: Refusal? = nil) async throws -> Answer {
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
    guard conversation.isInline, case .success(let parsed) = conversation.parsed, parsed.isReading else {
      return .nothing
    }
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
        let body = write(reply, .done, to: actor, conversation)
        return .answered(conversation.answered(.done, body: body, parcel: nil))
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
      return try keep(.stranger, Reply(Phrase("stranger")), nil, for: nil, conversation, in: &transaction)
    }
    if actor.admin(at: conversation.now) == .on {
      let end = conversation.now + Person.adminModeLength
      actor.adminModeUntil = end
      try transaction.prolongAdminMode(of: actor.key, until: end, at: conversation.now)
    }
    let (outcome, reply, decision) = try work(conversation, of: actor, suggesting: found, in: &transaction)
    return try keep(outcome, reply, decision, for: actor, conversation, in: &transaction)
  }

  /// Runs the command; what it refuses is a value, and only its own rows are undone.
  private func work(
    _ conversation: Conversation, of actor: Person, suggesting found: Refusal?,
    in transaction: inout any Transaction
  ) throws -> (Outcome, Reply, DecisionRecord?) {
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
      turn.tellOwners(of: transaction.acts)
      try remember(turn, in: &transaction)
      return (.done, reply.shared(parsed.isShared), transaction.acts.first.map { DecisionRecord($0) })
    } catch let dryRun as DryRun {
      return (.dryRun, Reply([.paragraph(Phrase("dry-run"))] + dryRun.reply.blocks), nil)
    } catch let unconfirmed as Unconfirmed {
      return (.confirm, try ask(unconfirmed, conversation, of: actor, in: &transaction), nil)
    } catch let refusal as Refusal {
      guard let unsearched = Unsearched(refusal, during: turn) else { return (refusal.outcome, refusal.reply, nil) }
      guard let found else { throw unsearched }
      return (refusal.outcome, try unsearched.completed(by: found, in: transaction).reply, nil)
    } catch let denied as Denied {
      let standing = try denied.group.map { try transaction.membership(of: actor.key, in: $0.key)?.standing ?? .none }
      return (
        .denied(denied.denial.row), try denied.reply(from: transaction, to: actor, appointed: admins),
        DecisionRecord(denied, standing: standing)
      )
    }
  }

  /// Remembers what can be taken back; where there is nothing to remember or to forget, nothing is written.
  private func remember(_ turn: Turn, in transaction: inout any Transaction) throws {
    guard let changed = transaction.changed else { return }
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
    _ outcome: Outcome, _ reply: Reply, _ decision: DecisionRecord?, for actor: Person?, _ conversation: Conversation,
    in transaction: inout any Transaction
  ) throws -> Answer {
    let body = write(reply, outcome, to: actor, conversation)
    let parcel = conversation.parcel(carrying: body)
    try transaction.record(
      DeliveryRecord(
        key: conversation.key, fingerprint: conversation.fingerprint, at: conversation.now, person: actor?.key,
        outcome: outcome.description, decision: decision, reply: conversation.isInline ? body : []))
    if let parcel { try transaction.enqueue(parcel, leaseEnd: conversation.now + Parcel.lease) }
    return conversation.answered(outcome, body: body, parcel: parcel)
  }

  private func write(_ reply: Reply, _ outcome: Outcome, to actor: Person?, _ conversation: Conversation) -> [UInt8] {
    conversation.connection.messenger.compose(
      Message(reply, for: actor, by: conversation.rulebook.wording, answering: conversation, outcome: outcome))
  }

  /// - Parameter parsed: `nil` for what was not understood.
  private func turn(
    of actor: Person, in conversation: Conversation, under root: String, _ parsed: Parsed?
  ) -> Turn {
    Turn(
      actor: actor, now: conversation.now, root: root,
      isOverheard: conversation.utterance.room.isOverheard || parsed?.isShared == true,
      connection: conversation.connection.name,
      newcomer: { account, handle in
        // Only its own people are mentioned by ids of the connection that employs who speaks.
        let isEmployed = conversation.connection.employs(conversation.utterance.sender)
        return isEmployed ? newcomer(account, name: handle, handle: handle) : nil
      },
      consent: parsed?.isDryRun == true ? .notNeeded : .notAsked, policy: conversation.rulebook.policy,
      folding: folding,
      zones: zones, timeZone: actor.timeZone ?? timeZone, appointed: admins,
      plain: { [wording = conversation.rulebook.wording] in
        wording.write(Reply($0), for: actor, with: LabelMarkup())
      }, keys: conversation.keys)
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
    guard person.isExternal || conversation.connection.employs(conversation.utterance.sender) else { return nil }
    return appointing(person, as: conversation.account)
  }

  /// As ``known(_:in:)``; an employee who speaks for the first time, or under a new name, is known from now on.
  private func meet(_ conversation: Conversation, in transaction: inout any Transaction) throws -> Person? {
    let sender = conversation.utterance.sender
    if var person = try known(conversation, in: transaction) {
      // Another messenger's names don't take the place of those of the first.
      guard person.account == conversation.account, person.handle != sender.handle || person.name != sender.name
      else { return person }
      person.handle = sender.handle
      person.name = sender.name
      try transaction.know(person, as: folding.folded(person.handle), at: conversation.now)
      return person
    }
    guard conversation.connection.employs(sender) else { return nil }
    let person = newcomer(conversation.account, name: sender.name, handle: sender.handle)
    try transaction.know(person, as: folding.folded(person.handle), at: conversation.now)
    return appointing(person, as: conversation.account)
  }

  /// The person as an administrator, if `bot.yaml` says so; the store doesn't keep that, so that it ends there as well.
  private func appointing(_ person: Person, as account: Account) -> Person {
    guard admins.contains(account) || admins.contains(person.account) else { return person }
    var person = person
    person.isAdmin = true
    return person
  }

  /// An employee who is seen for the first time; always under the same key.
  private func newcomer(_ account: Account, name: String, handle: String) -> Person {
    var keys = KeySource(seed: seal.code(for: ["person", account.description]))
    return Person(
      key: PersonKey(keys.key(length: KeySource.longKeyLength)), name: name, handle: handle, account: account)
  }
}
