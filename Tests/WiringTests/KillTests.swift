import Commands
import Domain
import Engine
import Foundation
import Network
import Platform
import Storage
import TestSupport
import Testing

/// What is acknowledged survives whatever happens to the process.
@Suite(.temporaryDirectory, .tags(.io))
struct KillTests {
  @Test(arguments: ["sqlite", "postgres"])
  func `no acknowledged command and no reply is lost when the bot is killed twenty times under load`(
    _ engine: String
  ) async throws {
    let directory = TemporaryDirectory.path
    let store =
      engine == "sqlite"
      ? nil : try await PostgresServer.shared.get().space(named: "kill").asURL
    var random = SeededRandom()
    try await ReplySink.listening { sink, sinkPort, client in
      let ledger = Ledger()
      for round in 1...20 {
        let bot = try await RunningBot.start(in: directory, store: store)
        let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
        let life = Duration.milliseconds(Int.random(in: 50...400, using: &random))
        await withTaskGroup { group in
          for worker in 1...8 {
            group.addTask {
              for number in 1... {
                let id = "r\(round)-\(worker)-\(number)"
                // An answer that never came acknowledges nothing; the killed bot gives no more of them.
                guard await slack.send(slack.request("create Group \(id)", delivery: id)) == 200 else { return }
                ledger.note(id)
              }
            }
          }
          try? await Task.sleep(for: life)
          bot.kill()
        }
      }
      let all = ledger.all
      let bot = try await RunningBot.start(in: directory, store: store)
      let arrived = try await sink.wait(seconds: 90) { posts in all.isSubset(of: posts.map(\.path)) }
      #expect(arrived, "replies are missing: \(all.subtracting(sink.posts.map(\.path)).sorted().prefix(5))")
      #expect(all.count > 100, "there was hardly any load: \(all.count)")
      let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      // Sent again, an acknowledged delivery is known: an empty 200, and nothing else happens.
      for id in all.sorted().prefix(50) {
        #expect(await slack.send(slack.request("create Group \(id)", delivery: id)) == 200)
      }
      for (path, posts) in Dictionary(grouping: sink.posts, by: \.path) {
        #expect(Set(posts.map(\.key)).count == 1, "\(path) was repeated with another id")
      }
      #expect(bot.stop() == 0)
      let groups = try await Self.groups(named: all.map { "group \($0)" }, in: store ?? directory + "/muster.db")
      #expect(groups.values.allSatisfy { $0 == 1 }, "lost or doubled: \(groups.filter { $0.value != 1 }.prefix(5))")
      print("\(engine): killed 20 times, \(all.count) commands acknowledged, each of them once in the store")
    }
  }

  /// How many groups of each folded name are in the store.
  private static func groups(named names: [String], in location: String) async throws -> [String: Int] {
    let seed = Array<UInt8>(1...32)
    let now = Moment(seconds: 0)
    let store: any Store =
      location.hasPrefix("postgresql:")
      ? try await PostgresStore.open(location, portal: "acme", newSeed: seed, at: now)
      : try await SQLiteStore.open(path: location, portal: "acme", newSeed: seed, at: now)
    return try await store.snapshot { reading in
      var counts: [String: Int] = [:]
      for name in names {
        counts[name] = try reading.groups(
          GroupFilter(name: .whole(name)), in: .everything(PersonKey("")), after: nil, limit: 2
        ).count
      }
      return counts
    }
  }
}

/// What was acknowledged, kept outside the bot.
private final class Ledger: Sendable {
  private let ids = Guarded<Set<String>>([])

  var all: Set<String> { ids.withLock { $0 } }

  func note(_ id: String) { ids.withLock { _ = $0.insert(id) } }
}

extension String {
  /// libpq's keywords (`host=… user=… options='…'`) as the address that `bot.yaml` takes.
  var asURL: String {
    var rest = self[...]
    var parameters: [String] = []
    while let sign = rest.firstIndex(of: "=") {
      let name = rest[..<sign].drop { $0 == " " }
      rest = rest[rest.index(after: sign)...]
      let isQuoted = rest.first == "'"
      if isQuoted { rest = rest.dropFirst() }
      let value = rest.prefix { $0 != (isQuoted ? "'" : " ") }
      rest = rest[value.endIndex...].dropFirst()
      let encoded = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      parameters.append("\(name)=\(encoded)")
    }
    return "postgresql:///?" + parameters.joined(separator: "&")
  }
}
