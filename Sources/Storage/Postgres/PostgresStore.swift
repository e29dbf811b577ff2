import CPostgres
package import Domain
package import Engine

/// Everything durable in a PostgreSQL database, which several nodes share.
///
/// Transactions are SERIALIZABLE: a decision rests on rows of people, groups and memberships, and there is no row whose
/// lock would cover them all, two moderators who remove each other for instance. The server refuses one of two that
/// can't both be right, and it is tried again.
package struct PostgresStore: Store {
  /// The portal's own random bytes, the same since its first start.
  package let seed: Secret
  private let desks: Pool<PostgresDesk>
  private let onRetry: @Sendable () -> Void

  /// How often a transaction is tried, which takes about two seconds when all of them fail.
  static let mostTries = 40

  /// The version of libpq, such as `15.14`.
  package static var libraryVersion: String { "\(PQlibVersion() / 10_000).\(PQlibVersion() % 10_000)" }

  /// Opens the store and brings its tables up to date; several nodes may do so at once.
  ///
  /// - Parameters:
  ///   - address: a `postgresql://` URI or libpq's string of keywords; it may hold a password and is never shown.
  ///   - newSeed: 32 random bytes, which become the portal's seed if it has none yet.
  ///   - connections: how many transactions and snapshots can run at once.
  ///   - onRetry: is told of each further try of a transaction.
  /// - Throws: ``StoreFault``
  package static func open(
    _ address: String, portal: String, newSeed: [UInt8], at now: Moment, connections: Int = 8,
    onRetry: @escaping @Sendable () -> Void = {}
  ) async throws -> PostgresStore {
    let desks = (1...connections).map { PostgresDesk(number: $0, address: Secret(address), portal: portal) }
    let seed = try await desks[0].prepare(newSeed: newSeed, at: now)
    return PostgresStore(seed: seed, desks: Pool(desks.reversed()), onRetry: onRetry)
  }

  package func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (inout any Transaction) throws -> Value
  ) async throws -> Value {
    try await desks.lend { desk in try await repeating { try await desk.transaction(body) } }
  }

  package func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    try await desks.lend { desk in try await repeating { try await desk.snapshot(body) } }
  }

  /// Finishes what was begun, refuses what comes later, and closes the connections.
  package func close() async {
    for desk in await desks.close() { await desk.close() }
  }

  /// Tries until it is done, waiting longer and longer and never as long as others who met the same conflict.
  private func repeating<Value>(_ work: () async throws -> PostgresDesk.Outcome<Value>) async throws -> Value {
    var longestWait: Int64 = 2
    for number in 1... {
      switch try await work() {
      case .done(let value): return value
      case .again(let fault):
        guard number < Self.mostTries else { throw fault }
        onRetry()
        try? await Task.sleep(for: .milliseconds(Int64.random(in: 1...longestWait)))
        longestWait = min(longestWait * 2, 100)
      }
    }
    throw StoreFault.closed
  }
}
