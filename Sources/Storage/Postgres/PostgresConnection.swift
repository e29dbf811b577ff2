import CPostgres
import Engine

/// A connection to a PostgreSQL server, with the statements that were prepared on it.
@safe final class PostgresConnection: Connection {
  static let dialect = Dialect.postgres

  private let handle: OpaquePointer
  /// The names under which statements were prepared.
  private var names: [UInt: String] = [:]
  /// Why the transaction under way can't be committed but may be tried again from its start.
  private(set) var conflict: StoreFault?
  /// Whether the server has ended the connection, or is about to.
  private var isLost = false

  /// Connects; `address` is a URI or a string of keywords, as libpq reads it.
  ///
  /// - Throws: ``StoreFault``; its text never holds a part of `address` that could be a password.
  init(_ address: String) throws(StoreFault) {
    try Self.check(address)
    // Later entries win, so what the operator wrote in the address has the last word.
    let settings = [
      ("connect_timeout", "5"), ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "20000"), ("application_name", "muster"), ("dbname", address), ("client_encoding", "UTF8"),
    ]
    let opened = unsafe withCStrings(settings.map(\.0)) { keywords in
      unsafe withCStrings(settings.map(\.1)) { values in unsafe PQconnectdbParams(keywords, values, 1) }
    }
    guard let handle = unsafe opened else {
      throw StoreFault(code: "storage.postgres", operatorText: "there is no memory for a connection")
    }
    unsafe self.handle = handle
    unsafe cpostgres_ignore_notices(handle)
    guard unsafe PQstatus(handle) == CONNECTION_OK else {
      throw StoreFault(code: "storage.postgres", operatorText: "no connection to PostgreSQL: \(lastMessage)")
    }
    // Every statement has its index, and must use it whatever the statistics of the day suggest: a plan made for a
    // small table would be kept for a large one, and reading whole tables lets SERIALIZABLE see conflicts everywhere.
    try runScript(
      """
      SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET enable_hashjoin = off;
      SET enable_mergejoin = off; SET jit = off;
      SET plan_cache_mode = force_generic_plan; SET statement_timeout = '20s';
      SET idle_in_transaction_session_timeout = '30s'; SET synchronous_commit = on
      """)
  }

  deinit { unsafe PQfinish(handle) }

  /// - Throws: ``StoreFault`` when libpq can't read the address; its own message would quote a part of it.
  private static func check(_ address: String) throws(StoreFault) {
    let options = unsafe PQconninfoParse(address, nil)
    guard unsafe options != nil else {
      throw StoreFault(
        code: "storage.postgres",
        operatorText: "the store's address is neither a postgresql:// URI nor a list of keywords such as host=… user=…")
    }
    unsafe PQconninfoFree(options)
  }

  /// Whether the server is still there, as far as is known.
  var isAlive: Bool {
    let status = unsafe PQstatus(handle)
    return status == CONNECTION_OK && !isLost
  }

  private(set) var rowsWritten: Int64 = 0
  var needsSavepoint = false

  @discardableResult
  func run(_ sql: StaticString, _ values: [Value], each: (PostgresRow) throws -> Void) throws -> Int {
    let result = try execute(sql, values)
    if !result.tag.hasPrefix("SELECT") { rowsWritten += Int64(result.changeCount) }
    try result.forEachRow(each)
    return result.changeCount
  }

  func runScript(_ sql: String) throws(StoreFault) {
    let result = unsafe PostgresResult(PQexec(handle, sql))
    try check(result, while: "running a script")
  }

  // MARK: - Transactions

  /// Starts a transaction that behaves as if it were alone.
  func begin() throws {
    conflict = nil
    try run("BEGIN ISOLATION LEVEL SERIALIZABLE")
  }

  /// Starts a transaction in which everything that is read is of one moment.
  func beginReading() throws {
    conflict = nil
    try run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
  }

  /// Starts a transaction that sees what others commit while it runs, as the schema's steps need it.
  ///
  /// Its statements take as long as they take: a large table is given an index, and other nodes wait for that.
  func beginWaiting() throws {
    conflict = nil
    try run("BEGIN ISOLATION LEVEL READ COMMITTED")
    try run("SET LOCAL statement_timeout = 0")
  }

  func commit() throws {
    let result = try execute("COMMIT", [])
    // After an error that somebody overlooked, the server rolls back and calls it a success.
    guard result.tag == "COMMIT" else {
      throw StoreFault(code: "storage.postgres", operatorText: "PostgreSQL rolled the transaction back after an error")
    }
  }

  func rollBack() throws { try run("ROLLBACK") }

  // MARK: - Statements

  private func execute(_ sql: StaticString, _ values: [Value]) throws(StoreFault) -> PostgresResult {
    let name = try prepared(sql)
    let parameters = try PostgresParameters(values)
    let answer = unsafe parameters.withPointers { pointers, lengths, formats in
      unsafe PQexecPrepared(handle, name, Int32(values.count), pointers, lengths, formats, PostgresParameters.binary)
    }
    let result = unsafe PostgresResult(answer)
    try check(result, while: "running “\(sql)”")
    return result
  }

  private func prepared(_ sql: StaticString) throws(StoreFault) -> String {
    if let name = names[sql.identity] { return name }
    let name = "s\(names.count)"
    let result = unsafe PostgresResult(PQprepare(handle, name, "\(sql)", 0, nil))
    try check(result, while: "preparing “\(sql)”")
    names[sql.identity] = name
    return name
  }

  /// - Throws: ``StoreFault`` with the server's code, and without its sentence, which may quote values.
  private func check(_ result: borrowing PostgresResult, while activity: String) throws(StoreFault) {
    guard !result.isGood else { return }
    let state = result.state
    let constraint = result.constraint.isEmpty ? "" : " (\(result.constraint))"
    let cause = state.isEmpty ? "connection lost" : "SQLSTATE \(state)\(constraint)"
    let fault = StoreFault(code: "storage.postgres", operatorText: "\(cause) while \(activity)")
    // Two transactions that couldn't both be right (serialization failure, deadlock): one of them tries again.
    if state == "40001" || state == "40P01" { conflict = fault }
    // Without a state it is the library that failed, so the connection is gone, whatever its status says yet.
    // 57P… is an operator's intervention: the server is shut down, has crashed, or the connection was ended.
    if state.isEmpty || state.hasPrefix("57P") || state.hasPrefix("08") { isLost = true }
    throw fault
  }

  /// The library's own words about the connection, in one line; they name host and user, never a password.
  private var lastMessage: String {
    let text = unsafe String(cString: PQerrorMessage(handle))
    return text.split(whereSeparator: \.isNewline).joined(separator: "; ")
  }
}

/// Lends an array of C strings with a null pointer behind the last.
private func withCStrings<Content>(
  _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Content
) -> Content {
  let joined = texts.flatMap { Array($0.utf8CString) }
  return unsafe joined.withUnsafeBufferPointer { buffer in
    var pointers = unsafe [UnsafePointer<CChar>?]()
    var offset = 0
    for text in texts {
      unsafe pointers.append(buffer.baseAddress.map { unsafe $0 + offset })
      offset += text.utf8.count + 1
    }
    unsafe pointers.append(nil)
    return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
  }
}
