import CommandLanguage
import Engine
import Foundation
import TestSupport
import Testing

@testable import Messengers

/// The readers of untrusted bytes: never a trap, and one pass however long the input is.
struct ReaderTests {
  @Test(arguments: [
    ("a=1&b=2", ["1"]), ("a=1&a=2", ["1", "2"]), ("a", [""]), ("a=", [""]), ("&&a=1&", ["1"]), ("b=1", []),
    ("a=b=c", ["b=c"]), ("a=x+y%20z", ["x y z"]), ("%61=1", ["1"]), ("a=%26%3D", ["&="]),
    ("a=gr%C3%BC%C3%9F", ["grüß"]),
    ("a=grüß", ["grüß"]), ("=1", []), ("A=1", []), ("a%3D1", []), ("a=%2B", ["+"]),
  ])
  func `a form gives its fields`(_ text: String, _ values: [String]) throws {
    #expect(try Form(Array(text.utf8)[...]).values("a") == values)
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-1.5e+10", #""a""#, #""\u00e9\n\/\ud83c\udf89""#, "[]", "[1,[2,[3]]]", "{}",
    #" { "a" : [ 1 , "b" , null ] , "c" : { } } "#, #"{"text":"grüß 🎉"}"#,
  ])
  func `JSON is read and written as others do it`(_ text: String) throws {
    let ours = try JSON(reading: Array(text.utf8)).bytes
    let options: JSONSerialization.ReadingOptions = [.fragmentsAllowed]
    let one = try JSONSerialization.jsonObject(with: Data(ours), options: options) as? NSObject
    let other = try JSONSerialization.jsonObject(with: Data(text.utf8), options: options) as? NSObject
    #expect(one == other)
  }

  @Test(arguments: [
    "", " ", "nul", "True", "01", "+1", "1.", ".5", "1e", "--1", "0x1", "NaN", "'a'", #""a"#, #""\x""#, #""\u12g4""#,
    #""\ud83c""#, #""\ud83cx""#, #""\udf89""#, #""\ud83c\u0041""#, "\"\n\"", "[1,]", "[,1]", "[1 2]", "[", "]", "{,}",
    #"{"a"}"#, #"{"a":}"#, #"{a:1}"#, #"{"a":1,}"#, #"{"a":1 "b":2}"#, #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, "1 1",
    "{}x", "\u{FEFF}{}", "/**/1",
  ])
  func `what is no JSON, or could be read in two ways, is refused`(_ text: String) {
    #expect(throws: WebhookError.self) { try JSON(reading: Array(text.utf8)) }
  }

  @Test func `nesting ends at 32 levels`() throws {
    let nested = { (depth: Int) in
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSON(reading: nested(32))
    for depth in [33, 1_000, 100_000] {
      #expect(throws: WebhookError.malformed(reason: "JSON nested too deep")) { try JSON(reading: nested(depth)) }
    }
  }

  @Test(arguments: [
    ("<@U1>", [Piece.text("/b "), .mention(user: "U1", handle: "")]),
    ("<@U1|a&amp;b>x", [.text("/b "), .mention(user: "U1", handle: "a&b"), .text("x")]),
    ("<@U1><@W2>", [.text("/b "), .mention(user: "U1", handle: ""), .mention(user: "W2", handle: "")]),
    ("<@C024BE91L>", [.text("/b <@C024BE91L>")]), ("<@C024BE91L|ops>", [.text("/b <@C024BE91L|ops>")]),
    ("<@B1> <#C1>", [.text("/b <@B1> #C1")]),
    ("&lt;@U1&gt;", [.text("/b <@U1>")]), ("&amp;lt;@U1&amp;gt;", [.text("/b &lt;@U1&gt;")]),
    ("a < b", [.text("/b a < b")]), ("a > b", [.text("/b a > b")]), ("<", [.text("/b <")]), ("<>", [.text("/b <>")]),
    ("< <@U1>", [.text("/b < "), .mention(user: "U1", handle: "")]), ("<@u1>", [.text("/b <@u1>")]),
    ("<@U1 >", [.text("/b <@U1 >")]), ("<@>", [.text("/b <@>")]), ("<#>", [.text("/b <#>")]),
    ("<b>", [.text("/b <b>")]),
    ("<!here>", [.text("/b @here")]), ("<!here|here>", [.text("/b @here")]), ("<!channel>", [.text("/b @channel")]),
    ("<!subteam^S1|@team>", [.text("/b @team")]), ("<!subteam^S1>", [.text("/b @S1")]),
    ("<!date^1^{date}|2026-01-01>", [.text("/b 2026-01-01")]), ("<mailto:a@b.c|a@b.c>", [.text("/b a@b.c")]),
    ("<tel:+491|+49 1>", [.text("/b +491")]), ("<http://x.y|x.y>", [.text("/b http://x.y")]),
    ("<https://x/?a=1&amp;b=&lt;>", [.text("/b https://x/?a=1&b=<")]),
    ("&amp;amp; &quot; &", [.text("/b &amp; &quot; &")]),
    ("", [.text("/b")]), (" ", [.text("/b  ")]),
  ])
  func `Slack's text is split, then unescaped`(_ text: String, _ pieces: [Piece]) {
    #expect(SlackText.pieces(text, after: "/b") == pieces)
  }

  /// A reader that compares texts otherwise can be kept busy by marks without end.
  @Test func `names of a JSON object are compared by their bytes`() throws {
    let object = try JSON(reading: Array("{\"e\u{301}\": \"two\", \"\u{e9}\": \"one\"}".utf8))
    #expect(object.text("\u{e9}") == "one" && object.text("e\u{301}") == "two")
    #expect(throws: WebhookError.self) { try JSON(reading: Array("{\"\u{e9}\": 1, \"\u{e9}\": 2}".utf8)) }
  }

  @Test(arguments: [
    ("@bob", [Piece.mention(user: "1", handle: "bob")]), ("@Bob!", [.mention(user: "1", handle: "Bob"), .text("!")]),
    ("@bob.", [.mention(user: "1", handle: "bob"), .text(".")]), ("@bob-x", [.text("@bob-x")]),
    ("@bob.x", [.mention(user: "2", handle: "bob.x")]),
    ("@bob.x.", [.mention(user: "2", handle: "bob.x"), .text(".")]),
    ("@bob.xy", [.text("@bob.xy")]), ("@bob_", [.mention(user: "3", handle: "bob_")]),
    ("@bob__", [.mention(user: "3", handle: "bob_"), .text("_")]), ("a@bob", [.text("a@bob")]),
    ("é@bob", [.text("é@bob")]), ("“@bob”", [.text("“"), .mention(user: "1", handle: "bob"), .text("”")]),
    ("(@bob)", [.text("("), .mention(user: "1", handle: "bob"), .text(")")]),
    ("@@bob", [.text("@"), .mention(user: "1", handle: "bob")]),
    ("@bob,@bob.x", [.mention(user: "1", handle: "bob"), .text(","), .mention(user: "2", handle: "bob.x")]),
    ("@bob@bob", [.mention(user: "1", handle: "bob"), .text("@bob")]), ("@", [.text("@")]), ("", []),
    ("@eve", [.text("@eve")]), ("@bobé", [.mention(user: "1", handle: "bob"), .text("é")]),
  ])
  func `Mattermost's names become people at the start of a word`(_ text: String, _ pieces: [Piece]) throws {
    let mentions = try MattermostMentions(names: ["bob", "bob.x", "bob_"], ids: ["1", "2", "3"])
    #expect(mentions.pieces(text) == pieces)
  }

  @Test func `random bytes never stop a reader`() throws {
    var numbers = SeededNumbers(state: 3)
    let mentions = try MattermostMentions(names: ["bob", "a.b"], ids: ["1", "2"])
    let alphabets = [
      Array(0...255), Array("%&=+aF0\u{C3}é".utf8), Array("<>@!#|^&lt;gamp;:U1bo.".utf8),
      Array(#"{}[]",:\u0d8tfn1e-. "#.utf8),
    ]
    for index in 0..<Effort.amount(soak: 1_000_000, usual: 20_000, brief: 1_000) {
      let bytes = numbers.bytes(Int.random(in: 0...60, using: &numbers), from: alphabets[index % alphabets.count])
      let text = String(decoding: bytes, as: UTF8.self)
      _ = try? Form(bytes[...])
      _ = try? JSON(reading: bytes)
      _ = SlackText.pieces(text, after: "/b")
      let whole = mentions.pieces(text).map { piece in
        switch piece {
        case .text(let text): text
        case .mention(_, let handle): "@\(handle)"
        }
      }
      #expect(whole.joined() == text)
      _ = ReplyAddress(text)
      _ = SlackMarkup(connection: "c").plain(text)
      _ = MattermostMarkup(connection: "c").plain(text)
    }
  }

  @Test(arguments: [
    "%", "%41", "&", "=", "a=1&", "<", ">", "<>", "<@", "<@U1>", "@", "@.", "@bob", "@bob.", ".", "@a.", "&amp;", "&",
    "[", "{\"",
    "\"", "\\", "`", "*", "_", "|", "^", "<!a^", "https://", "1", "#", "~", "\n", "é", "1.",
  ])
  func `a long body of one thing is read to its end`(_ part: String) throws {
    let size = Effort.amount(soak: 1_048_576, usual: 65_536, brief: 2_048)
    let text = String(repeating: part, count: size / part.utf8.count)
    let bytes = Array(text.utf8)
    _ = try? Form(bytes[...])
    _ = try? Form(Array("text=".utf8) + bytes[...])
    _ = try? JSON(reading: bytes)
    _ = try? JSON(reading: Array("\"".utf8) + bytes + Array("\"".utf8))
    #expect(!SlackText.pieces(text, after: "/b").isEmpty)
    #expect(!(try MattermostMentions(names: ["bob", "a"], ids: ["1", "2"]).pieces(text).isEmpty))
    for markup in [SlackMarkup(connection: "c") as any Markup, MattermostMarkup(connection: "c")] {
      #expect(!markup.plain(text).isEmpty)
      #expect(!markup.code(text).isEmpty)
    }
  }
}
