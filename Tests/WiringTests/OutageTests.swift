import Network
import TestSupport
import Testing

/// A bot whose store is gone, or doesn't answer.
@Suite(.temporaryDirectory, .tags(.io))
struct OutageTests {
  @Test func `a bot whose store is gone says that it is not ready, until the store is back`() async throws {
    try await Self.serving { bot, postgres, slack in
      #expect(try await bot.get("/readyz", asOperator: true, with: slack.client).status == 200)
      try await postgres.stop()
      #expect(try await bot.get("/readyz", asOperator: true, with: slack.client).status == 503)
      #expect(await slack.send(slack.request("create Apollo", delivery: "d1")) == 503)
      #expect(try await bot.eventuallyLogs("level=error event=store-fault work=take"))
      #expect(try await bot.metrics(with: slack.client).contains("muster_store_faults_total{work=\"take\"}"))
      try await postgres.start()
      #expect(try await bot.get("/readyz", asOperator: true, with: slack.client).status == 200)
      #expect(await slack.send(slack.request("create Apollo", delivery: "d1")) == 200)
      #expect(bot.stop() == 0)
    }
  }

  @Test func `a bot stops in time, whoever does not answer it`() async throws {
    try await Self.serving { bot, postgres, slack in
      // Its reply is taken by a sink that never answers.
      #expect(await slack.send(slack.request("create Apollo", delivery: "d1")) == 200)
      try await postgres.freeze()
      async let late = slack.send(slack.request("create Gemini", delivery: "d2"))
      try await Task.sleep(for: .milliseconds(500))
      let clock = ContinuousClock()
      let start = clock.now
      async let status = onThread { bot.stop() }
      // No further connections, although the store keeps what it was asked for.
      let port = bot.port
      var isRefused = false
      while !isRefused, bot.process.status == nil {
        isRefused = (try? RawSocket(port: port)) == nil
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(isRefused && bot.process.status == nil)
      #expect(try await status == 0)
      // Sanitizers slow everything down, the end of a process as well.
      #expect(clock.now - start < .seconds(Effort.current == .brief ? 20 : 10))
      #expect(await late != 200)
      try await postgres.thaw()
    }
  }

  /// A bot on a server of its own, whose replies go where nobody answers.
  private static func serving(
    _ operation: (RunningBot, PostgresServer, SlackClient) async throws -> Void
  ) async throws {
    let postgres = try PostgresServer()
    let store = try await postgres.space(named: "outage")
    let loop = try EventLoop(name: "outage")
    loop.start()
    let client = HTTPClient(on: loop)
    try await HTTPServer.serving(
      on: loop, address: "127.0.0.1", port: 0, drainMilliseconds: 0,
      handle: { _ in
        try? await Task.sleep(for: .seconds(600))
        return HTTPResponse(status: 500)
      },
      while: { sink in
        let bot = try await RunningBot.start(
          in: TemporaryDirectory.path, edits: ["\nstore: sqlite:muster.db": "\nstore: \(store)"])
        try await operation(
          bot, postgres, SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sink.port))
      })
    await client.close()
    loop.stop()
  }
}
