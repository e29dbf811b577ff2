import Commands
import Domain
import Engine
import Foundation
import Testing

@testable import Messengers

struct MattermostReplyTests {
  let mattermost: Mattermost

  init() throws { mattermost = try MattermostTests.mattermost() }

  @Test(arguments: hostileTexts)
  func `another reader finds in the JSON what was written`(_ text: String) throws {
    for (audience, type) in [(Reply.Audience.sender, "ephemeral"), (.room, "in_channel")] {
      let body = mattermost.compose(.saying(text, to: audience))
      let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
      #expect(object?.count == 3)
      #expect(object?["text"] as? String == text)
      #expect(object?["response_type"] as? String == type)
      #expect(object?["skip_slack_parsing"] as? Bool == true)
      let overheard = mattermost.compose(.saying(text, to: audience, in: .overheard))
      let comment = try JSONSerialization.jsonObject(with: Data(overheard)) as? [String: String]
      #expect(comment == ["text": text, "response_type": "comment"])
    }
  }

  @Test(arguments: ["slash-simple", "outgoing-form"])
  func `an answer has the form of the recorded one`(_ name: String) throws {
    let recorded = try JSONSerialization.jsonObject(with: Data(Recording.bytes("mattermost/\(name).reply.json")))
    var expected = try #require(recorded as? NSDictionary as? [String: NSObject])
    expected["username"] = nil
    let text = try #require(expected["text"] as? String)
    let body = mattermost.compose(.saying(text, to: .room, in: name == "slash-simple" ? .ops : .overheard))
    #expect(try JSONSerialization.jsonObject(with: Data(body)) as? NSDictionary == expected as NSDictionary)
  }

  @Test func `a late reply goes where the recorded one goes`() {
    let recording = Recording("mattermost/out-response-url.http")
    let request = mattermost.post(
      .to("https://chat.example.com/hooks/commands/i11f6nnfgfyk8eg56x9omc6dpa", recording.body))
    #expect(request.method == "POST")
    #expect(request.target == "https://chat.example.com" + recording.first[1])
    for name in ["accept", "content-type"] { #expect(request.header(name) == recording.request.header(name)) }
    #expect(request.body == recording.body)
  }

  @Test(arguments: [
    ("out-response-url", Verdict.taken), ("out-response-url-expired", .failed(reason: "HTTP 404")),
    ("out-response-url-used-up", .failed(reason: "HTTP 400")), ("out-ratelimited", .again(after: .seconds(1))),
  ])
  func `a recorded answer tells what becomes of a post`(_ name: String, _ verdict: Verdict) {
    let answer = Recording("mattermost/\(name).reply.http").response
    #expect(mattermost.verdict(on: answer, to: .to("https://chat.example.com/x", [])) == verdict)
  }

  @Test func `a fault of the server is no end`() {
    let parcel = Parcel.to("https://chat.example.com/x", [])
    #expect(mattermost.verdict(on: WebResponse(status: 502), to: parcel) == .again(after: nil))
    let limited = WebResponse(status: 429, headers: [WebHeader("retry-after", "9")])
    #expect(mattermost.verdict(on: limited, to: parcel) == .again(after: .seconds(9)))
  }

  // MARK: - Markup

  @Test(arguments: [
    ("Apollo", "Apollo"), ("*b* _i_ `c`", #"\*b\* \_i\_ \`c\`"#), ("\\*", "\\\\\\*"), ("a\\", #"a\\"#),
    ("[x](https://e)", "\\[x\\](https:\u{2060}//e)"),
    ("www.e.com WWW2.e.com w.e www.", "www.\u{2060}e.com WWW2.\u{2060}e.com w.e www."),
    ("@channel", "@\u{2060}channel"), ("@ all", "@ all"),
    ("~town", "~\u{2060}town"), ("~~s~~", "~\u{2060}~\u{2060}s~\u{2060}~"), ("<!channel>", "\u{FF1C}!channel>"),
    ("&lt;", "&\u{2060}lt;"), ("#tag", "\\#\u{2060}tag"), ("# H", "\\# H"), ("> q", "\u{2060}> q"), ("a > b", "a > b"),
    ("- i", "\u{2060}- i"), ("a - b", "a - b"), ("1. x", #"1\. x"#), ("v1.2", "v1.2"), ("12) x", #"12\) x"#),
    ("a\n- b", "a\n\u{2060}- b"), ("a\n===", "a\n\u{2060}==="), ("    code", "\u{2060}    code"), ("a|b", #"a\|b"#),
    (":smile:", ":\u{2060}smile:"), ("a\u{202E}b\u{0}", "ab"), ("", ""),
  ])
  func `a text from outside is shown as it is`(_ text: String, _ written: String) {
    #expect(mattermost.markup.plain(text) == written)
  }

  @Test(arguments: hostileTexts)
  func `no text from outside can format, mention or link`(_ text: String) {
    let written = Array(mattermost.markup.plain(text).unicodeScalars)
    var isEscaped = false
    for (index, scalar) in written.enumerated() {
      let next = index + 1 < written.count ? written[index + 1] : nil
      if "*_`[]|#".unicodeScalars.contains(scalar) { #expect(isEscaped) }
      if scalar == "<" { Issue.record("< is left") }
      if "@~:&".unicodeScalars.contains(scalar) {
        #expect(next.map { $0 == "\u{2060}" || $0.properties.isWhitespace } ?? true)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    #expect(!isEscaped)
    for line in String(String.UnicodeScalarView(written)).split(separator: "\n") {
      #expect(line.first.map { " >+-=".contains($0) } != true)
    }
  }

  @Test(arguments: [
    ("/project list", "`/project list`"), ("a`b", "`` a`b ``"), ("``` x", "```` ``` x ````"), ("`", "`` ` ``"),
    ("a\nb", "`a b`"), ("a *b* <x> @here", "`a *b* <x> @here`"), ("", ""),
  ])
  func `what is to be typed stays in its backticks`(_ text: String, _ written: String) {
    #expect(mattermost.markup.code(text) == written)
  }

  @Test(arguments: [
    ("chat", "ann", "@ann"), ("chat", "carla.x", "@carla.x"), ("other", "ann", "@\u{2060}ann"),
    ("chat", "here", "@\u{2060}here"), ("chat", "all", "@\u{2060}all"), ("chat", "a b", "@\u{2060}a b"),
    ("chat", "", "chat:\u{2060}u"), ("other", "a_b", "@\u{2060}a\\_b"),
  ])
  func `people of this connection are mentioned, others named`(
    _ connection: String, _ handle: String, _ written: String
  ) {
    let person = Person(
      key: PersonKey("p"), name: "Ann *B*", handle: handle, account: Account(connection: connection, user: "u"))
    #expect(mattermost.markup.mention(person) == written)
  }
}
