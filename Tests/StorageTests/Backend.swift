import Domain
import Engine
import TestSupport

@testable import Storage

/// The stores that are held to the contract; another one is one more case.
enum Backend: CaseIterable {
  case sqlite
  case postgres

  /// Opens a store of the running test's own; opened again, it is the same one.
  func open(newSeed: [UInt8] = seed) async throws -> any DurableStore {
    switch self {
    case .sqlite:
      try await SQLiteStore.open(
        path: "\(TemporaryDirectory.path)/muster.db", portal: "acme", newSeed: newSeed, at: .newYear)
    case .postgres:
      try await PostgresStore.open(
        try await PostgresServer.ownSpace(), portal: "acme", newSeed: newSeed, at: .newYear, connections: 4)
    }
  }

  /// Runs `body` with an open store, and closes it afterwards.
  func withStore<Value>(_ body: (any DurableStore) async throws -> Value) async throws -> Value {
    let store = try await open()
    do {
      let value = try await body(store)
      await store.close()
      return value
    } catch {
      await store.close()
      throw error
    }
  }

  /// The first column of what a statement finds, past the store.
  func texts(_ sql: StaticString) async throws -> [String] {
    switch self {
    case .sqlite:
      try SQLiteConnection(path: "\(TemporaryDirectory.path)/muster.db", isReadOnly: true).rows(sql, []) { $0.text(0) }
    case .postgres: try PostgresConnection(try await PostgresServer.ownSpace()).rows(sql, []) { $0.text(0) }
    }
  }

  static let seed = [UInt8](0..<32)
}

/// What both stores have besides the port.
protocol DurableStore: Store {
  var seed: Secret { get }
  func close() async
}

extension SQLiteStore: DurableStore {}
extension PostgresStore: DurableStore {}
