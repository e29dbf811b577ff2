package import Engine

/// What a test may put around the ports of the bots in talks, to see that a talk notices when a safeguard is missing.
package struct Ports: Sendable {
  /// Around a store, each time it is opened: the first time 1.
  package var store: @Sendable (any Store, _ opening: Int) async throws -> any Store = { store, _ in store }
  package var messenger: @Sendable (any Messenger) -> any Messenger = { $0 }

  package init() {}
}
