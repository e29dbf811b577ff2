import Commands
import Domain
import Engine
import Permissions

/// What a transaction or a snapshot reads, with lies in between.
struct LyingTransaction {
  private(set) var truth: any ReadingTransaction
  private let lies: Lies

  init(_ truth: any ReadingTransaction, _ lies: Lies) {
    self.truth = truth
    self.lies = lies
  }
}

extension LyingTransaction: ReadingTransaction {
  func person(_ key: PersonKey) throws -> Person? { try lies.person?(truth, key) ?? truth.person(key) }

  func person(_ account: Account) throws -> Person? { try truth.person(account) }

  func accounts(of person: PersonKey) throws -> [Account] { try truth.accounts(of: person) }

  func isBound(_ person: PersonKey) throws -> Bool { try truth.isBound(person) }

  func linkCode(_ code: String) throws -> LinkCode? { try truth.linkCode(code) }

  func wrongCodes(of account: Account) throws -> WrongCodes? { try truth.wrongCodes(of: account) }

  func grantedAdministrators() throws -> [Person] { try truth.grantedAdministrators() }

  func people(handled handle: NameMatch, isExternal: Bool, limit: Int) throws -> [Person] {
    try lies.people?(truth, handle, isExternal, limit)
      ?? truth.people(handled: handle, isExternal: isExternal, limit: limit)
  }

  func people(near handle: String, in sight: Sight, limit: Int) throws -> [Person] {
    try lies.nearPeople?(truth, handle, sight, limit) ?? truth.people(near: handle, in: sight, limit: limit)
  }

  func decisions(about person: PersonKey, limit: Int) throws -> [PastDecision] {
    try lies.decisions?(truth, person, limit) ?? truth.decisions(about: person, limit: limit)
  }

  func group(_ key: GroupKey) throws -> Group? {
    if let lie = lies.group { return try lie(truth, key) }
    return try truth.group(key)
  }

  func membership(of person: PersonKey, in group: GroupKey) throws -> Membership? {
    if let lie = lies.membership { return try lie(truth, person, group) }
    return try truth.membership(of: person, in: group)
  }

  func members(of group: GroupKey, with standings: [Standing], limit: Int) throws -> [Member] {
    try lies.members?(truth, group, standings, limit) ?? truth.members(of: group, with: standings, limit: limit)
  }

  func groups(
    _ filter: GroupFilter, in sight: Sight, after place: GroupFilter.Place?, limit: Int
  ) throws -> [Related] {
    try lies.groups?(truth, filter, sight, place, limit)
      ?? truth.groups(filter, in: sight, after: place, limit: limit)
  }

  func groups(near name: String, in sight: Sight, limit: Int) throws -> [Related] {
    try lies.nearGroups?(truth, name, sight, limit) ?? truth.groups(near: name, in: sight, limit: limit)
  }

  func isTaken(_ key: GroupKey) throws -> Bool { try lies.isTaken?(truth, key) ?? truth.isTaken(key) }

  func summary(of group: GroupKey, for person: PersonKey) throws -> GroupSummary {
    try lies.summary?(truth, group, person) ?? truth.summary(of: group, for: person)
  }

  func followers(of group: GroupKey, with standings: [Standing], limit: Int) throws -> [PersonKey] {
    try truth.followers(of: group, with: standings, limit: limit)
  }

  func shareGroup(_ one: PersonKey, _ other: PersonKey) throws -> Bool {
    try lies.shareGroup?(truth, one, other) ?? truth.shareGroup(one, other)
  }

  func lastRejection(of person: PersonKey, in group: GroupKey) throws -> Moment? {
    try truth.lastRejection(of: person, in: group)
  }

  func marks(of person: PersonKey, in group: GroupKey) throws -> Marks { try truth.marks(of: person, in: group) }

  func log(of group: GroupKey, skipping: Int, limit: Int) throws -> [LogEntry] {
    try truth.log(of: group, skipping: skipping, limit: limit)
  }

  func log(of group: GroupKey, lines: Range<Int>) throws -> [LogEntry] { try truth.log(of: group, lines: lines) }

  func lastChange(of person: PersonKey) throws -> LastChange? {
    if let lie = lies.lastChange { return try lie(truth, person) }
    return try truth.lastChange(of: person)
  }

  func notices(to person: PersonKey, behind last: PersonalNotice?, limit: Int) throws -> [PersonalNotice] {
    try truth.notices(to: person, behind: last, limit: limit)
  }

  func contents(of group: GroupKey) throws -> Contents { try truth.contents(of: group) }

  func ticket(_ key: TicketKey) throws -> Ticket? { try truth.ticket(key) }

  func tickets(of group: GroupKey, isOpen: Bool?, limit: Int) throws -> [Ticket] {
    try truth.tickets(of: group, isOpen: isOpen, limit: limit)
  }

  func openTickets(of person: PersonKey, in group: GroupKey, limit: Int) throws -> [Ticket] {
    try truth.openTickets(of: person, in: group, limit: limit)
  }

  func openTickets(outside dates: Group.Dates, in group: GroupKey, limit: Int) throws -> [Ticket] {
    try truth.openTickets(outside: dates, in: group, limit: limit)
  }

  func files(of group: GroupKey, limit: Int) throws -> [SharedFile] { try truth.files(of: group, limit: limit) }

  func delivery(_ key: DeliveryRecord.Key) throws -> DeliveryRecord? { try truth.delivery(key) }

  func nextParcel() throws -> Moment? { try truth.nextParcel() }

  func outboxDepth() throws -> (waiting: Int, failed: Int) { try truth.outboxDepth() }
}

extension LyingTransaction: Transaction {
  /// The transaction that is written to; a snapshot is none.
  private var written: any Transaction {
    get {
      guard let transaction = truth as? any Transaction else { preconditionFailure("a snapshot writes nothing") }
      return transaction
    }
    set { truth = newValue }
  }

  mutating func meet(
    _ person: PersonKey, _ account: Account, name: String, handle: String, as foldedHandle: String, at now: Moment
  ) throws {
    try written.meet(person, account, name: name, handle: handle, as: foldedHandle, at: now)
  }

  mutating func know(_ person: Person, as foldedHandle: String, at now: Moment) throws {
    try written.know(person, as: foldedHandle, at: now)
  }

  mutating func apply(_ change: Change, by permit: consuming Permit, at now: Moment) throws {
    guard let lie = lies.permit else { return try written.apply(change, by: permit, at: now) }
    try written.apply(change, by: lie(permit), at: now)
  }

  mutating func choose(_ choice: PersonalChoice, for person: PersonKey) throws {
    try written.choose(choice, for: person)
  }

  mutating func offer(_ code: LinkCode) throws { try written.offer(code) }

  mutating func takeLinkCode(_ code: String) throws -> LinkCode? { try written.takeLinkCode(code) }

  mutating func join(
    _ account: Account, handled handle: String, of person: PersonKey, to owner: PersonKey, by code: String
  ) throws {
    try written.join(account, handled: handle, of: person, to: owner, by: code)
  }

  mutating func remove(_ notices: [PersonalNotice]) throws { try written.remove(notices) }

  mutating func countWrongCode(of account: Account, at now: Moment) throws {
    try written.countWrongCode(of: account, at: now)
  }

  mutating func rename(_ account: Account, handled foldedHandle: String) throws {
    try written.rename(account, handled: foldedHandle)
  }

  mutating func takePendingCommand(_ code: String, of person: PersonKey, at now: Moment) throws -> PendingCommand? {
    try written.takePendingCommand(code, of: person, at: now)
  }

  mutating func takePendingCommands(of person: PersonKey, at now: Moment) throws -> Int {
    try written.takePendingCommands(of: person, at: now)
  }

  mutating func prolongAdminMode(of person: PersonKey, until end: Moment, at now: Moment) throws {
    try written.prolongAdminMode(of: person, until: end, at: now)
  }

  var acts: [Act] { lies.acts?(written.acts) ?? written.acts }

  var changed: LastChange? { written.changed }

  mutating func remember(_ change: LastChange?, of person: PersonKey) throws {
    try written.remember(change, of: person)
  }

  mutating func undoing<Value>(_ work: (inout any Workspace) throws -> Value) throws -> Value {
    let lies = lies
    return try written.undoing { workspace in
      guard let transaction = workspace as? any Transaction else {
        preconditionFailure("work is done in a transaction")
      }
      var lying: any Workspace = LyingTransaction(transaction, lies)
      defer {
        if let told = (lying as? LyingTransaction)?.truth as? any Workspace { workspace = told }
      }
      return try work(&lying)
    }
  }

  mutating func keep(_ command: PendingCommand, at now: Moment) throws { try written.keep(command, at: now) }

  mutating func record(_ delivery: DeliveryRecord) throws { try written.record(delivery) }

  mutating func enqueue(_ parcel: Parcel, leaseEnd: Moment, telling notice: PersonalNotice?) throws {
    if let notice { try lies.notice?(notice) }
    try written.enqueue(parcel, leaseEnd: leaseEnd, telling: notice)
  }

  mutating func keep(_ notice: PersonalNotice) throws {
    try lies.notice?(notice)
    try written.keep(notice)
  }

  mutating func takeParcels(
    dueAt now: Moment, leaseEnd: Moment, limit: Int, leaving full: Set<Parcel.Kind>
  ) throws -> [Parcel] {
    try written.takeParcels(dueAt: now, leaseEnd: leaseEnd, limit: limit, leaving: full)
  }

  mutating func releaseUntriedParcels() throws { try written.releaseUntriedParcels() }

  mutating func settle(_ settlements: [Settlement]) throws { try written.settle(settlements) }

  mutating func forgetDeliveries(before: Moment, limit: Int) throws -> Int {
    try written.forgetDeliveries(before: before, limit: limit)
  }

  mutating func forgetFailedParcels(before: Moment, limit: Int) throws -> Int {
    try written.forgetFailedParcels(before: before, limit: limit)
  }

  mutating func forgetNotices(before: Moment, limit: Int) throws -> Int {
    try written.forgetNotices(before: before, limit: limit)
  }

  mutating func forgetExpired(at now: Moment, limit: Int) throws -> Int {
    try written.forgetExpired(at: now, limit: limit)
  }
}
