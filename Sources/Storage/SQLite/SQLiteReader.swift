import Engine

/// A connection that only reads, on a thread of its own.
actor SQLiteReader {
  private let executor: QueueExecutor
  private let portal: String
  private var connection: SQLiteConnection?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(number: Int, portal: String) {
    executor = QueueExecutor(label: "muster.sqlite.reader.\(number)")
    self.portal = portal
  }

  /// Opens the file, which the writer has made before.
  func open(path: String) throws {
    let connection = try SQLiteConnection(path: path, isReadOnly: true)
    try connection.runScript(
      "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000; PRAGMA case_sensitive_like = ON")
    self.connection = connection
  }

  func close() { connection = nil }

  /// Runs `body` on what was committed when it started.
  func snapshot<Value: Sendable>(_ body: @Sendable (any ReadingTransaction) throws -> Value) throws -> Value {
    guard let connection else { throw StoreFault.closed }
    try connection.beginReading()
    do {
      let value = try body(Snapshot(connection, portal: portal))
      try connection.commit()
      return value
    } catch {
      try? connection.rollBack()
      throw error
    }
  }
}
