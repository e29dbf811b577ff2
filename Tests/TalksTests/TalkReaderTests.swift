import Configuration
import Domain
import Talks
import Testing

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
      "ann > /project list\nann < denied Q", "6:7: `denied` is followed by a row of the permission table, such as G12"
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
    ("#ops <", "5:7: what does #ops read?"),
    ("#comment", "5:1: a comment is `#` and a blank; what a room reads is `#room <` and a text"),
    ("| more", "5:1: a line with `|` goes on with a text after `<` or `hears`"),
    ("restart\n  cyd  slack", "6:1: an indented line belongs below `people`"),
    ("include common.part", "5:9: \"common.part\" can't be read: it does not exist"),
    ("include a.talk", "5:9: \"a.talk\" includes itself"),
    ("restart now", "5:9: \"now\" is more than this line takes"),
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

  private static func problems(in text: String) -> [String] {
    do throws(ConfigurationError) {
      _ = try Rehearsal.talk(text)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }
}
