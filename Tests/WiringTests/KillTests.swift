import Foundation
import Network
import Synchronization
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
      ? nil : try await PostgresServer.shared.get().database(named: "kill").asURL
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
      // Sent again, every acknowledged delivery is known: an empty 200 and no second group.
      let before = try await groups(in: bot, slack, sink)
      for id in all.sorted().prefix(50) {
        #expect(await slack.send(slack.request("create Group \(id)", delivery: id)) == 200)
      }
      let after = try await groups(in: bot, slack, sink)
      #expect(before == after)
      #expect(before >= all.count, "of \(all.count) acknowledged groups, \(before) are in the store")
      for (path, posts) in Dictionary(grouping: sink.posts, by: \.path) {
        #expect(Set(posts.map(\.key)).count == 1, "\(path) was repeated with another id")
      }
      print("\(engine): killed 20 times, \(all.count) commands acknowledged, \(before) groups in the store")
      #expect(bot.stop() == 0)
    }
  }

  /// How many groups the bot lists, page by page.
  private func groups(in bot: RunningBot, _ slack: SlackClient, _ sink: ReplySink) async throws -> Int {
    var count = 0
    for page in 1... {
      let id = "list-\(UUID().uuidString)"
      #expect(await slack.send(slack.request("list --page \(page)", delivery: id)) == 200)
      guard try await sink.wait(until: { posts in posts.contains { $0.path == id } }) else { return count }
      let body = sink.posts.first { $0.path == id }?.body ?? ""
      count += body.split(separator: "Group ").count - 1
      guard body.contains("There are more") else { return count }
    }
    return count
  }
}

/// What was acknowledged, kept outside the bot.
private final class Ledger: Sendable {
  private let ids = Mutex<Set<String>>([])

  var all: Set<String> { ids.withLock { $0 } }

  func note(_ id: String) { ids.withLock { _ = $0.insert(id) } }
}

extension String {
  /// libpq's keywords `host=… user=… dbname=…` as the address that `bot.yaml` takes.
  fileprivate var asURL: String {
    let fields = Dictionary(
      split(separator: " ").map { field in
        let parts = field.split(separator: "=", maxSplits: 1)
        return (String(parts[0]), String(parts[1]))
      }, uniquingKeysWith: { $1 })
    let socket = (fields["host"] ?? "").replacing("/", with: "%2F")
    return "postgresql://\(fields["user"] ?? "")@\(socket)/\(fields["dbname"] ?? "")"
  }
}
