import Delivery
import Domain
import Engine
import Messengers
import Network
import Platform
import Storage
import TestSupport
import Testing

/// A messenger's API that takes every call and answers none.
@Suite(.temporaryDirectory, .tags(.io))
struct HangingMessengerTests {
  @Test func `it holds up no replies of another connection`() async throws {
    let clock = HandClock()
    let loop = try EventLoop(name: "hanging")
    loop.start()
    let client = HTTPClient(on: loop)
    let store = try await SQLiteStore.open(
      path: TemporaryDirectory.path + "/muster.db", portal: "test", newSeed: Array(1...32), at: clock.now)
    let hanging: @Sendable (HTTPRequest) async -> HTTPResponse = { _ in
      try? await Task.sleep(for: .seconds(600))
      return HTTPResponse(status: 500)
    }
    try await HTTPServer.serving(
      on: loop, address: "127.0.0.1", port: 0, drainMilliseconds: 0, handle: hanging,
      while: { api in
        try await HTTPServer.serving(
          on: loop, address: "127.0.0.1", port: 0, handle: { _ in HTTPResponse(status: 200) },
          while: { hooks in
            let (reports, report) = AsyncStream.makeStream(of: String.self)
            let courier = Courier(
              on: loop, store: store, client: client,
              connections: [
                "hanging": try Self.connection("hanging", api: api.port),
                "well": try Self.connection("well", api: hooks.port),
              ], now: { clock.now }, jitter: { 0.5 }, report: { report.yield($0.connection) })
            // More than are posted at once.
            for number in 1...300 {
              await courier.deliver(
                Self.parcel("d\(number)", on: "hanging", to: Parcel.directAddress(of: "U2ANN"), at: clock.now))
            }
            await courier.deliver(
              Self.parcel("r", on: "well", to: "http://127.0.0.1:\(hooks.port)/hook", at: clock.now))
            var ends = reports.makeAsyncIterator()
            #expect(await ends.next() == "well")
            await client.close()
          })
      })
    loop.stop()
    await store.close()
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
