import Foundation
import TestSupport
import Testing

/// `muster test`, as an operator runs it.
@Suite(.temporaryDirectory, .tags(.io))
struct TalkCommandTests {
  private static let good = """
    # A good talk.
    people
      ann  slack
    ann > /project create Apollo
    ann < done

    """
  private static let other = good.replacing("A good talk", with: "Another one")
  private static let wrong = """
    # A wrong talk.
    people
      ann  slack
    ann > /project archive Apollo
    ann < Something else.

    """

  /// How it ended, and what it wrote.
  private struct Run {
    let status: Int32
    let lines: [String]
    let errors: String

    var summary: String { lines.first { $0.contains(" talks, ") } ?? "" }
  }

  /// Runs it about these talks, each in a file of its own.
  private func test(_ talks: [String: String], _ options: String...) throws -> Run { try test(talks, options) }

  private func test(
    _ talks: [String: String], _ options: [String], under configuration: String = Rehearsal.configuration
  ) throws -> Run {
    let directory = TemporaryDirectory.path
    for (name, text) in talks { try text.write(toFile: "\(directory)/\(name).talk", atomically: true, encoding: .utf8) }
    let process = try ChildProcess(
      [Rehearsal.program("muster"), "test", directory, "--config", configuration] + options,
      errors: "\(directory)/errors")
    let lines = process.lines()
    return Run(
      status: process.wait(), lines: lines, errors: try String(contentsOfFile: "\(directory)/errors", encoding: .utf8))
  }

  @Test func `all that go as they are written end with 0, and one that doesn't with 1`() throws {
    let passed = try test(["good": Self.good, "other": Self.other])
    #expect(passed.status == 0)
    #expect(passed.summary.hasPrefix("2 talks, 0 failed, 0 skipped, "))
    let failed = try test(["wrong": Self.wrong])
    #expect(failed.status == 1)
    #expect(failed.summary.hasPrefix("3 talks, 1 failed, 0 skipped, "))
    #expect(failed.lines.contains { $0.hasSuffix("/wrong.talk:5:1: ann < Something else.") }, "\(failed.lines)")
    #expect(failed.lines.contains("  expected:  Something else."))
    #expect(failed.lines.contains { $0.hasPrefix("  came:      There is no group “Apollo” that you can see.") })
    #expect(failed.lines.contains("  decision:  not found"))
  }

  @Test(arguments: [
    (["good": "# x\npeople\n  ann  slack\nann < done\n"], [String](), "good.talk:4:5: ann has said nothing yet"),
    (["good": good], ["--jobs", "0"], "--jobs takes a number from 1 to 1000."),
    (["good": good], ["--only", "nothing"], "There are no such talks."),
    (["good": good], ["--messenger", "irc"], "There is no messenger irc; take all or one of slack, mattermost."),
    (["good": good], ["--report", "html", "x"], "--report is followed by junit FILE."),
    (["good": good], ["--updat"], "“test” has no option --updat; did you mean --update?"),
  ])
  func `what can't be held ends with 2, and says why`(_ talks: [String: String], _ options: [String], _ why: String)
    throws
  {
    let run = try test(talks, options)
    #expect(run.status == 2)
    #expect((run.lines.joined() + run.errors).contains(why), "\(run.lines) \(run.errors)")
  }

  @Test(arguments: [("ANOTHER", 1), ("second", 1), (".talk", 2)])
  func `only talks with this in their title or file`(_ text: String, _ count: Int) throws {
    let run = try test(["first": Self.good, "second": Self.other], "--only", text)
    #expect(run.status == 0)
    #expect(run.summary.hasPrefix("\(count) talks, 0 failed"), "\(run.summary)")
  }

  @Test(arguments: ["1", "7"])
  func `so many at once`(_ jobs: String) throws {
    let talks = (1...9).map { ("t\($0)", Self.good) }
    let run = try test(Dictionary(uniqueKeysWithValues: talks), "--jobs", jobs)
    #expect(run.status == 0 && run.summary.hasPrefix("9 talks, 0 failed"))
  }

  @Test(arguments: [
    ("slack", "2 talks, 0 failed, 0 skipped"), ("mattermost", "2 talks, 0 failed, 1 skipped"),
    ("all", "4 talks, 0 failed, 1 skipped"),
  ])
  func `everybody is on that messenger, or on each in turn`(_ messenger: String, _ summary: String) throws {
    let stale = "# Only Slack tells the time.\npeople\n  ann  slack\nann > stale > /project list\nann < refused 401\n"
    let run = try test(["good": Self.good, "stale": stale], "--messenger", messenger)
    #expect(run.status == 0)
    #expect(run.summary.hasPrefix(summary), "\(run.summary)")
  }

  @Test func `a report for build servers is written`() throws {
    let file = TemporaryDirectory.path + "/report.xml"
    #expect(try test(["good": Self.good, "wrong": Self.wrong], "--report", "junit", file).status == 1)
    let report = try String(contentsOfFile: file, encoding: .utf8)
    #expect(report.contains("<testsuites tests=\"2\" failures=\"1\" errors=\"0\">"))
    #expect(report.contains("name=\"A good talk.\""))
  }

  @Test func `what came is written into the talk`() throws {
    #expect(try test(["good": Self.good, "wrong": Self.wrong], "--update").status == 1)
    let text = try String(contentsOfFile: TemporaryDirectory.path + "/wrong.talk", encoding: .utf8)
    #expect(text.contains("ann < There is no group “Apollo” that you can see."))
    #expect(try String(contentsOfFile: TemporaryDirectory.path + "/good.talk", encoding: .utf8) == Self.good)
    #expect(try test([:]).status == 0)
  }

  @Test func `what came is written into the file that has the line`() throws {
    let part = TemporaryDirectory.path + "/crew.part"
    try "people\n  ann  slack\nann > /project create Apollo\nann < Something else.\n".write(
      toFile: part, atomically: true, encoding: .utf8)
    let talk = "# One.\ninclude crew.part\nann > /project archive Apollo\nann < done\n"
    #expect(try test(["one": talk], "--update").status == 1)
    let text = try String(contentsOfFile: part, encoding: .utf8)
    #expect(text.contains("\nann < The public project Apollo is yours. "))
    #expect(try String(contentsOfFile: TemporaryDirectory.path + "/one.talk", encoding: .utf8) == talk)
    #expect(try test([:]).status == 0)
  }

  @Test func `talks are held in a database as well`() async throws {
    let space = try await PostgresServer.ownSpace()
    let run = try test(["good": Self.good, "other": Self.other], "--store", space)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.summary.hasPrefix("2 talks, 0 failed, 0 skipped, "))
  }

  @Test func `a company's own rules are expected like those of the table, and missed`() throws {
    let configuration = TemporaryDirectory.path + "/own-config"
    try FileManager.default.copyItem(atPath: Rehearsal.configuration, toPath: configuration)
    try FileManager.default.removeItem(atPath: configuration + "/talks")
    let policy = try String(contentsOfFile: configuration + "/policy.yaml", encoding: .utf8)
    func rule(_ row: String, _ action: String) -> String {
      """
        - row: \(row)
          action: \(action)
          kind: project
          privacy: any
          archived: no
          allow: [admin-mode]
          forbid:
            only-admin-mode: [owner]
          deny:
            only-owner: [moderator, member, requester, invited, banned, none, externals]

      """
    }
    try policy.replacing("\nrules:\n", with: "\nrules:\n" + rule("own-1", "archive") + rule("own-2", "dates")).write(
      toFile: configuration + "/policy.yaml", atomically: true, encoding: .utf8)
    let talk = Self.good + "ann > /project archive Apollo\nann < denied own-1\n"
    let run = try test(["own": talk], ["--coverage"], under: configuration)
    #expect(run.status == 0, "\(run.lines) \(run.errors)")
    let missing = try #require(run.lines.first { $0.hasPrefix("No talk touches") && $0.contains(" rows of the") })
    #expect(missing.hasSuffix(", own-2"))
  }

  @Test func `what no talk touches is told, and why none can`() throws {
    let run = try test(["good": Self.good], "--coverage")
    #expect(run.status == 0)
    let missing = try #require(run.lines.first { $0.hasPrefix("No talk touches") && $0.contains(" rows of the") })
    #expect(missing.contains(" G12,") && !missing.contains(" G1,") && !missing.contains(" T3,"))
    #expect(run.lines.contains("No talk can touch the rows X4: no command forbids to invite guests yet."))
    #expect(run.lines.contains { $0.hasPrefix("No talk touches") && $0.contains(" refusals: ") })
  }
}
