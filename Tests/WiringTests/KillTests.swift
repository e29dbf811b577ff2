import Domain
import Engine
import Foundation
import Platform
import TestSupport
import Testing
import Wiring

/// What is acknowledged survives whatever happens to the process.
@Suite(.temporaryDirectory, .tags(.io))
struct KillTests {
  /// How often a bot is killed.
  private static let kills = Effort.amount(soak: 200, usual: 20, brief: 3)

  @Test(arguments: Backend.allCases)
  func `no acknowledged command and no reply is lost when the bot is killed again and again under load`(
    _ backend: Backend
  ) async throws {
    let directory = TemporaryDirectory.path
    var random = SeededRandom()
    try await ReplySink.listening { sink, sinkPort, client in
      let ledger = Ledger()
      for round in 1...Self.kills {
        let bot = try await RunningBot.start(in: directory, on: backend)
        let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
        let life = Self.life(&random)
        await withTaskGroup { group in
          group.addTask { await ledger.fill(by: slack, round: round) }
          try? await Task.sleep(for: .milliseconds(life))
          bot.kill()
        }
      }
      let bot = try await RunningBot.start(in: directory, on: backend)
      let missing = try await ledger.missingReplies(from: bot, at: sink, asking: client)
      #expect(missing.isEmpty, "replies are missing: \(missing.sorted().prefix(5))")
      let all = ledger.all
      #expect(all.count > 5 * Self.kills, "there was hardly any load: \(all.count)")
      let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      // Sent again, an acknowledged delivery is known: an empty 200, and nothing else happens.
      for id in all.sorted().prefix(50) { #expect(await slack.send(Ledger.command(id, to: slack)) == 200) }
      for (path, posts) in Dictionary(grouping: sink.posts, by: \.path) {
        #expect(Set(posts.map(\.key)).count == 1, "\(path) was repeated with another id")
      }
      #expect(bot.stop() == 0)
      let lost = try await ledger.missingCommands(in: directory)
      #expect(lost.isEmpty, "lost or doubled: \(lost.sorted().prefix(5))")
      print("\(backend): killed \(Self.kills) times, \(all.count) commands acknowledged, each once in the store")
    }
  }

  #if compiler(>=6.3)  // Before, exit tests could not be given values.
    @Test(arguments: Backend.allCases)
    func `the check finds what a bot loses that answers before the commit`(_ backend: Backend) async throws {
      let directory = TemporaryDirectory.path
      var random = SeededRandom()
      try await RunningBot.configure(directory, on: backend)
      try await ReplySink.listening { sink, sinkPort, client in
        let ledger = Ledger()
        var lost: Set<String> = []
        // Most often the first one loses something.
        for round in 1...20 where lost.isEmpty {
          let life = Self.life(&random)
          try? FileManager.default.removeItem(atPath: RunningBot.logFile(in: directory))
          let isRunning = Guarded(true)
          async let end: Void = {
            await #expect(processExitsWith: .signal(SIGKILL)) {
              [directory = directory as String, life = life as Int] in
              try await HastyBot.serve(in: directory, milliseconds: life)
            }
            isRunning.withLock { $0 = false }
          }()
          let addresses = try await Addresses.announced(in: directory, while: { isRunning.withLock { $0 } })
          let slack = SlackClient(
            client: client, port: addresses.port, secret: try RunningBot.secret(in: directory), sinkPort: sinkPort)
          await ledger.fill(by: slack, round: round)
          await end
          lost = try await ledger.missingCommands(in: directory)
        }
        #expect(!lost.isEmpty, "\(ledger.all.count) commands were acknowledged, and none was lost")
        print("\(backend): \(lost.count) of \(ledger.all.count) commands that were acknowledged too early are lost")
      }
    }
  #endif

  @Test func `the check finds replies that an outbox forgets`() async throws {
    let directory = TemporaryDirectory.path
    try await ReplySink.listening { sink, sinkPort, client in
      sink.takes(false)
      let ledger = Ledger()
      var bot = try await RunningBot.start(in: directory)
      let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      await withTaskGroup { group in
        group.addTask { await ledger.fill(by: slack, round: 1) }
        try? await Task.sleep(for: .milliseconds(200))
        bot.kill()
      }
      let acknowledged = ledger.all
      let forgotten = try await PortalStore.inspect(in: directory) { store in
        let end = Moment(seconds: 1 << 40)
        return try await store.transaction { transaction in
          // The others are due at once.
          let all = try transaction.takeParcels(dueAt: end, leaseEnd: Moment(seconds: 0), limit: 10_000)
          let parcels = all.filter { acknowledged.contains($0.delivery) }.prefix(3)
          try transaction.settle(parcels.map { .taken(key: $0.key) })
          return parcels.map(\.delivery)
        }
      }
      sink.takes(true)
      bot = try await RunningBot.start(in: directory)
      #expect(try await ledger.missingReplies(from: bot, at: sink, asking: client) == Set(forgotten))
      #expect(bot.stop() == 0)
      #expect(forgotten.count == 3)
      #expect(try await ledger.missingCommands(in: directory).isEmpty)
    }
  }

  /// How long a bot lives, in milliseconds.
  private static func life(_ random: inout SeededRandom) -> Int { Int.random(in: 50...400, using: &random) }
}
