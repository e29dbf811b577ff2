import Commands
import Domain
import Engine
import Platform

/// A store that goes on with what was true before anything was archived, as a bot would that remembers its facts.
final class FrozenStore: Store {
  private let store: any Store
  /// Does the same, until it is left behind.
  private let copy: any Store
  private let isFrozen = Guarded(false)

  init(_ store: any Store, copy: any Store) {
    self.store = store
    self.copy = copy
  }

  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (inout any Transaction) throws -> Value
  ) async throws -> Value {
    if isFrozen.withLock({ $0 }) { return try await copy.transaction(body) }
    let value = try await store.transaction(body)
    let archived = try await store.snapshot { reading in
      try reading.groups(GroupFilter(isArchived: true), in: .everything(PersonKey("")), after: nil, limit: 1)
    }
    if archived.isEmpty { _ = try await copy.transaction(body) } else { isFrozen.withLock { $0 = true } }
    return value
  }

  func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    try await (isFrozen.withLock { $0 } ? copy : store).snapshot(body)
  }
}
