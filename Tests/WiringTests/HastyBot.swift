import Engine
import Glibc
import Platform

@testable import Wiring
@testable import muster

/// The weakened bot: all of `muster serve`, but over a store that answers before the commit.
enum HastyBot {
  /// Serves, and ends the process as if killed, `milliseconds` after it said where it listens.
  static func serve(in directory: String, milliseconds: Int) async throws {
    let setup = try Setup.read(RunningBot.configuration(in: directory))
    let portal = try await PortalStore.open(setup.settings)
    let hasty = PortalStore(
      store: HastyStore(store: portal.store), seed: portal.seed, isExclusive: portal.isExclusive, close: portal.close)
    let log = Log(descriptor: open(RunningBot.logFile(in: directory), O_WRONLY | O_CREAT | O_TRUNC, 0o600))
    let nobodyStopsIt = AsyncStream<Signals.Signal> {
      try? await Task.sleep(for: .seconds(60))
      return nil
    }
    Task.detached {
      _ = try await Addresses.announced(in: directory, while: { true })
      try await Task.sleep(for: .milliseconds(milliseconds))
      raise(SIGKILL)
    }
    try await Serve(
      setup: setup, directory: RunningBot.configuration(in: directory), log: log, signals: nobodyStopsIt
    ).run(on: hasty, counting: Metrics())
  }
}

/// A store that breaks its word: a transaction returns when its body has run, a while before the commit.
private struct HastyStore: Store {
  let store: any Store

  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (inout any Transaction) throws -> Value
  ) async throws -> Value {
    let (values, value) = AsyncThrowingStream.makeStream(of: Value.self)
    Task {
      do {
        try await store.transaction { transaction in
          value.yield(try body(&transaction))
          usleep(2_000)
        }
        value.finish()
      } catch {
        value.finish(throwing: error)
      }
    }
    for try await value in values { return value }
    throw CancellationError()
  }

  func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    try await store.snapshot(body)
  }
}
