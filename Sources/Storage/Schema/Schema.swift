import Domain
import Engine

/// The numbered steps that made the tables what they are.
///
/// A step that was ever released is never changed; what comes later is a new file and one more line in ``steps``.
enum Schema {
  static let steps: [StaticString] = [
    firstTables,
    administrators,
    contentTables,
    handleIndex,
    pendingCommandTable,
    personTimeZone,
    lastChangeColumn,
    decisions,
    groupNameIndex,
    noticeTables,
    accountPeople,
    linkedAccounts,
    rejectionIndex,
    ticketCreatorIndex,
    expiryIndexes,
  ]

  /// Brings the tables up to date, each step once, all in the caller's transaction.
  ///
  /// - Throws: ``StoreFault`` when a newer program has been at work on this store.
  static func update(_ connection: some Connection, steps: [StaticString] = steps, at now: Moment) throws {
    let dialect = type(of: connection).dialect
    if let lock = dialect.schemaLock { try connection.run(lock) }
    try connection.runScript(
      dialect.schema("CREATE TABLE IF NOT EXISTS schema_step (number BIGINT PRIMARY KEY, done BIGINT NOT NULL)"))
    let done = try connection.row("SELECT COALESCE(MAX(number), 0) FROM schema_step", []) { Int($0.integer(0)) } ?? 0
    guard done <= steps.count else {
      throw StoreFault(
        code: "storage.future",
        operatorText: "this is a store from the future: its schema is at step \(done), and this program knows only "
          + "\(steps.count); start the newer program that wrote it, or restore a backup from before")
    }
    for (index, step) in steps.enumerated().dropFirst(done) {
      try connection.runScript(dialect.schema(step))
      try connection.run(
        "INSERT INTO schema_step (number, done) VALUES ($1, $2)", [.integer(index + 1), .integer(now.milliseconds)])
    }
  }

  /// The portal's seed: `newSeed` at the very first start, and the same ever after.
  static func seed(
    of portal: String, newSeed: [UInt8], on connection: some Connection, at now: Moment
  ) throws -> Secret {
    guard newSeed.count == 32 else {
      throw StoreFault(code: "storage.seed", operatorText: "the seed of a portal has 32 bytes, not \(newSeed.count)")
    }
    try connection.run(
      "INSERT INTO portal (name, seed, created) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
      [.text(portal), .bytes(newSeed), .integer(now.milliseconds)])
    guard
      let seed = try connection.row("SELECT seed FROM portal WHERE name = $1", [.text(portal)], { $0.bytes(0) })
    else { throw StoreFault(code: "storage.seed", operatorText: "the portal's row can't be read back") }
    return Secret(bytes: seed)
  }
}
