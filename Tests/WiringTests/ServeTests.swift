import Commands
import Domain
import Engine
import Foundation
import Network
import TestSupport
import Testing
import Wiring

/// The whole bot over a real socket: what a messenger, a stranger and an operator get.
@Suite(.temporaryDirectory, .tags(.io))
struct ServeTests {
  @Test func `a signed command is acknowledged, and its reply is posted`() async throws {
    try await Self.serving { bot, slack, sink in
      #expect(await slack.send(slack.request("create Apollo", delivery: "d1")) == 200)
      #expect(try await sink.wait { $0.count == 1 })
      let post = try #require(sink.posts.first)
      #expect(post.path == "d1")
      let reply = try #require(
        try JSONSerialization.jsonObject(with: Data(post.body.utf8)) as? [String: any Sendable])
      #expect(reply["response_type"] as? String == "ephemeral")
      #expect((reply["text"] as? String)?.hasPrefix("The public project Apollo is yours.") == true)
      #expect(try await bot.eventuallyLogs("event=delivery connection=try delivery=d1 outcome=done status=200"))
      #expect(try await bot.eventuallyLogs("event=post connection=try delivery=d1 outcome=taken"))
      #expect(bot.stop() == 0)
    }
  }

  @Test func `with reply inline, the HTTP answer carries the reply`() async throws {
    try await Self.serving(edits: ["\n    reply: post": "\n    reply: inline"]) { bot, slack, sink in
      let call = slack.request("create Apollo", delivery: "d1")
      let first = try await slack.client.send(call).get()
      #expect(first.status == 200)
      #expect(first.header("content-type")?.hasPrefix("application/json") == true)
      #expect(String(decoding: first.body, as: UTF8.self).contains("The public project Apollo is yours."))
      // The same delivery again: the same answer, and nothing else.
      #expect(try await slack.client.send(call).get().body == first.body)
      let show = try await slack.client.send(slack.request("show Apollo", delivery: "d2")).get()
      #expect(String(decoding: show.body, as: UTF8.self).contains("*Members:* 1"))
      #expect(sink.posts.isEmpty)
      #expect(bot.stop() == 0)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a delivery that comes again, also at once and after a restart, is one group, one log line and one post`(
    _ backend: Backend
  ) async throws {
    let directory = TemporaryDirectory.path
    try await ReplySink.listening { sink, sinkPort, client in
      var log = ""
      for start in 1...2 {
        let bot = try await RunningBot.start(in: directory, on: backend)
        let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
        for delivery in ["twice", "twice"] {
          #expect(await slack.send(slack.request("create Twice", delivery: delivery)) == 200)
        }
        let call = slack.request("create Apollo", delivery: "same")
        let statuses = await withTaskGroup(of: Int?.self) { group in
          for _ in 0..<50 { group.addTask { await slack.send(call) } }
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.allSatisfy { $0 == 200 })
        #expect(await slack.send(slack.request("create Other", delivery: "same")) == 409)
        #expect(await slack.send(slack.request("list", delivery: "list\(start)")) == 200)
        #expect(try await sink.wait { $0.contains { $0.path == "list\(start)" } })
        #expect(bot.stop() == 0)
        log += try bot.log
      }
      for id in ["twice", "same"] {
        #expect(sink.posts.count { $0.path == id } == 1)
        #expect(log.split(separator: "\n").count { $0.contains("delivery=\(id) outcome=done") } == 1)
        #expect(log.split(separator: "\n").count { $0.contains("event=post connection=try delivery=\(id) ") } == 1)
      }
      let names = try await PortalStore.inspect(in: directory) { store in
        try await store.snapshot { reading in try reading.someGroups().map(\.name.folded) }
      }
      #expect(names == ["apollo", "twice"])
    }
  }

  @Test func `the same words said again are another delivery, and its reply has an id of its own`() async throws {
    try await Self.serving { bot, slack, sink in
      sink.takes(false)
      for id in ["d1", "d2"] { #expect(await slack.send(slack.request("list", delivery: id)) == 200) }
      sink.takes(true)
      let haveArrived = try await sink.wait { $0.count == 2 }
      #expect(haveArrived)
      #expect(Set(sink.posts.map(\.key)).count == 2)
      #expect(bot.stop() == 0)
    }
  }

  @Test func `it says that it lives, that it is ready, and what it counts`() async throws {
    try await Self.serving { bot, slack, sink in
      #expect(await slack.send(slack.request("create Apollo", delivery: "d1")) == 200)
      // What was posted is out of the outbox a moment later.
      let isEmpty = try await sink.wait { posts in
        let waiting = try await bot.outboxWaiting(with: slack.client)
        return posts.count == 1 && waiting == 0
      }
      #expect(isEmpty)
      #expect(try await bot.get("/healthz", with: slack.client).status == 200)
      #expect(try await bot.get("/metrics", with: slack.client).status == 404)
      #expect(try await bot.get("/readyz", with: slack.client).status == 404)
      #expect(try await bot.get("/readyz", asOperator: true, with: slack.client).status == 200)
      let metrics = try await bot.metrics(with: slack.client)
      for line in [
        "muster_requests_total{connection=\"try\",status=\"200\"} 1", "muster_outcomes_total{outcome=\"done\"} 1",
        "muster_answer_seconds_count 1", "muster_outbox_waiting 0", "muster_commit_group_size_bucket{le=\"+Inf\"}",
      ] {
        #expect(metrics.contains(line), "\(line) is not in:\n\(metrics)")
      }
      #expect(bot.stop() == 0)
    }
  }

  @Test func `its start says what it runs on`() async throws {
    try await Self.serving { bot, _, _ async throws in
      #expect(try bot.log.contains(" connections=try store=sqlite store_library=3."))
      #expect(bot.stop() == 0)
    }
  }

  @Test func `the connection to try it with is served only where nobody else can reach the bot`() async throws {
    try await Self.serving(edits: ["\nlisten: 127.0.0.1:8080": "\nlisten: 0.0.0.0:0"]) { bot, slack, _ async throws in
      #expect(try bot.log.contains("event=connection-not-served connection=try"))
      #expect(try bot.log.contains(" connections=- "))
      #expect(await slack.send(slack.request("create Apollo", delivery: "d1")) == 404)
      #expect(bot.stop() == 0)
      #expect(bot.process.lines().isEmpty)
    }
  }

  @Test func `it serves more connections than a process may have files open at first`() async throws {
    let bot = try await RunningBot.start(in: TemporaryDirectory.path, after: "ulimit -Sn 64")
    let port = bot.port
    let answers = try await onThread {
      let sockets = try (0..<200).map { _ in try RawSocket(port: port) }
      for socket in sockets { socket.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") }
      return sockets.map { statuses($0.read(until: "ok\n")) }
    }
    #expect(answers == Array(repeating: [200], count: 200))
    #expect(bot.stop() == 0)
  }

  @Test func `where it may never have so many files open, it takes fewer connections, and says so`() async throws {
    let bot = try await RunningBot.start(in: TemporaryDirectory.path, after: "ulimit -n 400")
    #expect(try bot.log.contains("level=warning event=connections-limited connections=200 open_files=400"))
    #expect(bot.stop() == 0)
  }

  @Test func `replies that nobody takes wait, and arrive when somebody does`() async throws {
    let directory = TemporaryDirectory.path
    try await ReplySink.listening { sink, sinkPort, client in
      var bot = try await RunningBot.start(in: directory)
      // Nobody listens on the discard port.
      let away = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: 9)
      #expect(await away.send(away.request("create Apollo", delivery: "away")) == 200)
      #expect(try await bot.eventuallyLogs("delivery=away outcome=again"))
      #expect(bot.stop() == 0)
      bot = try await RunningBot.start(in: directory)
      let here = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      #expect(await here.send(here.request("list", delivery: "here")) == 200)
      #expect(try await sink.wait { $0.contains { $0.path == "here" && $0.body.contains("Apollo") } })
      #expect(try await bot.eventuallyLogs("delivery=away outcome=again"), "the outbox forgot it")
      #expect(bot.stop() == 0)
    }
  }

  private static func serving(
    edits: [String: String] = [:], _ operation: (RunningBot, SlackClient, ReplySink) async throws -> Void
  ) async throws {
    let directory = TemporaryDirectory.path
    try await ReplySink.listening { sink, sinkPort, client in
      let bot = try await RunningBot.start(in: directory, edits: edits)
      let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      try await operation(bot, slack, sink)
    }
  }
}
