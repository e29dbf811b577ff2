import CSQLite
package import Domain
package import Engine

/// Everything durable in one SQLite file, which one process owns.
///
/// Debian 12's SQLite (3.40.1) can damage its write-ahead log when two connections write or checkpoint at once
/// (<https://sqlite.org/wal.html#walresetbug>, mended in 3.51.3). Here one connection does both.
package struct SQLiteStore: Store {
  /// The portal's own random bytes, the same since its first start.
  package let seed: Secret
  let writer: SQLiteWriter
  private let readers: Pool<SQLiteReader>

  /// The version of the library, such as `3.40.1`.
  package static var libraryVersion: String { unsafe String(cString: sqlite3_libversion()) }

  /// Opens the store at `path`, makes it when there is none, and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - path: where the file is; beside it are made `PATH-wal`, `PATH-shm` and `PATH.lock`.
  ///   - newSeed: 32 random bytes, which become the portal's seed if it has none yet.
  ///   - readers: how many snapshots can be read at once.
  ///   - onCommit: is told how many transactions shared a commit, on the writer's thread.
  /// - Throws: ``StoreFault``, such as “another process has PATH open”.
  package static func open(
    path: String, portal: String, newSeed: [UInt8], at now: Moment, readers: Int = 2,
    onCommit: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> SQLiteStore {
    guard sqlite3_threadsafe() != 0 else {
      throw StoreFault(code: "storage.mode", operatorText: "this SQLite was built for a single thread")
    }
    let writer = SQLiteWriter(onCommit: onCommit)
    let opened = try await writer.open(path: path, portal: portal, newSeed: newSeed, at: now)
    let team = (1...readers).map { SQLiteReader(number: $0, portal: portal) }
    for reader in team { try await reader.open(path: opened.path) }
    return SQLiteStore(seed: opened.seed, writer: writer, readers: Pool(team))
  }

  package func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (inout any Transaction) throws -> Value
  ) async throws -> Value {
    try await unsafe withUnsafeThrowingContinuation { continuation in
      writer.enqueue(
        SQLiteJob(
          work: { transaction in
            let value = try body(&transaction)
            return { unsafe continuation.resume(returning: value) }
          },
          fail: { unsafe continuation.resume(throwing: $0) }))
    }
  }

  package func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    try await readers.lend { try await $0.snapshot(body) }
  }

  /// Finishes what was begun, refuses what comes later, and lets the file go.
  package func close() async {
    // A reader that outlived the writer would keep the log from being emptied into the file.
    for reader in await readers.close() { await reader.close() }
    await writer.close()
  }
}
