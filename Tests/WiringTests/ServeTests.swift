import Foundation
import Network
import TestSupport
import Testing

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

  @Test func `the same delivery fifty times at once is one group, one answer in the log and one post`() async throws {
    try await Self.serving { bot, slack, sink in
      let call = slack.request("create Apollo", delivery: "same")
      let statuses = await withTaskGroup(of: Int?.self) { group in
        for _ in 0..<50 { group.addTask { await slack.send(call) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.allSatisfy { $0 == 200 })
      #expect(await slack.send(slack.request("create Other", delivery: "same")) == 409)
      #expect(await slack.send(slack.request("list", delivery: "list")) == 200)
      #expect(try await sink.wait { $0.contains { $0.path == "list" } })
      let list = sink.posts.first { $0.path == "list" }?.body ?? ""
      #expect(list.split(separator: "Apollo").count == 2, "\(list)")
      #expect(sink.posts.count { $0.path == "same" } == 1)
      #expect(bot.stop() == 0)
      let answered = try bot.log.split(separator: "\n").filter { $0.contains("delivery=same outcome=done") }
      #expect(answered.count == 1)
    }
  }

  @Test func `what is not genuine or not readable gets its status and changes nothing`() async throws {
    try await Self.serving { bot, slack, sink in
      let now = Int(Date().timeIntervalSince1970)
      let good = slack.request("create Evil", delivery: "good")
      var unsigned = good
      unsigned.headers.removeAll { $0.name == "X-Slack-Signature" }
      var forged = good
      forged.headers = forged.headers.map { $0.name == "X-Slack-Signature" ? ($0.name, $0.value.shifted) : $0 }
      var tampered = good
      tampered.body = Array(String(decoding: good.body, as: UTF8.self).replacing("Evil", with: "Live").utf8)
      var elsewhere = good
      elsewhere.url = elsewhere.url.replacing("/hooks/try", with: "/hooks/slack")
      var got = good
      got.method = "GET"
      got.body = []
      var big = good
      big.body = Array(repeating: UInt8(ascii: "a"), count: 1_100_000)
      var json = slack.signed(Array("{\"type\":\"event_callback\"}".utf8))
      json.headers = json.headers.map { $0.name == "Content-Type" ? ($0.name, "application/json") : $0 }
      var host = slack.request("create Evil", delivery: "host")
      host = slack.signed(
        Array(String(decoding: host.body, as: UTF8.self).replacing("127%2E0%2E0%2E1", with: "127%2E0%2E0%2E2").utf8))
      let cases: [(String, HTTPCall, Int)] = [
        ("unsigned", unsigned, 401), ("forged", forged, 401), ("tampered", tampered, 401),
        ("stale", slack.request("create Evil", delivery: "old", at: now - 400), 401),
        ("from the future", slack.request("create Evil", delivery: "new", at: now + 400), 401),
        ("another connection", elsewhere, 404), ("GET", got, 405), ("too big", big, 413),
        ("no form", slack.signed(Array("hello".utf8)), 400), ("JSON", json, 400),
        ("invalid UTF-8", slack.signed(Array("text=".utf8) + [0xFF, 0xFE]), 400),
        ("NUL", slack.signed(Array("text=a%00b".utf8)), 400), ("empty", slack.signed([]), 400),
        ("a reply to elsewhere", host, 400),
      ]
      for (name, call, status) in cases {
        #expect(await slack.send(call) == status, "\(name)")
      }
      #expect(await slack.send(slack.request("list --all", delivery: "list")) == 200)
      #expect(try await sink.wait { $0.count == 1 })
      #expect(sink.posts.first?.body.contains("There are no active projects") == true, "\(sink.posts)")
      #expect(await slack.send(good) == 200)
      #expect(bot.stop() == 0)
      let log = try bot.log
      for secret in [slack.secret, "create", "Evil", "127.0.0.1:\(slack.sinkPort)"] {
        #expect(!log.contains(secret), "the log tells \(secret)")
      }
    }
  }

  @Test func `it says that it lives, that it is ready, and what it counts`() async throws {
    try await Self.serving { bot, slack, sink in
      func get(_ path: String, operatorPort: Bool) async throws -> HTTPReply {
        let port = operatorPort ? bot.operatorPort : bot.port
        return try await slack.client.send(
          HTTPCall(method: "GET", url: "http://127.0.0.1:\(port)\(path)", allowPrivateAddresses: true)
        ).get()
      }
      #expect(await slack.send(slack.request("create Apollo", delivery: "d1")) == 200)
      #expect(try await sink.wait { $0.count == 1 })
      #expect(try await get("/healthz", operatorPort: false).status == 200)
      #expect(try await get("/metrics", operatorPort: false).status == 404)
      #expect(try await get("/readyz", operatorPort: false).status == 404)
      #expect(try await get("/readyz", operatorPort: true).status == 200)
      let metrics = String(decoding: try await get("/metrics", operatorPort: true).body, as: UTF8.self)
      for line in [
        "muster_requests_total{connection=\"try\",status=\"200\"} 1", "muster_outcomes_total{outcome=\"done\"} 1",
        "muster_answer_seconds_count 1", "muster_outbox_waiting 0", "muster_commit_group_size_bucket{le=\"+Inf\"}",
      ] {
        #expect(metrics.contains(line), "\(line) is not in:\n\(metrics)")
      }
      #expect(bot.stop() == 0)
    }
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

extension RunningBot {
  func eventuallyLogs(_ text: String) async throws -> Bool {
    for _ in 0..<1_000 {
      if try log.contains(text) { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }
}

extension String {
  /// The same length, another last digit.
  fileprivate var shifted: String { dropLast() + (last == "0" ? "1" : "0") }
}
