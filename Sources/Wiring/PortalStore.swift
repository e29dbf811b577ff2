package import Configuration
package import Domain
package import Engine
import Platform
import Signing
import Storage

/// An open store of one portal.
package struct PortalStore: Sendable {
  package let store: any Store
  package let seed: Secret
  /// Whether no other process uses it, so that what it left behind is ours.
  package let isExclusive: Bool
  package let close: @Sendable () async -> Void

  /// Opens the store that `bot.yaml` names.
  package static func open<Messenger>(
    _ settings: BotSettings<Messenger>, onCommit: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> PortalStore {
    try await open(
      settings.store, portal: settings.portal, newSeed: Randomness.bytes(32), at: SystemClock.now(),
      onCommit: onCommit)
  }

  /// Opens the store at a location, as the portal's.
  ///
  /// - Parameters:
  ///   - newSeed: 32 bytes, which become the portal's seed if it has none yet.
  ///   - connections: how many transactions and snapshots run at once, where the store lets one choose.
  ///   - onCommit: is told how many transactions shared a commit, where they share.
  package static func open(
    _ location: StoreLocation, portal: String, newSeed: [UInt8], at now: Moment, connections: Int? = nil,
    onCommit: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> PortalStore {
    switch location {
    case .sqlite(let path):
      let store = try await SQLiteStore.open(
        path: path, portal: portal, newSeed: newSeed, at: now, readers: connections ?? 2, onCommit: onCommit)
      return PortalStore(store: store, seed: store.seed, isExclusive: true, close: { await store.close() })
    case .postgresql(let url):
      let store = try await PostgresStore.open(
        String(decoding: url.bytes, as: UTF8.self), portal: portal, newSeed: newSeed, at: now,
        connections: connections ?? 8)
      return PortalStore(store: store, seed: store.seed, isExclusive: false, close: { await store.close() })
    }
  }
}

extension StoreLocation {
  /// What kind of store it is, for the log.
  package var kind: String {
    switch self {
    case .sqlite: "sqlite"
    case .postgresql: "postgresql"
    }
  }

  /// The version of the library through which it is used, such as `3.40.1`.
  package var libraryVersion: String {
    switch self {
    case .sqlite: SQLiteStore.libraryVersion
    case .postgresql: PostgresStore.libraryVersion
    }
  }
}

/// Codes of this portal, made with its seed.
package struct PortalSeal: Seal {
  private let key: AuthenticationKey

  /// - Returns: `nil` for an empty seed, which proves nothing.
  package init?(seed: Secret) {
    guard let key = AuthenticationKey(seed.bytes) else { return nil }
    self.key = key
  }

  package func code(for parts: [String]) -> [UInt8] {
    // Each part goes in with its length, so that no two lists of parts are one text.
    var text: [UInt8] = []
    for part in parts {
      withUnsafeBytes(of: UInt32(part.utf8.count).littleEndian) { text.append(contentsOf: $0) }
      text.append(contentsOf: part.utf8)
    }
    return Array(key.code(of: text).bytes)
  }
}
