import Configuration
import Domain
import Engine
import Platform
import Signing
import Storage
import Texts

/// The store that `bot.yaml` names, open.
struct PortalStore: Sendable {
  let store: any Store
  let seed: Secret
  /// Whether no other process uses it, so that what it left behind is ours.
  let isExclusive: Bool
  let close: @Sendable () async -> Void

  static func open<Messenger>(
    _ settings: BotSettings<Messenger>, onCommit: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> PortalStore {
    let newSeed = Randomness.bytes(32)
    switch settings.store {
    case .sqlite(let path):
      let store = try await SQLiteStore.open(
        path: path, portal: settings.portal, newSeed: newSeed, at: SystemClock.now(), onCommit: onCommit)
      return PortalStore(store: store, seed: store.seed, isExclusive: true, close: { await store.close() })
    case .postgresql(let url):
      let store = try await PostgresStore.open(
        String(decoding: url.bytes, as: UTF8.self), portal: settings.portal, newSeed: newSeed, at: SystemClock.now())
      return PortalStore(store: store, seed: store.seed, isExclusive: false, close: { await store.close() })
    }
  }
}

extension PortalStore {
  /// The bot of this portal.
  func bot(with setup: Setup) -> Bot {
    guard let seal = PortalSeal(seed: seed) else { preconditionFailure("a portal has a seed") }
    let admins = setup.settings.administrators.map { Account(connection: $0.connection, user: $0.user) }
    return Bot(
      store: store, policy: setup.policy, wording: setup.sentences, folding: NameFolding(), seal: seal,
      admins: Set(admins), now: SystemClock.now)
  }
}

/// Codes of this portal, made with its seed.
struct PortalSeal: Seal {
  private let key: AuthenticationKey

  /// - Returns: `nil` for an empty seed, which proves nothing.
  init?(seed: Secret) {
    guard let key = AuthenticationKey(seed.bytes) else { return nil }
    self.key = key
  }

  func code(for parts: [String]) -> [UInt8] {
    // Each part goes in with its length, so that no two lists of parts are one text.
    var text: [UInt8] = []
    for part in parts {
      withUnsafeBytes(of: UInt32(part.utf8.count).littleEndian) { text.append(contentsOf: $0) }
      text.append(contentsOf: part.utf8)
    }
    return Array(key.code(of: text).bytes)
  }
}
