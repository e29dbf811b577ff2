import Foundation
import Network
import TestSupport
import Testing

/// What SIGHUP does to a bot that runs: a sound policy is in force at once, a broken one never.
@Suite(.temporaryDirectory, .tags(.io))
struct ReloadTests {
  private static let onlyAdminsCreate = [
    "allow: [admin-mode, employees]": "allow: [admin-mode]",
    "      only-employees: [externals]": "      only-admin-mode: [employees, externals]",
  ]

  @Test func `a sound change of rules and sentences is in force without a pause`() async throws {
    try await Self.serving { bot, slack, sink in
      #expect(await slack.send(slack.request("create Apollo", delivery: "before")) == 200)
      #expect(try await bot.eventuallyLogs("delivery=before outcome=done"))
      try Self.write(Shipped.policy(row: "G1", Self.onlyAdminsCreate), to: bot, "policy.yaml")
      let texts = try String(contentsOfFile: Shipped.directory + "/texts/en.yaml", encoding: .utf8)
      let old = "Only an administrator in Admin Mode can {action}."
      #expect(texts.contains(old))
      try Self.write(texts.replacing(old, with: "Administrators {action}, others ask them."), to: bot, "texts/en.yaml")
      bot.reload()
      var number = 0
      while try !bot.log.contains("event=reloaded") {
        number += 1
        let answer = await slack.client.send(slack.request("list", delivery: "during\(number)"))
        #expect(try answer.get().status == 200, "\(answer)")
        try #require(number < 20_000, "it never reloads")
      }
      #expect(await slack.send(slack.request("create Vega", delivery: "after")) == 200)
      #expect(try await bot.eventuallyLogs("delivery=after outcome=\"denied G1\""))
      #expect(try await sink.wait { $0.contains { $0.path == "after" && $0.body.contains("others ask them") } })
      #expect(bot.stop() == 0)
    }
  }

  @Test func `a rule that does nothing is told of, and the others are in force`() async throws {
    try await Self.serving { bot, _, _ in
      try Self.write(Shipped.policyWithIdleRule(), to: bot, "policy.yaml")
      bot.reload()
      #expect(try await bot.eventuallyLogs("row own-1 is swallowed: wherever it holds, other rules decide"))
      #expect(try bot.log.contains("event=reloaded"))
      #expect(bot.stop() == 0)
    }
  }

  @Test func `everything that is broken is told with its place, and the old rules stay`() async throws {
    try await Self.serving { bot, slack, sink in
      let config = bot.directory + "/config"
      let misspelt = try Shipped.policy(row: "G1", ["action: create": "action: crate"]).replacing(
        "[promote, transfer]", with: "[promote, transfer, ban]")
      let moderators = try Shipped.policy(
        row: "G12", ["[admin-mode, owner]": "[admin-mode, owner, moderator]", "[moderator, member": "[member"])
      let line = try Self.line(of: "only-owner-or-admin-mode", in: moderators)
      let changes = [
        (
          "policy.yaml", misspelt, "\(config)/policy.yaml:",
          [
            "is no action; did you mean \\\"create\\\"?",
            "X10 asks for “external” of “target”, by which no rule of “ban” is chosen",
          ]
        ),
        (
          "policy.yaml", moderators, "\(config)/policy.yaml:\(line):3: ",
          ["G12 allows an employee (moderator), “archive”"]
        ),
        ("texts/en.yaml", "stranger: {\n", "\(config)/texts/en.yaml:", ["check the indentation and the quotes here"]),
      ]
      for (number, (file, text, place, words)) in changes.enumerated() {
        let sound = try String(contentsOfFile: "\(config)/\(file)", encoding: .utf8)
        try Self.write(text, to: bot, file)
        bot.reload()
        #expect(try await bot.eventuallyLogs("event=not-reloaded why=\"\(place)"))
        for part in words { #expect(try await bot.eventuallyLogs(part)) }
        try Self.write(sound, to: bot, file)
        #expect(await slack.send(slack.request("create Still \(number)", delivery: "still\(number)")) == 200)
        #expect(try await bot.eventuallyLogs("delivery=still\(number) outcome=done"))
      }
      #expect(try !bot.log.contains("event=reloaded"))
      #expect(bot.stop() == 0)
    }
  }

  private static func line(of key: String, in text: String) throws -> Int {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("  \(key):") }
    return try #require(line) + 1
  }

  private static func write(_ text: String, to bot: RunningBot, _ file: String) throws {
    try text.write(toFile: "\(bot.directory)/config/\(file)", atomically: true, encoding: .utf8)
  }

  private static func serving(
    _ operation: (RunningBot, SlackClient, ReplySink) async throws -> Void
  ) async throws {
    let directory = TemporaryDirectory.path
    try await ReplySink.listening { sink, sinkPort, client in
      let bot = try await RunningBot.start(in: directory)
      let slack = SlackClient(client: client, port: bot.port, secret: try bot.secret, sinkPort: sinkPort)
      try await operation(bot, slack, sink)
    }
  }
}
