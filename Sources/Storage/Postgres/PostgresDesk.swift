import Domain
import Engine

/// One connection of the pool, on a thread of its own; when the server was away, it connects anew.
actor PostgresDesk {
  /// What became of a try.
  enum Outcome<Value: Sendable>: Sendable {
    case done(Value)
    /// Nothing was changed, and the next try may succeed: others were faster, or the connection broke.
    case again(StoreFault)
  }

  private let executor: QueueExecutor
  private let address: Secret
  private let portal: String
  private var connection: PostgresConnection?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// - Parameter address: may hold a password, so it is a secret.
  init(number: Int, address: Secret, portal: String) {
    executor = QueueExecutor(label: "muster.postgres.\(number)")
    self.address = address
    self.portal = portal
  }

  /// Brings the tables up to date, and tells the portal's seed.
  func prepare(newSeed: [UInt8], at now: Moment) throws -> Secret {
    let connection = try connected()
    try connection.beginWaiting()
    do {
      try Schema.update(connection, at: now)
      let seed = try Schema.seed(of: portal, newSeed: newSeed, on: connection, at: now)
      try connection.commit()
      return seed
    } catch {
      try? connection.rollBack()
      throw error
    }
  }

  func close() { connection = nil }

  /// Tries a transaction once.
  func transaction<Value: Sendable>(
    _ body: @Sendable (inout any Transaction) throws -> Value
  ) throws -> Outcome<Value> {
    try attempt(isWriting: true) { connection in
      connection.needsSavepoint = false
      let result = Result { try run(body, on: connection, hasSavepoints: false) }
      guard connection.needsSavepoint, connection.isAlive else { return try result.get() }
      try connection.rollBack()
      return try run(body, on: connection, hasSavepoints: true)
    }
  }

  /// Savepoints cost two more questions to the server, and are hardly ever gone back to.
  private func run<Value>(
    _ body: (inout any Transaction) throws -> Value, on connection: PostgresConnection, hasSavepoints: Bool
  ) throws -> Value {
    try connection.begin()
    var transaction: any Transaction = Session(connection, portal: portal, hasSavepoints: hasSavepoints)
    return try body(&transaction)
  }

  /// Tries to read on a snapshot once.
  func snapshot<Value: Sendable>(
    _ body: @Sendable (any ReadingTransaction) throws -> Value
  ) throws -> Outcome<Value> {
    try attempt(isWriting: false) { connection in
      try connection.beginReading()
      return try body(Snapshot(connection, portal: portal))
    }
  }

  private func attempt<Value>(
    isWriting: Bool, _ work: (PostgresConnection) throws -> Value
  ) throws -> Outcome<Value> {
    let connection = try connected()
    let value: Value
    do {
      value = try work(connection)
      // A body may overlook the fault; the transaction is as undone as if it had not.
      if let conflict = connection.conflict { throw conflict }
    } catch {
      return try giveUp(connection, because: error)
    }
    do {
      try connection.commit()
      return .done(value)
    } catch {
      if isWriting, !connection.isAlive {
        // It may be committed or not. A repeat of the delivery will find its record, or do the work.
        self.connection = nil
        throw StoreFault(unansweredCommit: "the connection broke during a commit: fate unknown")
      }
      return try giveUp(connection, because: error)
    }
  }

  /// Undoes a transaction that wasn't committed, and tells whether it may be tried again.
  private func giveUp<Value>(_ connection: PostgresConnection, because error: any Error) throws -> Outcome<Value> {
    guard connection.isAlive else {
      self.connection = nil
      return .again(error as? StoreFault ?? StoreFault(code: "storage.postgres", operatorText: "connection lost"))
    }
    let conflict = connection.conflict
    do { try connection.rollBack() } catch { self.connection = nil }
    if let conflict { return .again(conflict) }
    throw error
  }

  private func connected() throws -> PostgresConnection {
    if let connection { return connection }
    let connection = try PostgresConnection(String(decoding: address.bytes, as: UTF8.self))
    self.connection = connection
    return connection
  }
}
