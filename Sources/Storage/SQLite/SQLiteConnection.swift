import CSQLite
import Engine

/// A connection to a SQLite file, with the statements that were prepared on it.
@safe final class SQLiteConnection: Connection {
  static let dialect = Dialect.sqlite

  private let handle: OpaquePointer
  private var statements: [UInt: SQLiteStatement] = [:]
  /// How many pages the write-ahead log held after the last commit; SQLite writes it, so it has a fixed place.
  private let logLength: UnsafeMutablePointer<Int32>
  /// Whether statements belong to a transaction, so that none may run after SQLite gave it up.
  private var isInTransaction = false

  /// Whether the library was set up for this process, which is possible only before its first use.
  private static let isConfigured = csqlite_configure() == SQLITE_OK

  /// Opens the file at `path`.
  ///
  /// - Throws: ``StoreFault`` when the file can't be opened.
  init(path: String, isReadOnly: Bool) throws(StoreFault) {
    _ = Self.isConfigured
    let mode = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let handle = unsafe opened else {
      // After a failure there still is a connection, which has the reason and must be closed.
      let fault = unsafe StoreFault(sqlite: code, from: opened, while: "opening the store")
      unsafe sqlite3_close_v2(opened)
      throw fault
    }
    unsafe self.handle = handle
    unsafe logLength = .allocate(capacity: 1)
    unsafe logLength.initialize(to: 0)
    unsafe sqlite3_busy_timeout(handle, 5_000)
    // Else a value that might call for another plan has its statement prepared anew each time, which took longer than
    // running it; and with one plan for all values, the time that a list takes tells nothing about them.
    unsafe csqlite_keep_plans(handle)
    unsafe csqlite_set_lookaside(handle, 1_200, 400)
    if isReadOnly { unsafe csqlite_never_checkpoint_on_close(handle) }
  }

  deinit {
    statements = [:]
    unsafe sqlite3_close_v2(handle)
    unsafe logLength.deallocate()
  }

  /// Where the file really is, with symbolic links followed.
  var path: String { unsafe sqlite3_db_filename(handle, "main").map { unsafe String(cString: $0) } ?? "" }

  @discardableResult
  func run(_ sql: StaticString, _ values: [Value], each: (SQLiteRow) throws -> Void) throws -> Int {
    // SQLite may give up a whole transaction by itself, on a full disk for instance. A body that overlooks the error
    // must not go on writing rows that nobody would undo.
    let wasGivenUp = unsafe sqlite3_get_autocommit(handle) != 0
    guard !(isInTransaction && wasGivenUp) else {
      throw StoreFault(code: "storage.sqlite", operatorText: "SQLite rolled the transaction back after an error")
    }
    if let statement = statements[sql.identity] { return try statement.run(values, each: each) }
    let statement = unsafe try SQLiteStatement(sql, on: handle)
    statements[sql.identity] = statement
    return try statement.run(values, each: each)
  }

  var needsSavepoint = false

  var rowsWritten: Int64 { unsafe sqlite3_total_changes64(handle) }

  func runScript(_ sql: String) throws {
    let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw unsafe StoreFault(sqlite: code, from: handle, while: "running a script") }
  }

  /// How SQLite would carry out a statement: by which index, and whether it sorts.
  func plan(of sql: StaticString) throws -> [String] {
    let statement = unsafe try SQLiteStatement(sql, on: handle, isExplained: true)
    var lines: [String] = []
    let nothing = [Value](repeating: .null, count: statement.parameterCount)
    _ = try statement.run(nothing) { lines.append($0.text(3)) }
    return lines
  }

  // MARK: - Transactions

  /// Starts a transaction that may write.
  func begin() throws {
    needsSavepoint = false
    try run("BEGIN IMMEDIATE")
    isInTransaction = true
  }

  /// Starts a transaction in which everything that is read is of one moment.
  func beginReading() throws {
    try run("BEGIN")
    isInTransaction = true
  }

  func commit() throws {
    try run("COMMIT")
    isInTransaction = false
  }

  /// Undoes the transaction, if SQLite hasn't done it already.
  func rollBack() throws {
    isInTransaction = false
    guard unsafe sqlite3_get_autocommit(handle) == 0 else { return }
    try run("ROLLBACK")
  }

  // MARK: - Checkpoints

  /// Leaves it to the owner to say when the log is copied into the file; it is told by ``logPages`` how long that is.
  func checkpointByHand() {
    // Setting a hook of one's own takes the place of the automatic one.
    unsafe sqlite3_wal_hook(handle, noteLogLength, logLength)
  }

  /// How many pages the write-ahead log held after the last commit.
  var logPages: Int { unsafe Int(logLength.pointee) }

  /// Copies the log into the file as far as no reader needs it, and lets the log start again from its beginning.
  ///
  /// When that fails, on a full disk for instance, everything is still in the log, and the next one tries again.
  func checkpoint() {
    unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    unsafe logLength.pointee = 0
  }
}

/// Keeps the length of the log; called by SQLite on the connection's thread after each commit.
private func noteLogLength(
  _ length: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ pages: Int32
) -> Int32 {
  unsafe length?.storeBytes(of: pages, as: Int32.self)
  return SQLITE_OK
}

extension StoreFault {
  /// What SQLite says about a failure; its messages name tables and columns, never values.
  init(sqlite code: Int32, from connection: OpaquePointer?, while activity: String) {
    let message = unsafe String(cString: connection == nil ? sqlite3_errstr(code) : sqlite3_errmsg(connection))
    self.init(code: "storage.sqlite", operatorText: "SQLite result \(code) (\(message)) while \(activity)")
  }
}
