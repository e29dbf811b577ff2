import Commands
import Domain
import Engine
import Permissions

/// What one portal reads and writes over a connection, in the transaction that is under way there.
struct Session<Link: Connection>: PortalReading, Transaction {
  let link: Link
  let portal: String
  /// Whether work can be undone alone; if not, work that has to be starts everything again with them.
  let hasSavepoints: Bool
  private(set) var acts: [Act] = []
  private(set) var changed: LastChange?

  init(_ link: Link, portal: String, hasSavepoints: Bool = true) {
    self.link = link
    self.portal = portal
    self.hasSavepoints = hasSavepoints
  }

  mutating func undoing<Value>(_ work: (inout any Workspace) throws -> Value) throws -> Value {
    guard hasSavepoints else { return try trying(work) }
    try link.run("SAVEPOINT work")
    do {
      var workspace: any Workspace = self
      let value = try work(&workspace)
      try link.run("RELEASE SAVEPOINT work")
      keepActs(of: workspace)
      return value
    } catch {
      try link.run("ROLLBACK TO SAVEPOINT work")
      try link.run("RELEASE SAVEPOINT work")
      throw error
    }
  }

  /// Runs work that most probably has nothing to undo: a refusal comes before the first change.
  private mutating func trying<Value>(_ work: (inout any Workspace) throws -> Value) throws -> Value {
    let written = link.rowsWritten
    do {
      var workspace: any Workspace = self
      let value = try work(&workspace)
      keepActs(of: workspace)
      return value
    } catch {
      if link.rowsWritten != written { link.needsSavepoint = true }
      throw error
    }
  }

  /// Adds what a permit was used for.
  mutating func add(_ act: Act) { acts.append(act) }

  /// Notes a change for who may want to take it back.
  ///
  /// - Parameter line: its number in the group's log; `nil` where it leaves none.
  mutating func changes(_ action: Action, in group: GroupKey, line: Int?, at now: Moment) {
    if let line, changed != nil {
      changed?.add(action, line: line)
    } else {
      changed = LastChange(action, in: group, lines: line.map { $0..<$0 + 1 } ?? 0..<0, at: now)
    }
  }

  private mutating func keepActs(of workspace: any Workspace) {
    guard let session = workspace as? Self else { return }
    acts = session.acts
    changed = session.changed
  }

  mutating func meet(
    _ person: PersonKey, _ account: Account, name: String, handle: String, as foldedHandle: String, at now: Moment
  ) throws {
    try know(Person(key: person, name: name, handle: handle, account: account), as: foldedHandle, at: now)
  }

  mutating func know(_ person: Person, as foldedHandle: String, at now: Moment) throws {
    try link.run(
      """
      INSERT INTO person (portal, key, name, handle, connection, user_id, is_external, is_active, is_admin,
        admin_mode_until, language, created, folded_handle, time_zone)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      ON CONFLICT (portal, key) DO UPDATE SET name = excluded.name, handle = excluded.handle,
        folded_handle = excluded.folded_handle
      """,
      [
        .text(portal), .text(person.key.text), .text(person.name), .text(person.handle),
        .text(person.account.connection), .text(person.account.user), .flag(person.isExternal),
        .flag(person.isActive), .flag(person.isAdmin), .optional(person.adminModeUntil?.milliseconds),
        .optional(person.language), .integer(now.milliseconds), .text(foldedHandle),
        .optional(person.timeZone),
      ])
    // Whose an account is stays as it was first seen: nobody takes over another's by a name or a key.
    try link.run(
      """
      INSERT INTO account (portal, connection, user_id, person) VALUES ($1, $2, $3, $4)
      ON CONFLICT (portal, connection, user_id) DO NOTHING
      """,
      [.text(portal), .text(person.account.connection), .text(person.account.user), .text(person.key.text)])
  }

  mutating func prolongAdminMode(of person: PersonKey, until end: Moment, at now: Moment) throws {
    try link.run(
      "UPDATE person SET admin_mode_until = $3 WHERE portal = $1 AND key = $2 AND admin_mode_until > $4",
      [.text(portal), .text(person.text), .integer(end.milliseconds), .integer(now.milliseconds)])
  }

  mutating func choose(_ choice: PersonalChoice, for person: PersonKey) throws {
    let (language, zone): (String?, String?) =
      switch choice {
      case .language(let language): (language, nil)
      case .timeZone(let zone): (nil, zone)
      }
    let changed = try link.run(
      """
      UPDATE person SET language = COALESCE($3, language), time_zone = COALESCE($4, time_zone)
      WHERE portal = $1 AND key = $2
      """, [.text(portal), .text(person.text), .optional(language), .optional(zone)])
    guard changed == 1 else { throw StoreFault.overtaken("there is no such person") }
  }

  // MARK: - Deliveries

  mutating func record(_ delivery: DeliveryRecord) throws {
    // Not left to the unique key: a statement that fails would end PostgreSQL's whole transaction.
    let added = try link.run(
      """
      INSERT INTO delivery (portal, connection, id, fingerprint, at, person, outcome, reply, decision)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (portal, connection, id) DO NOTHING
      """,
      [
        .text(portal), .text(delivery.key.connection), .text(delivery.key.id), .bytes(delivery.fingerprint),
        .integer(delivery.at.milliseconds), .optional(delivery.person?.text), .text(delivery.outcome),
        .bytes(delivery.reply), .optional(delivery.decision?.text),
      ])
    guard added == 1 else {
      throw StoreFault(code: "storage.delivery", operatorText: "this delivery was recorded before")
    }
  }

  mutating func forgetDeliveries(before: Moment, limit: Int) throws -> Int {
    try link.run(
      """
      DELETE FROM delivery WHERE portal = $1 AND (connection, id) IN (
        SELECT connection, id FROM delivery WHERE portal = $1 AND at < $2 ORDER BY at, connection, id LIMIT $3)
      """, [.text(portal), .integer(before.milliseconds), .integer(limit)])
  }

  // MARK: - Outbox

  mutating func enqueue(_ parcel: Parcel, leaseEnd: Moment, telling notice: PersonalNotice?) throws {
    try link.run(
      """
      INSERT INTO outbox (portal, key, connection, delivery, address, body, created, expires, uses_left, tries, next_try,
        person, notice)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """,
      [
        .text(portal), .text(parcel.key), .text(parcel.connection), .text(parcel.delivery), .text(parcel.address),
        .bytes(parcel.body), .integer(parcel.created.milliseconds), .integer(parcel.expires.milliseconds),
        .integer(parcel.usesLeft), .integer(parcel.tries), .integer(leaseEnd.milliseconds),
        .optional(notice?.person.text), notice.map { .bytes(StoredNotice.bytes(of: $0.parts)) } ?? .null,
      ])
  }

  mutating func takeParcels(
    dueAt now: Moment, leaseEnd: Moment, limit: Int, leaving full: Set<Parcel.Kind>
  ) throws -> [Parcel] {
    // Connections, each between two spaces, which no name of one holds.
    func connections(_ kinds: some Sequence<Parcel.Kind>) -> String { " " + kinds.map { $0.connection + " " }.joined() }
    let parcels = try link.rows(
      Link.dialect.takeParcels,
      [
        .text(portal), .integer(now.milliseconds), .integer(leaseEnd.milliseconds), .integer(limit),
        .text(connections(full.filter { !$0.isDirect })), .text(connections(full.filter(\.isDirect))),
        .text(Parcel.directAddress(of: "")),
      ]
    ) { row in
      Parcel(
        key: row.text(0), connection: row.text(1), delivery: row.text(2), address: row.text(3), body: row.bytes(4),
        created: Moment(milliseconds: row.integer(5)), expires: Moment(milliseconds: row.integer(6)),
        usesLeft: Int(row.integer(7)), tries: Int(row.integer(8)))
    }
    // RETURNING has no order.
    return parcels.sorted { ($0.created, $0.key) < ($1.created, $1.key) }
  }

  mutating func releaseUntriedParcels() throws {
    try link.run(
      "UPDATE outbox SET next_try = created WHERE portal = $1 AND tries = 0 AND next_try IS NOT NULL", [.text(portal)])
  }

  mutating func forgetFailedParcels(before: Moment, limit: Int) throws -> Int {
    try link.run(
      """
      DELETE FROM outbox WHERE portal = $1 AND key IN (
        SELECT key FROM outbox WHERE portal = $1 AND next_try IS NULL AND failed_at < $2 ORDER BY key LIMIT $3)
      """, [.text(portal), .integer(before.milliseconds), .integer(limit)])
  }

  mutating func settle(_ settlements: [Settlement]) throws {
    for settlement in settlements {
      switch settlement {
      case .taken(let key):
        try link.run("DELETE FROM outbox WHERE portal = $1 AND key = $2", [.text(portal), .text(key)])
      case .again(let key, let next, let tries, let usesLeft):
        try link.run(
          "UPDATE outbox SET next_try = $3, tries = $4, uses_left = $5 WHERE portal = $1 AND key = $2",
          [.text(portal), .text(key), .integer(next.milliseconds), .integer(tries), .integer(usesLeft)])
      case .failed(let key, let reason, let moment):
        try link.run(
          """
          INSERT INTO inbox (portal, person, at, key, notice)
          SELECT portal, person, created, key, notice FROM outbox
          WHERE portal = $1 AND key = $2 AND person IS NOT NULL AND notice IS NOT NULL
          """, [.text(portal), .text(key)])
        try link.run(
          """
          UPDATE outbox SET next_try = NULL, failed_at = $3, reason = $4, address = '', body = $5, notice = NULL
          WHERE portal = $1 AND key = $2
          """, [.text(portal), .text(key), .integer(moment.milliseconds), .text(reason), .bytes([])])
      }
    }
  }
}
