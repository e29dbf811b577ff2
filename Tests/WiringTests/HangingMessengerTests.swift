import Delivery
import Domain
import Engine
import Messengers
import Network
import Platform
import Storage
import TestSupport
import Testing

/// A messenger that takes every call and answers none.
@Suite(.temporaryDirectory, .tags(.io))
struct HangingMessengerTests {
  @Test(arguments: [Parcel.directAddress(of: "U2ANN"), "/hook"])
  func `it holds up no replies of another connection`(_ address: String) async throws {
    let store = try await Self.posting { courier, _, ports, ends, now in
      let address = address.hasPrefix("/") ? "http://127.0.0.1:\(ports.hanging)\(address)" : address
      // More than are posted at once.
      for number in 1...300 {
        await courier.deliver(Self.parcel("d\(number)", on: "hanging", to: address, at: now))
      }
      await courier.deliver(Self.parcel("r", on: "well", to: "http://127.0.0.1:\(ports.well)/hook", at: now))
      var ends = ends.makeAsyncIterator()
      #expect(await ends.next() == "well")
    }
    await store.close()
  }

  @Test func `what waits for it when the bot stops is left in the outbox as it was`() async throws {
    let store = try await Self.posting { courier, store, ports, ends, now in
      let parcels = (1...2_000).map { number in
        Self.parcel("d\(number)", on: "hanging", to: "http://127.0.0.1:\(ports.hanging)/hook", at: now)
      }
      try await store.transaction { transaction in
        for parcel in parcels { try transaction.enqueue(parcel, leaseEnd: now + Parcel.lease) }
      }
      for parcel in parcels { await courier.deliver(parcel) }
      await courier.finish(within: 0)
    }
    let left = try await store.transaction { transaction in
      try transaction.takeParcels(dueAt: Moment(seconds: .max / 2_000), leaseEnd: Moment(seconds: 0), limit: 3_000)
    }
    #expect(left.count { $0.usesLeft == 5 && $0.tries == 0 } == 2_000)
    await store.close()
  }

  @Test(arguments: [Parcel.directAddress(of: "U2ANN"), "/hook"])
  func `of what is due for it no more is fetched than has room, others' is posted, and all is once it answers`(
    _ address: String
  ) async throws {
    let answers = Guarded(false)
    let count = Effort.amount(soak: 3_000, usual: 3_000, brief: 500)
    let store = try await Self.posting(until: { answers.withLock { $0 } }) { courier, store, ports, ends, now in
      let address = address.hasPrefix("/") ? "http://127.0.0.1:\(ports.hanging)\(address)" : address
      try await store.transaction { transaction in
        // Behind all of the other's.
        for number in 1...20 {
          let parcel = Self.parcel("w\(number)", on: "well", to: "http://127.0.0.1:\(ports.well)/hook", at: now)
          try transaction.enqueue(parcel, leaseEnd: now)
        }
        for number in 1...count {
          try transaction.enqueue(Self.parcel("h\(number)", on: "hanging", to: address, at: now), leaseEnd: now)
        }
      }
      let running = Task { await courier.run() }
      var ends = ends.makeAsyncIterator()
      for _ in 1...20 { #expect(await ends.next() == "well") }
      // Time enough to be asked again for what nobody has room for.
      try await Task.sleep(for: .seconds(1.5))
      let waiting = try await store.snapshot { try $0.outboxDepth().waiting }
      let leased = try await waiting - Self.due(in: store, at: now)
      #expect((16...200).contains(leased))
      answers.withLock { $0 = true }
      for _ in 1...count { #expect(await ends.next() == "hanging") }
      await courier.idle()
      let left = try await store.snapshot { try $0.outboxDepth() }
      #expect(left.waiting == 0 && left.failed == 0)
      running.cancel()
      await running.value
    }
    await store.close()
  }

  /// How many could be taken, of which none is.
  private static func due(in store: SQLiteStore, at now: Moment) async throws -> Int {
    struct Untaken: Error { let count: Int }
    do {
      return try await store.transaction { transaction in
        throw Untaken(count: try transaction.takeParcels(dueAt: now, leaseEnd: now, limit: 10_000).count)
      }
    } catch let untaken as Untaken {
      return untaken.count
    }
  }

  /// Posts for two connections, of which one hangs until `answers` says otherwise; then closes the client as the bot does when it stops.
  private static func posting(
    until answers: @escaping @Sendable () -> Bool = { false },
    _ operation: (
      Courier, SQLiteStore, (hanging: UInt16, well: UInt16), _ ends: AsyncStream<String>, _ now: Moment
    ) async throws -> Void
  ) async throws -> SQLiteStore {
    let clock = HandClock()
    let loop = try EventLoop(name: "hanging")
    loop.start()
    let client = HTTPClient(on: loop)
    let store = try await SQLiteStore.open(
      path: TemporaryDirectory.path + "/muster.db", portal: "test", newSeed: Array(1...32), at: clock.now)
    let hanging: @Sendable (HTTPRequest) async -> HTTPResponse = { _ in
      while !answers(), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(20)) }
      return HTTPResponse(status: 200, body: Array(#"{"ok":true}"#.utf8))
    }
    try await HTTPServer.serving(
      on: loop, address: "127.0.0.1", port: 0, drainMilliseconds: 0, handle: hanging,
      while: { api in
        try await HTTPServer.serving(
          on: loop, address: "127.0.0.1", port: 0, handle: { _ in HTTPResponse(status: 200) },
          while: { hooks in
            let (ends, end) = AsyncStream.makeStream(of: String.self)
            let courier = Courier(
              on: loop, store: store, client: client,
              connections: [
                "hanging": try Self.connection("hanging", api: api.port),
                "well": try Self.connection("well", api: hooks.port),
              ], now: { clock.now }, jitter: { 0.5 }, report: { end.yield($0.connection) })
            try await operation(courier, store, (api.port, hooks.port), ends, clock.now)
            await client.close()
            await courier.finish(within: 1_000)
          })
      })
    loop.stop()
    return store
  }

  private static func connection(_ name: String, api port: UInt16) throws -> Connection {
    let slack = Slack(
      connection: name, signingSecrets: [Secret("x")], botToken: Secret("t"), apiURL: "http://127.0.0.1:\(port)/api",
      allowsPrivateAddresses: true)
    return Connection(
      name: name, messenger: try #require(slack), employees: [], repliesInline: false, replyHosts: ["127.0.0.1"],
      allowsPrivateAddresses: true)
  }

  private static func parcel(_ key: String, on connection: String, to address: String, at now: Moment) -> Parcel {
    Parcel(
      key: key, connection: connection, delivery: key, address: address, body: Array("{}".utf8), created: now,
      expires: now + .hours(1), usesLeft: 5)
  }
}
