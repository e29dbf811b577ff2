import Foundation
import Network
import TestSupport
import Testing

/// Buttons, through the whole bot as a process: over restarts, pressed twice, and with two nodes.
@Suite(.temporaryDirectory, .tags(.io))
struct PressTests {
  @Test(arguments: Backend.allCases)
  func `what was asked before a restart is done by the first of many presses, on whichever node`(
    _ backend: Backend
  ) async throws {
    let directory = TemporaryDirectory.path
    try await ReplySink.listening { sink, sinkPort, client in
      func slack(_ bot: RunningBot) throws -> SlackClient {
        SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      }
      let asking = try await RunningBot.start(in: directory, on: backend)
      #expect(try await slack(asking).send(slack(asking).request("create Apollo", delivery: "create")) == 200)
      #expect(try await slack(asking).send(slack(asking).request("delete Apollo", delivery: "ask")) == 200)
      #expect(try await sink.wait { $0.contains { $0.path == "ask" } })
      let question = try #require(sink.posts.first { $0.path == "ask" })
      let buttons = try Self.buttons(in: question.body)
      #expect(buttons.map(\.label) == ["Yes", "No"])
      let yes = try #require(buttons.first)
      asking.kill()

      // Nodes of one store share their secret, and a file of SQLite belongs to one process.
      var nodes = [try await RunningBot.start(in: directory, on: backend)]
      if backend == .postgres {
        nodes.append(try await RunningBot.start(in: try Self.copy(of: directory), on: backend))
      }
      // Somebody else presses first.
      let other = try slack(nodes[0]).press(yes.command, delivery: "other", user: "U1")
      #expect(try await slack(nodes[0]).send(other) == 200)
      let statuses = try await withThrowingTaskGroup(of: Int?.self) { group in
        for number in 1...16 {
          let client = try slack(nodes[number % nodes.count])
          let press = try client.press(yes.command, delivery: "press\(number)")
          group.addTask { await client.send(press) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.allSatisfy { $0 == 200 })
      #expect(try await sink.wait { posts in posts.count { $0.path.hasPrefix("press") } == 16 })
      let presses = sink.posts.filter { $0.path.hasPrefix("press") }
      let done = presses.filter { $0.body.contains("Apollo is deleted.") }
      #expect(done.count == 1)
      #expect(done.first?.body.contains(#""replace_original":true"#) == true)
      let late = Set(presses.filter { !$0.body.contains("Apollo is deleted.") }.map(\.body))
      #expect(late.count == 1, "\(late)")
      #expect(late.first?.contains(#""replace_original":false"#) == true)
      #expect(sink.posts.first { $0.path == "other" }?.body == late.first)
      for node in nodes { #expect(node.stop() == 0) }
    }
  }

  /// The buttons of a message that was posted to Slack.
  private static func buttons(in body: String) throws -> [(label: String, command: String)] {
    let message = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
    let blocks = try #require(message["blocks"] as? [[String: Any]])
    let elements = blocks.flatMap { $0["elements"] as? [[String: Any]] ?? [] }
    return try elements.map { element in
      let label = try #require((element["text"] as? [String: Any])?["text"] as? String)
      return (label, try #require(element["value"] as? String))
    }
  }

  /// A directory with the same configuration and secret, for another node.
  private static func copy(of directory: String) throws -> String {
    let copy = directory + "/node"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: directory + "/config", toPath: copy + "/config")
    return copy
  }
}
