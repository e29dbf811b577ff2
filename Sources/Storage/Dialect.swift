/// The few things that the two engines don't say with the same words.
enum Dialect {
  case sqlite
  case postgres

  /// A schema step in the engine's words.
  ///
  /// The steps are written in PostgreSQL's, with `CLUSTERED` after a table whose rows live in its primary key's tree.
  /// SQLite compares text by its bytes anyway; PostgreSQL has to be told so by `COLLATE "C"`.
  func schema(_ step: StaticString) -> String {
    let text = "\(step)"
    return switch self {
    case .sqlite:
      text.replacing(" COLLATE \"C\"", with: "").replacing("BYTEA", with: "BLOB")
        .replacing("CLUSTERED", with: "WITHOUT ROWID")
    case .postgres: text.replacing(" CLUSTERED", with: "")
    }
  }

  /// Leases parcels: `$1` portal, `$2` now, `$3` the lease's end, `$4` how many; `$5` the connections whose replies are
  /// left, `$6` those whose direct messages are, `$7` how the address of a direct message begins.
  ///
  /// What is left is passed over in the index's order, and nothing of it is written or locked.
  /// Where several nodes share an outbox, a row that another node is just taking is passed over. `IN` would let the
  /// server ask for due rows once for each row, and so take more than `$4`; an array is made once.
  var takeParcels: StaticString {
    switch self {
    case .sqlite:
      """
      UPDATE outbox SET next_try = $3
      WHERE portal = $1 AND key IN (
        SELECT key FROM outbox WHERE portal = $1 AND next_try <= $2
          AND INSTR(CASE SUBSTR(address, 1, LENGTH($7)) WHEN $7 THEN $6 ELSE $5 END, ' ' || connection || ' ') = 0
        ORDER BY next_try, key LIMIT $4)
      RETURNING key, connection, delivery, address, body, created, expires, uses_left, tries
      """
    case .postgres:
      """
      UPDATE outbox SET next_try = $3
      WHERE portal = $1 AND key = ANY (ARRAY (
        SELECT key FROM outbox WHERE portal = $1 AND next_try <= $2
          AND STRPOS(CASE SUBSTR(address, 1, LENGTH($7)) WHEN $7 THEN $6 ELSE $5 END, ' ' || connection || ' ') = 0
        ORDER BY next_try, key LIMIT $4
        FOR UPDATE SKIP LOCKED))
      RETURNING key, connection, delivery, address, body, created, expires, uses_left, tries
      """
    }
  }

  /// Makes two programs that start at once bring the schema up to date one after the other; `nil` when only one can.
  var schemaLock: StaticString? {
    switch self {
    case .sqlite: nil
    case .postgres: "SELECT CAST(pg_advisory_xact_lock(7310583419025) AS TEXT)"
    }
  }
}
