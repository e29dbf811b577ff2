package import Commands
package import Domain
package import Permissions

/// Where everything durable lives.
package protocol Store: Sendable {
  /// Runs `body` in one durable transaction; what it throws undoes what it wrote.
  ///
  /// When it returns, what was written survives a crash. `body` may run more than once, so it has no effect of its own.
  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (inout any Transaction) throws -> Value
  ) async throws -> Value

  /// Runs `body` on a consistent snapshot; it writes nothing.
  func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value
}

/// What the engine reads, besides what commands read.
package protocol ReadingTransaction: Reading {
  /// What was made of this delivery before; `nil` when it is new.
  func delivery(_ key: DeliveryRecord.Key) throws -> DeliveryRecord?

  /// When the next parcel is due, which may be past; `nil` when none waits.
  func nextParcel() throws -> Moment?

  /// How many parcels wait, and how many failed for good.
  func outboxDepth() throws -> (waiting: Int, failed: Int)
}

/// What the engine writes, besides what commands write.
package protocol Transaction: Workspace, ReadingTransaction {
  /// Adds a person who was seen for the first time, with the account, or takes over a new name and handle.
  ///
  /// - Parameter foldedHandle: The form in which handles are compared.
  mutating func know(_ person: Person, as foldedHandle: String, at now: Moment) throws

  /// Moves the end of an administrator's Admin Mode, if it is on.
  mutating func prolongAdminMode(of person: PersonKey, until end: Moment, at now: Moment) throws

  /// Keeps in mind that a wrong code came from the account.
  mutating func countWrongCode(of account: Account, at now: Moment) throws

  /// Takes over a new handle of an account that a code has linked.
  mutating func rename(_ account: Account, handled foldedHandle: String) throws

  /// What was done with permits in this transaction, in order, without what was undone.
  var acts: [Act] { get }

  /// What was changed in this transaction and could be taken back, without what was undone; `nil` for nothing.
  var changed: LastChange? { get }

  /// Remembers what the person changed last; `nil` forgets what was remembered.
  mutating func remember(_ change: LastChange?, of person: PersonKey) throws

  /// Runs `work`; what it throws undoes what it wrote, and nothing else.
  mutating func undoing<Value>(_ work: (inout any Workspace) throws -> Value) throws -> Value

  /// Keeps what waits for somebody's Yes, and forgets what that person let expire.
  mutating func keep(_ command: PendingCommand, at now: Moment) throws

  /// Keeps what was made of a delivery.
  ///
  /// - Throws: when there is a record of that key already.
  mutating func record(_ delivery: DeliveryRecord) throws

  /// Puts a parcel into the outbox. Until `leaseEnd` nobody but the caller tries to deliver it.
  ///
  /// - Parameter notice: What it tells somebody; should it never be taken, that waits in the inbox from then on.
  mutating func enqueue(_ parcel: Parcel, leaseEnd: Moment, telling notice: PersonalNotice?) throws

  /// Puts what can't be sent directly into the inbox.
  mutating func keep(_ notice: PersonalNotice) throws

  /// Parcels whose lease or waiting time is over, oldest first; from now on they are the caller's until `leaseEnd`.
  ///
  /// - Parameter full: What the caller has no room for: those parcels are left as they are.
  mutating func takeParcels(
    dueAt now: Moment, leaseEnd: Moment, limit: Int, leaving full: Set<Parcel.Kind>
  ) throws -> [Parcel]

  /// Ends the leases of parcels that were never tried; only for a process that has the store for itself, at its start.
  mutating func releaseUntriedParcels() throws

  mutating func settle(_ settlements: [Settlement]) throws

  /// Forgets deliveries that no messenger repeats any more, at most `limit` of them, and tells how many it were.
  mutating func forgetDeliveries(before: Moment, limit: Int) throws -> Int

  /// Forgets parcels that failed for good, at most `limit` of them, and tells how many it were.
  mutating func forgetFailedParcels(before: Moment, limit: Int) throws -> Int

  /// Forgets what nobody has taken out of an inbox in time, at most `limit` of it, and tells how much it was.
  mutating func forgetNotices(before: Moment, limit: Int) throws -> Int

  /// Forgets questions that nobody has answered and codes that nobody has typed in time, at most `limit` of each, and tells
  /// how many it were of what was more.
  mutating func forgetExpired(at now: Moment, limit: Int) throws -> Int
}

extension Transaction {
  /// Puts a parcel into the outbox that tells nothing but a reply.
  package mutating func enqueue(_ parcel: Parcel, leaseEnd: Moment) throws {
    try enqueue(parcel, leaseEnd: leaseEnd, telling: nil)
  }

  /// Takes parcels of every kind.
  package mutating func takeParcels(dueAt now: Moment, leaseEnd: Moment, limit: Int) throws -> [Parcel] {
    try takeParcels(dueAt: now, leaseEnd: leaseEnd, limit: limit, leaving: [])
  }
}

/// What was made of a delivery; its row makes sure that a repeat has no second effect.
package struct DeliveryRecord: Sendable, Equatable {
  package let key: Key
  /// Of sender and text: a repeat has the same one.
  package let fingerprint: [UInt8]
  package let at: Moment
  /// `nil` for a stranger.
  package let person: PersonKey?
  /// Such as `done`, `denied G12`, `not found`.
  package let outcome: String
  /// What was decided, for `why`; `nil` when nothing was, or only what may be read.
  package let decision: DecisionRecord?
  /// The HTTP answer's body, when the reply was given inline; empty otherwise.
  package let reply: [UInt8]

  package init(
    key: Key, fingerprint: [UInt8], at: Moment, person: PersonKey?, outcome: String,
    decision: DecisionRecord? = nil, reply: [UInt8]
  ) {
    self.key = key
    self.fingerprint = fingerprint
    self.at = at
    self.person = person
    self.outcome = outcome
    self.decision = decision
    self.reply = reply
  }

  /// The messenger's id of the delivery, within its connection.
  package struct Key: Sendable, Hashable {
    package let connection: String
    package let id: String

    package init(connection: String, id: String) {
      self.connection = connection
      self.id = id
    }
  }
}

/// A fault of the store; the messenger gets 503 and nothing is acknowledged.
package struct StoreFault: Explained {
  package let code: String
  package let userText: String
  package let operatorText: String

  package init(code: String, operatorText: String) {
    self.code = code
    self.operatorText = operatorText
    userText = "Something went wrong here and nothing was changed. Try again in a minute."
  }

  /// The store was lost during a commit: what was written may be kept or not.
  package init(unansweredCommit operatorText: String) {
    code = Self.unknownFate
    self.operatorText = operatorText
    userText =
      "Something went wrong here, and it is not known whether this was done. Look before you type it again."
  }

  /// Whether what was written may be kept all the same.
  package var isFateUnknown: Bool { code == Self.unknownFate }

  private static let unknownFate = "storage.fate"
}
