import Commands
import Domain
import Engine
import Foundation
import Network
import TestSupport
import Testing
import Wiring

/// What is not genuine or not readable gets its status or is closed, and changes nothing.
@Suite(.temporaryDirectory, .tags(.io))
struct StrangerTests {
  @Test(arguments: Backend.allCases)
  func `nothing that is refused changes the store`(_ backend: Backend) async throws {
    let directory = TemporaryDirectory.path
    // A request has a second to come in.
    let edits = ["\ntime_zone: UTC": "\nlimits: {request_seconds: 1}\ntime_zone: UTC"]
    try await ReplySink.listening { sink, sinkPort, client in
      var bot = try await RunningBot.start(in: directory, on: backend, edits: edits)
      var slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      for (name, call, status) in Self.forgeries(of: slack) { #expect(await slack.send(call) == status, "\(name)") }
      for (name, bytes, status) in Self.ambiguities(of: slack) {
        let answer = try await Self.answer(to: bytes, at: bot.port)
        #expect(statuses(answer.text) == [status], "\(name)")
        #expect(answer.isClosed, "\(name)")
      }
      for (name, bytes) in Self.fragments(of: slack) {
        let answer = try await Self.answer(to: bytes, at: bot.port)
        #expect(answer.text.isEmpty, "\(name)")
        #expect(answer.isClosed, "\(name)")
      }
      #expect(bot.stop() == 0)
      let log = try bot.log
      for secret in [slack.secret, "create", "Evil", "127.0.0.1:\(sinkPort)"] {
        #expect(!log.contains(secret), "the log tells \(secret)")
      }
      #expect(sink.posts.isEmpty)
      #expect(try await Self.contents(in: directory) == Contents())

      // The request that all of them were made of is a good one.
      bot = try await RunningBot.start(in: directory, on: backend)
      slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      #expect(try await Self.answer(to: slack.wire(Self.good(slack)), at: bot.port).text.hasPrefix("HTTP/1.1 200 "))
      #expect(try await sink.wait { $0.count == 1 })
      #expect(bot.stop() == 0)
      let changed = try await Self.contents(in: directory)
      #expect(changed == Contents(groups: 1, isSenderKnown: true, isDeliveryKnown: true))
    }
  }

  private static func good(_ slack: SlackClient) -> HTTPCall { slack.request("create Evil", delivery: "evil") }

  /// Whole requests, and their status.
  private static func forgeries(of slack: SlackClient) -> [(name: String, call: HTTPCall, status: Int)] {
    let now = Int(Date().timeIntervalSince1970)
    let good = good(slack)
    var unsigned = good
    unsigned.headers.removeAll { $0.name == "X-Slack-Signature" }
    var forged = good
    forged.headers = forged.headers.map { $0.name == "X-Slack-Signature" ? ($0.name, $0.value.shifted) : $0 }
    var tampered = good
    tampered.body = good.body.replacing("Evil", with: "Live")
    var elsewhere = good
    elsewhere.url = elsewhere.url.replacing("/hooks/try", with: "/hooks/slack")
    var got = good
    got.method = "GET"
    got.body = []
    var big = good
    big.body = Array(repeating: UInt8(ascii: "a"), count: 1_100_000)
    var json = slack.signed(Array("{\"event\":{}}".utf8))
    json.headers = json.headers.map { $0.name == "Content-Type" ? ($0.name, "application/json") : $0 }
    let foreignHost = slack.signed(good.body.replacing("127%2E0%2E0%2E1", with: "127%2E0%2E0%2E2"))
    return [
      ("unsigned", unsigned, 401), ("forged", forged, 401), ("tampered", tampered, 401),
      ("stale", slack.request("create Evil", delivery: "evil", at: now - 400), 401),
      ("from the future", slack.request("create Evil", delivery: "evil", at: now + 400), 401),
      ("another connection", elsewhere, 404), ("GET", got, 405), ("too big", big, 413),
      ("no form", slack.signed(Array("hello".utf8)), 400), ("an event without a type", json, 400),
      ("invalid UTF-8", slack.signed(good.body.replacing("Evil", with: "%FF%FE")), 400),
      ("raw bytes that are no UTF-8", slack.signed(good.body + Array("&x=".utf8) + [0xFF, 0xFE]), 400),
      ("NUL", slack.signed(good.body.replacing("Evil", with: "E%00vil")), 400),
      ("a raw NUL", slack.signed(good.body + [0]), 400), ("empty", slack.signed([]), 400),
      ("a reply to elsewhere", foreignHost, 400),
    ]
  }

  /// Requests that two readers could understand differently, each with a good one behind it, and their status.
  private static func ambiguities(of slack: SlackClient) -> [(name: String, bytes: [UInt8], status: Int)] {
    let good = good(slack)
    let inner = slack.wire(good)
    func hiding(_ headers: String) -> [UInt8] { Array("POST /hooks/try HTTP/1.1\r\n\(headers)\r\n".utf8) + inner }
    return [
      ("no HTTP", Array("nonsense\r\n\r\n".utf8) + inner, 400),
      ("no Host", hiding("Content-Length: 0\r\n"), 400),
      ("two lengths", hiding("Host: a\r\nContent-Length: 0\r\nContent-Length: \(inner.count)\r\n"), 400),
      ("a signed length", hiding("Host: a\r\nContent-Length: +0\r\n"), 400),
      ("a length and chunks", hiding("Host: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n"), 400),
      ("an unknown coding", hiding("Host: a\r\nTransfer-Encoding: xchunked\r\n"), 400),
      ("a NUL in the head", hiding("Host: a\0\r\nContent-Length: 0\r\n"), 400),
      ("a folded line", slack.wire(good, adding: "X: y\r\n z\r\n"), 400),
      ("two signed lengths", slack.wire(good, adding: "Content-Length: \(good.body.count)\r\n"), 400),
      ("a long head", slack.wire(good, adding: "X: \(String(repeating: "x", count: 20_000))\r\n"), 400),
      ("a body that is only announced", hiding("Host: a\r\nContent-Length: 99999999999\r\n"), 413),
    ]
  }

  /// Beginnings that never become a request.
  private static func fragments(of slack: SlackClient) -> [(name: String, bytes: [UInt8])] {
    let whole = slack.wire(good(slack))
    return [
      ("silence", []), ("half a line", Array(whole.prefix(10))), ("half a head", Array(whole.prefix(100))),
      ("all but a byte", whole.dropLast()),
    ]
  }

  private static func answer(to bytes: [UInt8], at port: UInt16) async throws -> (text: String, isClosed: Bool) {
    try await onThread {
      let socket = try RawSocket(port: port)
      _ = socket.send(bytes: bytes)
      return socket.readToEnd()
    }
  }

  /// What a change would have left in the store.
  private struct Contents: Equatable {
    var groups = 0
    var isSenderKnown = false
    var isDeliveryKnown = false
    var replies = 0
  }

  private static func contents(in directory: String) async throws -> Contents {
    try await PortalStore.inspect(in: directory) { store in
      try await store.snapshot { reading in
        let depth = try reading.outboxDepth()
        return Contents(
          groups: try reading.someGroups().count,
          isSenderKnown: try reading.person(Account(connection: "try", user: "U0")) != nil,
          isDeliveryKnown: try reading.delivery(DeliveryRecord.Key(connection: "try", id: "evil")) != nil,
          replies: depth.waiting + depth.failed)
      }
    }
  }
}

extension String {
  /// The same length, another last digit.
  fileprivate var shifted: String { dropLast() + (last == "0" ? "1" : "0") }
}

extension [UInt8] {
  fileprivate func replacing(_ old: String, with new: String) -> [UInt8] {
    Array(String(decoding: self, as: UTF8.self).replacing(old, with: new).utf8)
  }
}

extension SlackClient {
  /// The bytes of a call, for a connection that ends with it.
  fileprivate func wire(_ call: HTTPCall, adding lines: String = "") -> [UInt8] {
    let headers = call.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
    let head =
      "POST /hooks/try HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
      + "Content-Length: \(call.body.count)\r\n\(headers)\(lines)\r\n"
    return Array(head.utf8) + call.body
  }
}
