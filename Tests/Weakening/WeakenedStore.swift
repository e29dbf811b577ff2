import Domain
package import Engine

/// A store in which something else happens at the end of every transaction.
package struct WeakenedStore: Store {
  private let store: any Store
  private let sabotage: @Sendable (inout any Transaction) throws -> Void

  package init(_ store: any Store, sabotage: @escaping @Sendable (inout any Transaction) throws -> Void) {
    self.store = store
    self.sabotage = sabotage
  }

  package func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (inout any Transaction) throws -> Value
  ) async throws -> Value {
    try await store.transaction { transaction in
      let value = try body(&transaction)
      try sabotage(&transaction)
      return value
    }
  }

  package func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    try await store.snapshot(body)
  }
}

extension WeakenedStore {
  /// It forgets at once which deliveries it has seen.
  package static func forgettingDeliveries(_ store: any Store) -> WeakenedStore {
    WeakenedStore(store) { _ = try $0.forgetDeliveries(before: never, limit: 1_000) }
  }

  /// It keeps no reply: whatever waits is given up, also what was never tried.
  package static func keepingNoReplies(_ store: any Store) -> WeakenedStore {
    WeakenedStore(store) { transaction in
      try transaction.settle(try parcels(in: &transaction).map { .taken(key: $0.key) })
    }
  }

  /// It gives up every reply after the first try.
  package static func tryingOnce(_ store: any Store) -> WeakenedStore {
    WeakenedStore(store) { transaction in
      let tried = try parcels(in: &transaction).filter { $0.tries > 0 }
      try transaction.settle(tried.map { .taken(key: $0.key) })
    }
  }

  /// It has every reply tried again at once, whatever the messenger asked for.
  package static func withoutPatience(_ store: any Store) -> WeakenedStore {
    WeakenedStore(store) { transaction in
      _ = try transaction.takeParcels(dueAt: never, leaseEnd: Moment(seconds: 0), limit: 1_000)
    }
  }

  private static let never = Moment(seconds: 99_999_999_999)

  private static func parcels(in transaction: inout any Transaction) throws -> [Parcel] {
    try transaction.takeParcels(dueAt: never, leaseEnd: never, limit: 1_000)
  }
}
