import CommandLanguage
import Commands
import Domain
import Engine
import Foundation
import Testing

@testable import Messengers

struct SlackReplyTests {
  let slack: Slack

  init() throws { slack = try SlackTests.slack("secret") }

  @Test func `a late reply is the recorded request, byte for byte`() throws {
    let recording = Recording("slack/out-response-url-delayed.http")
    let text = "\(slack.markup.plain("Done"))" + ": a &amp; b, thanks <@U012AB3CD>"
    let body = slack.compose(.saying(text, to: .room))
    #expect(body == recording.body)
    let parcel = Parcel.to("https://hooks.slack.com/commands/T012AB3C4/1234567890123/aBcDeFgHiJkLmNoPqRsTuVwX", body)
    let request = slack.post(parcel)
    #expect(request.method == "POST")
    #expect(request.target == "https://hooks.slack.com" + recording.first[1])
    #expect(request.header("content-type") == recording.request.header("content-type"))
    #expect(request.body == body)
    #expect(slack.verdict(on: Recording("slack/out-response-url-delayed.reply.http").response, to: parcel) == .taken)
  }

  @Test(arguments: hostileTexts)
  func `another reader finds in the JSON what was written`(_ text: String) throws {
    for (audience, type) in [(Reply.Audience.sender, "ephemeral"), (.room, "in_channel")] {
      let body = slack.compose(.saying(text, to: audience))
      let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
      #expect(object?.count == 3)
      #expect(object?["text"] as? String == text)
      #expect(object?["response_type"] as? String == type)
      #expect(object?["replace_original"] as? Bool == false)
    }
  }

  @Test(arguments: [
    (200, nil, Verdict.taken), (204, nil, .taken), (400, nil, .failed(reason: "HTTP 400")),
    (404, nil, .failed(reason: "HTTP 404")), (410, nil, .failed(reason: "HTTP 410")),
    (302, nil, .failed(reason: "HTTP 302")), (429, "30", .again(after: .seconds(30))), (429, nil, .again(after: nil)),
    (429, "soon", .again(after: nil)), (429, "-5", .again(after: nil)), (429, "+5", .again(after: nil)),
    (429, "9223372036854775807", .again(after: nil)), (429, "999999999", .again(after: .hours(24))),
    (500, nil, .again(after: nil)), (503, "7", .again(after: .seconds(7))),
  ])
  func `an answer tells what becomes of a post`(_ status: Int, _ wait: String?, _ verdict: Verdict) {
    let headers = wait.map { [WebHeader("retry-after", $0)] } ?? []
    let answer = WebResponse(status: status, headers: headers)
    #expect(slack.verdict(on: answer, to: .to("https://hooks.slack.com/x", [])) == verdict)
  }

  // MARK: - Markup

  @Test(arguments: [
    ("Apollo", "Apollo"), ("snake_case 2*3*4 a~b", "snake_case 2*3*4 a~b"), ("*bold*", "∗bold∗"),
    ("_it_ ~s~ `c`", "ˍitˍ ∼s∼ ˋcˋ"), ("```x```", "ˋˋˋxˋˋˋ"), ("＊b＊ ＿i＿ ｀c｀", "∗b∗ ˍiˍ ˋcˋ"),
    ("\u{200B}*\u{200B}b\u{200B}*\u{200B}", "\u{200B}∗\u{200B}b\u{200B}∗\u{200B}"),
    ("<!channel>", "&lt;!channel&gt;"), ("<@U012AB3CD>", "&lt;@\u{2060}U012AB3CD&gt;"),
    ("@here", "@\u{2060}here"), ("@ everyone", "@ everyone"), ("> quoted", "\u{AD}&gt; quoted"),
    ("a > b", "a &gt; b"), ("a\n> b", "a\n\u{AD}&gt; b"), ("  ＞ b", "  \u{AD}＞ b"), ("a\r\n>b", "a\n\u{AD}&gt;b"),
    ("a\u{2028}>b", "a\n\u{AD}&gt;b"), (":smile:", ":\u{2060}smile:"),
    ("<http://evil.example|good>", "&lt;http:\u{2060}//evil.example|good&gt;"),
    ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"),
    ("a\u{202E}b\u{2066}c\u{7}", "abc"), ("", ""), ("\t x", "  x"),
  ])
  func `a text from outside is shown as it is`(_ text: String, _ written: String) {
    #expect(slack.markup.plain(text) == written)
  }

  @Test(arguments: hostileTexts)
  func `no text from outside can format, mention or link`(_ text: String) {
    let written = Array(slack.markup.plain(text).unicodeScalars)
    for (index, scalar) in written.enumerated() {
      let next = index + 1 < written.count ? written[index + 1] : nil
      switch scalar {
      case "<", ">", "`", "\u{FF40}", "\u{FF0A}", "\u{FF3F}": Issue.record("\(scalar) is left")
      case "*", "_", "~":
        #expect(
          index > 0 && written[index - 1].isASCII && written[index - 1].properties.isAlphabetic
            || index > 0 && "0"..."9" ~= written[index - 1])
        #expect(next.map { $0.isASCII && $0.properties.isAlphabetic || "0"..."9" ~= $0 } == true)
      case "@", ":": #expect(next.map { $0 == "\u{2060}" || $0.properties.isWhitespace } ?? true)
      case "&":
        let rest = String(String.UnicodeScalarView(written[index...].prefix(5)))
        #expect(["&amp;", "&lt;", "&gt;"].contains { rest.hasPrefix($0) })
      default: break
      }
    }
    for line in String(String.UnicodeScalarView(written)).split(separator: "\n") {
      #expect(!line.drop(while: \.isWhitespace).hasPrefix("&gt;"))
    }
  }

  @Test(arguments: [
    ("/project unarchive Apollo", "`/project unarchive Apollo`"), ("a`b", "`aˋb`"), ("``` x", "`ˋˋˋ x`"),
    ("a\nb", "`a b`"), ("a *b* <!here> & c", "`a *b* &lt;!here&gt; &amp; c`"), ("", ""), ("｀", "`ˋ`"),
  ])
  func `what is to be typed stays in its backticks`(_ text: String, _ written: String) {
    #expect(slack.markup.code(text) == written)
  }

  @Test(arguments: [
    ("slack", "U012AB3CD", "ann", "<@U012AB3CD>"), ("other", "U012AB3CD", "ann", "@\u{2060}ann"),
    ("other", "U012AB3CD", "here", "@\u{2060}here"), ("slack", "U0> <!here", "ann", "@\u{2060}ann"),
    ("slack", "W012AB3CD", "ann", "<@W012AB3CD>"), ("slack", "C024BE91L", "ops", "@\u{2060}ops"),
    ("slack", "", "ann", "@\u{2060}ann"), ("other", "1", "", "other:\u{2060}1"), ("other", "1", "a_b", "@\u{2060}a_b"),
  ])
  func `people of this connection are mentioned, others named`(
    _ connection: String, _ user: String, _ handle: String, _ written: String
  ) {
    let person = Person(
      key: PersonKey("p"), name: "Ann *B*", handle: handle, account: Account(connection: connection, user: user))
    #expect(slack.markup.mention(person) == written)
  }
}

extension Parcel {
  static func to(_ address: String, _ body: [UInt8]) -> Parcel {
    Parcel(
      key: "k", connection: "c", delivery: "d", address: address, body: body, created: .recorded,
      expires: .recorded + .minutes(30), usesLeft: 5)
  }
}

/// Names that people could give to a group to trick others.
let hostileTexts = [
  "Apollo", "", " ", "*bold*", "_it_", "~s~", "`c`", "``c``", "```c```", "**b**", "***", "* *", "a*b*c", "*a*b*",
  "__init__",
  "<!channel>", "<!here|x>", "<!everyone>", "<!subteam^S0615G0KT>", "<@U012AB3CD>", "<@U012AB3CD|ann>",
  "<#C024BE7LR|x>",
  "<https://evil.example|https://bank.example>", "[bank](https://evil.example)", "![x](https://evil.example/x.png)",
  "[x]: https://evil.example", "<https://evil.example>", "https://evil.example", "www.evil.example", "@channel",
  "@here",
  "@everyone", "@all", "@ann", "x@channel", "(@here)", "~town-square", "#hashtag", "# Heading", "## H", "Heading\n===",
  "Heading\n---", "> quote", ">>> quote", "a\n> b", "a\r>b", "a\u{2028}> b", "a\u{85}> b", "- item", "+ item", "* item",
  "1. item", "2) item", "- [ ] task", "| a | b |\n|---|---|", "    code", "\tcode", "~~~\ncode\n~~~", ":smile:", ":+1:",
  "&lt;!channel&gt;", "&amp;lt;", "&#60;!channel&#62;", "\\", "\\*", "a\\", "\\`", "\"", "\"}{\"text\":\"x",
  "</script>",
  "\u{0}", "\u{1}\u{1F}", "\u{7F}", "\u{202E}evil\u{202C}", "\u{2066}x\u{2069}", "\u{200B}*\u{200B}b\u{200B}*\u{200B}",
  "＊b＊", "＿i＿", "｀c｀", "＞ q", "＜!channel＞", "＠channel", "grüß 🎉", "👩‍👩‍👧‍👦", "e\u{301}", "$x$", "`\n`", "a`", "`a",
  "<", ">", "&", "@", ":", "_", "<!date^1^{date}|x>", "x <!channel", "channel>", "x\u{FEFF}@here", "@\u{2060}here",
]
