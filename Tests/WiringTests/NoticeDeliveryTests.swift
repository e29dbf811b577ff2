import Foundation
import TestSupport
import Testing

/// What people are told, by the whole bot as a process.
@Suite(.temporaryDirectory, .tags(.io))
struct NoticeDeliveryTests {
  @Test(arguments: Backend.allCases)
  func `what was acknowledged is told once, over a kill, and however often its delivery comes`(
    _ backend: Backend
  ) async throws {
    let directory = TemporaryDirectory.path
    try await ReplySink.listening { sink, sinkPort, client in
      var bot = try await Self.start(in: directory, on: backend, api: sinkPort)
      func invite() async throws -> Int? {
        let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
        return await slack.send(slack.request("invite <@U1|bob> to Apollo", delivery: "invite"))
      }
      let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      #expect(await slack.send(slack.request("create Apollo", delivery: "create")) == 200)
      sink.takes(false)
      for _ in 1...3 { #expect(try await invite() == 200) }
      bot.kill()
      let first = try bot.log

      sink.takes(true)
      bot = try await Self.start(in: directory, on: backend, api: sinkPort)
      #expect(try await invite() == 200)
      #expect(try await sink.wait { posts in posts.contains { $0.path == Self.method } })
      #expect(try await sink.wait { _ in try await bot.outboxWaiting(with: client) == 0 })
      let told = sink.posts.filter { $0.path == Self.method }
      #expect(told.count == 1, "\(told)")
      #expect(
        told.first?.body.hasPrefix(#"{"channel":"U1","text":"<@U0> invites you to the public project Apollo."#) == true)
      #expect(bot.stop() == 0)
      #expect(!(first + (try bot.log)).contains(Self.token))
    }
  }

  private static let method = "api/chat.postMessage"
  private static let token = "xoxb-CANARY"

  /// A bot whose connection `try` may write to people, at an API that is the sink.
  private static func start(in directory: String, on backend: Backend, api port: UInt16) async throws -> RunningBot {
    let line = "\n    allow_private_addresses: true"
    let edits = [line: line + "\n    bot_token: {file: bot.token}\n    api_url: http://127.0.0.1:\(port)/api"]
    try await RunningBot.configure(directory, on: backend, edits: edits)
    let file = RunningBot.configuration(in: directory) + "/bot.token"
    try token.write(toFile: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    return try await RunningBot.start(in: directory, on: backend, edits: edits)
  }
}
