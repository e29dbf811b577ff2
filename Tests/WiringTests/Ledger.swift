import Commands
import Engine
import Network
import Platform
import Wiring

/// The commands that a bot acknowledged, kept outside of it, to be compared with what it kept.
final class Ledger: Sendable {
  private let ids = Guarded<Set<String>>([])

  /// The ids of their deliveries.
  var all: Set<String> { ids.withLock { $0 } }

  /// Eight people send commands until the bot gives no more answers.
  func fill(by slack: SlackClient, round: Int) async {
    await withTaskGroup { group in
      for worker in 1...8 {
        group.addTask {
          for number in 1... {
            let id = "r\(round)-\(worker)-\(number)"
            // An answer that never came acknowledges nothing; a killed bot gives no more of them.
            guard await slack.send(Self.command(id, to: slack)) == 200 else { return }
            self.ids.withLock { _ = $0.insert(id) }
          }
        }
      }
    }
  }

  /// The command of a delivery.
  static func command(_ id: String, to slack: SlackClient) -> HTTPCall {
    slack.request("create Group \(id)", delivery: id)
  }

  /// The commands that were not carried out exactly once, as the store of a bot that doesn't run says.
  func missingCommands(in directory: String) async throws -> Set<String> {
    let all = all
    return try await PortalStore.inspect(in: directory) { store in
      try await store.snapshot { reading in
        try all.filter { id in try reading.someGroups(named: "group \(id)").count != 1 }
      }
    }
  }

  /// The commands whose reply has not arrived when the bot has none left to post, or after ninety seconds.
  func missingReplies(from bot: RunningBot, at sink: ReplySink, asking client: HTTPClient) async throws -> Set<String> {
    _ = try await sink.wait(seconds: 90) { posts in
      // Asked first: a reply arrives before it is struck out.
      let isDone = try await bot.outboxWaiting(with: client) == 0
      return isDone || all.isSubset(of: posts.map(\.path))
    }
    return all.subtracting(sink.posts.map(\.path))
  }
}
