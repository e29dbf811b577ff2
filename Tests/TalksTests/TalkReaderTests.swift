import Configuration
import Domain
import Foundation
import Permissions
import Testing

@testable import Talks

/// What is wrong in a talk, and where.
struct TalkReaderTests {
  private static let people = "# A title.\npeople\n  ann  slack\n  bob  mattermost\n"

  @Test(arguments: [
    ("annn > /project list", "5:1: \"annn\" is nobody in this talk; did you mean \"ann\"?"),
    ("clcok +3d", "5:1: \"clcok\" is nobody in this talk; did you mean \"clock\"?"),
    ("clock +3y", "5:7: a time that passes is written +90s, +31m, +2h, +3d or +1w"),
    ("clock 2026-02-31 09:00", "5:7: a time is written 2026-11-23 09:00, with a zone such as Europe/Berlin behind it"),
    ("clock 2026-11-23 09:00 Europe/Berln", "5:24: \"Europe/Berln\" is no time zone; did you mean \"Europe/Berlin\"?"),
    ("ann < done", "5:5: ann has said nothing yet"),
    ("ann > twise > /project list", "5:7: \"twise\" is no fault of a delivery; did you mean \"twice\"?"),
    ("ann > /muster me link {code bbo}", "5:7: \"bbo\" is nobody in this talk; did you mean \"bob\"?"),
    ("ann > /muster me link {code bob}", "5:7: bob has said nothing yet"),
    ("ann says hello", "5:5: after a name comes `>`, `<`, `in #room >`, `hears` or `presses`, not \"says\""),
    ("ann > hello", "5:7: Slack brings slash commands alone: begin with `/`"),
    ("bob > stale > /project list", "5:15: requests of mattermost don't tell when they were made, so none is stale"),
    (
      "ann > /project list\nann < denied Q",
      "6:7: `denied` is followed by a row of the permission table, such as G12 or own-1"
    ),
    ("ann > /project list\nann < refused", "6:7: `refused` is followed by the status of the HTTP answer, such as 401"),
    ("ann > late > /project list", "5:7: nothing is said after this, so it is never delivered"),
    (
      "ann > late > /project list\nann < done",
      "6:5: what ann said last is delivered after the next line, and has no answer yet"
    ),
    ("state group Apollo archived yes", "5:13: after this comes a colon"),
    ("state group Apollo: archved yes", "5:21: \"archved\" is no fact of a group; did you mean \"archived\"?"),
    ("state group Apollo: archived maybe", "5:30: this is one of yes, no, not \"maybe\""),
    ("state group Apollo: owner bobb", "5:27: \"bobb\" is nobody in this talk; did you mean \"bob\"?"),
    ("state group Apollo: until soon", "5:27: a day is written 2026-12-31, or none"),
    ("log Apollo: archivd ×1", "5:13: \"archivd\" is no entry of the log; did you mean \"archived\"?"),
    ("log Apollo: archived", "5:21: how often? Write ×1"),
    ("messenger slak down", "5:11: nobody here is on \"slak\"; did you mean \"slack\"?"),
    ("messenger slack donw", "5:17: a messenger is `down`, `up` or `429 30s`, not \"donw\"; did you mean \"down\"?"),
    ("#ops <", "5:7: what does #ops read? Write a text, or `nothing`"),
    ("#comment", "5:1: a comment is `#` and a blank; what a room reads is `#room <` and a text"),
    ("| more", "5:1: a line with `|` goes on with a text after `<` or `hears`"),
    ("restart\n  cyd  slack", "6:1: an indented line belongs below `people`"),
    ("include common.part", "5:9: \"common.part\" can't be read: it does not exist"),
    ("include a.talk", "5:9: \"a.talk\" includes itself"),
    ("restart now", "5:9: \"now\" is more than this line takes"),
    (
      "ann > /project list\nann < denied G99",
      "6:7: `denied` is followed by a row of the permission table, such as G12 or own-1; did you mean \"G9\"?"
    ),
    (
      "ann > /project list\nann < error unknown-vreb",
      "6:7: there is no error \"unknown-vreb\"; did you mean \"unknown-verb\"?"
    ),
    ("ann > /project list\nann < Nothing.\n\n| more", "8:1: a line with `|` goes on with a text after `<` or `hears`"),
    (
      "ann > /project list\nann < Nothing.\n# why\n| more",
      "8:1: a line with `|` goes on with a text after `<` or `hears`"
    ),
    ("state task \"Lander\" (2): status completed", "5:12: a task is named by its title alone, without a number"),
    (
      "state task \"Lander\": status complete",
      "5:29: this is one of pending, in-progress, awaiting-control, completed, deferred, not \"complete\";"
        + " did you mean \"completed\"?"
    ),
    ("state task \"Lander\": due ab12-zz-99", "5:26: a day is written 2026-12-31, or none"),
    ("state group Apollo: until 2026-02-30", "5:27: a day is written 2026-12-31, or none"),
    ("log Apollo: dates-se ×1", "5:13: \"dates-se\" is no entry of the log; did you mean \"dates-set\"?"),
  ])
  func `a mistake has its place and what is meant`(_ lines: String, _ problem: String) {
    let text = Self.people + lines
    #expect(Self.problems(in: text).first == "a.talk:\(problem)")
  }

  @Test func `all mistakes of a file are told at once`() {
    let text = "people\n  ann  slak\n  bob  slack, amin\nbobb > hi\nclock now\nlog X: y ×1\n"
    #expect(
      Self.problems(in: text).map { $0.prefix { $0 != " " } } == [
        "a.talk:2:8:", "a.talk:3:15:", "a.talk:4:1:", "a.talk:5:7:", "a.talk:6:8:",
      ])
  }

  @Test func `a text that reads like an outcome is written in quotes`() throws {
    let talk = try Rehearsal.talk(Self.people + "ann > /project list\nann < \"done\"\nann < done\n")
    #expect(talk.steps.count == 3)
    #expect(talk.title == "A title.")
    #expect(talk.people.map(\.name) == ["ann", "bob"])
  }

  @Test func `a language is one in which there are texts`() {
    let text = "people\n  ann  slack, language dee\n  bob  slack, language\n"
    #expect(
      Self.problems(in: text) == [
        "a.talk:2:24: \"dee\" is none of the languages de, en; did you mean \"de\"?",
        "a.talk:3:23: which language? Write one of de, en",
      ])
  }

  @Test(arguments: ["denied own-1", "denied own-12", "denied can", "nothing", "error time-zone"])
  func `an answer can be`(_ outcome: String) throws {
    let talk = try Rehearsal.talk(Self.people + "ann > /project list\nann < \(outcome)\n")
    guard case .answer(_, .outcome(let pattern)) = talk.steps[1].action else {
      Issue.record("\(outcome) is read as a text")
      return
    }
    #expect(pattern.matches(outcome) && !pattern.matches("done"))
  }

  @Test func `the error codes are those that there are`() throws {
    func codes(_ file: String, _ pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
      let text = try String(contentsOf: Rehearsal.root.appending(path: "Sources/\(file)"), encoding: .utf8)
      return Set(text.matches(of: pattern).map { String($0.output.1) })
    }
    let refusals = try codes("Commands/Command.swift", /\.error\(code: "([a-z-]+)"\)/)
      .union(codes("Commands/Oneself/LinkRefusal.swift", /\.error\(code: "([a-z-]+)"\)/))
    let usage = try codes("CommandLanguage/UsageError.swift", /case \.[a-zA-Z]+: "([a-z-]+)"/)
    let asking: Set = ["missing", "missing-value"]
    #expect(usage.isSuperset(of: asking))
    #expect(Set(ErrorCode.all) == refusals.union(usage).subtracting(asking).union(["stranger"]))
  }

  @Test func `every entry of a log has a name of its own, which the page on talks tells`() throws {
    let page = try String(contentsOf: Rehearsal.root.appending(path: "docs/talks.md"), encoding: .utf8)
    let entries = Action.allCases.compactMap(\.logEntry)
    #expect(Set(entries).count == entries.count)
    for entry in entries { #expect(page.contains("`\(entry)`"), "docs/talks.md doesn't name \(entry)") }
    #expect(
      Action.allCases.filter { $0.logEntry == nil && $0.needsGroup }.map(\.rawValue) == [
        "list", "list-archived", "show", "members", "pending", "see-settings", "read-posts", "see-tasks",
        "see-own-task", "see-files", "progress", "log", "pin", "unpin", "follow", "mute",
      ])
  }

  @Test func `lines may end as Windows ends them`() throws {
    let text = (Self.people + "ann > /project list\nann < No projects.\n| More.\n").replacing("\n", with: "\r\n")
    let talk = try Rehearsal.talk(text)
    #expect(talk.title == "A title.")
    #expect(talk.people.map(\.name) == ["ann", "bob"])
    #expect(talk.steps.map(\.source) == ["ann > /project list", "ann < No projects.\n| More."])
    let mistake = Self.problems(in: text.replacing("ann >", with: "annn >"))
    #expect(mistake.first == "a.talk:5:1: \"annn\" is nobody in this talk; did you mean \"ann\"?")
  }

  @Test func `a press comes after a late line as speech does`() throws {
    let talk = try Rehearsal.talk(
      Self.people + "ann > /project delete Apollo\nbob > late > /project list\nann presses Yes\nbob < done\n")
    #expect(talk.steps.count == 4)
  }

  @Test func `what is included is held as if it stood there, from beside the file that includes it`() throws {
    let parts = [
      "parts/crew.part": "people\n  ann  slack\ninclude more/start.part\n",
      "parts/more/start.part": "ann > /project create Apollo\n",
    ]
    let talk = try Rehearsal.talk("# x\ninclude parts/crew.part\nann < done\n", including: parts)
    #expect(talk.people.map(\.name) == ["ann"])
    #expect(
      talk.steps.map { "\($0.place) \($0.source)" } == [
        "parts/more/start.part:1:1 ann > /project create Apollo", "a.talk:3:1 ann < done",
      ])
  }

  @Test func `a mistake is told of the included file`() {
    let wrong = ["crew.part": "people\n  ann  slak\n"]
    do throws(ConfigurationError) {
      _ = try Rehearsal.talk("# x\ninclude crew.part\n", including: wrong)
      Issue.record("it was read")
    } catch {
      #expect(
        error.problems.map(\.description) == [
          "crew.part:2:8: \"slak\" is none of the messengers slack, mattermost; did you mean \"slack\"?"
        ])
    }
  }

  private static func problems(in text: String) -> [String] {
    do throws(ConfigurationError) {
      _ = try Rehearsal.talk(text)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }
}
