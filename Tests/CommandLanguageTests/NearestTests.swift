import CommandLanguage
import Testing

/// What is suggested for a word that was mistyped.
struct NearestTests {
  @Test(arguments: [
    ("reply_host", "reply_hosts"),
    ("reply_hsots", "reply_hosts"),
    ("slak", "slack"),
    ("salck", "slack"),
    ("lsack", "slack"),
    ("slackk", "slack"),
    ("slacc", "slack"),
    ("slack", "slack"),
    ("zulp", "zulip"),
    ("zulpi", "zulip"),
  ])
  func suggests(_ word: String, _ meant: String) {
    #expect(["slack", "zulip", "reply_hosts", "reply"].nearest(to: word) == meant)
  }

  @Test(arguments: ["", "discord", "s", "slalom", "kcals", "ab", String(repeating: "a", count: 100_000)])
  func `suggests nothing`(_ word: String) {
    #expect(["slack", "zulip", "", String(repeating: "a", count: 100)].nearest(to: word) == nil)
  }

  @Test func `of equally near words the first is taken`() {
    #expect(["cat", "bat", "at"].nearest(to: "aat") == "cat")
  }

  @Test func `a nearer word wins over an earlier one`() {
    #expect(["archives", "archive"].nearest(to: "archve") == "archive")
  }

  @Test func `letters are compared as people see them`() {
    #expect(["cafe\u{301}"].nearest(to: "caf\u{e9}") == "cafe\u{301}")
  }

  @Test func `counts every kind of edit once`() {
    let edits = ["abcdef": "abcdef", "bacdef": "abcdef", "abcde": "abcdef", "abcdefg": "abcdef", "badcef": "abcdef"]
    for (word, meant) in edits { #expect([meant].nearest(to: word) == meant) }
    #expect(["abcdef"].nearest(to: "badcfe") == nil)
  }
}
