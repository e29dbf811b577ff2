import Commands
import Domain
import Engine
import Testing

@testable import Texts

/// How sentences are filled.
struct SentencesTests {
  private static func write(_ sentence: Sentence, _ arguments: [String: Phrase.Argument]) -> String? {
    Sentences(["en": ["key": sentence]], standard: "en", timeZone: "Europe/Berlin", zones: ZoneClocks())?
      .write(Reply(Phrase("key", arguments)), for: nil, with: Marks())
  }

  private static func template(_ text: String) throws -> Template { try Template(text) }

  @Test func `fills placeholders, each in the messenger's way`() throws {
    let ann = Person(key: PersonKey("1"), name: "Ann", handle: "ann", account: Account(connection: "c", user: "U1"))
    let text = Self.write(
      .one(try Self.template("{name} by {who}: `help` or {command}, {list}.")),
      [
        "name": .text("*A*"), "who": .person(ann), "command": .command("/x"),
        "list": .list([.text("a"), .text("b"), .text("c")]),
      ])
    #expect(text == "[*A*][ by ]<U1>[: ]`help`[ or ]`/x`[, ][a], [b], and [c][.]")
  }

  @Test(arguments: [(1, "[one]"), (0, "[other ]0"), (2, "[other ]2")])
  func `chooses the plural form by the number`(_ count: Int, _ text: String) throws {
    let sentence = Sentence.plural(
      by: "n", forms: ["one": try Self.template("one"), "other": try Self.template("other {n}")])
    #expect(Self.write(sentence, ["n": .number(count)]) == text)
  }

  @Test(arguments: [
    (1_795_456_800, "[is ][Montag, 23. November 2026][ at ][19:00][ for ][@a], [@b] und [@c]"),
    (1_796_090_400, "[is ][Dienstag, 1. Dezember 2026][ at ][03:00][ for ][@a], [@b] und [@c]"),
  ])
  func `writes days, times and lists as the reader's language does`(_ seconds: Int64, _ text: String) throws {
    let language: [String: Sentence] = [
      "moment.time": .one(try Self.template("is {day} at {time}")), "key": .one(try Self.template("{when} for {who}")),
    ]
    let sentences = Sentences(
      ["en": language, "de": language], standard: "en", timeZone: "Europe/Berlin", zones: ZoneClocks())
    var reader = Person(key: PersonKey("1"), name: "Ann", handle: "ann", account: Account(connection: "c", user: "U1"))
    reader.language = "de"
    let people = ["@a", "@b", "@c"].map { Phrase.Argument.text($0) }
    let reply = Reply(Phrase("key", ["when": .moment(Moment(seconds: seconds)), "who": .list(people)]))
    #expect(sentences?.write(reply, for: reader, with: Marks()) == text)
  }

  @Test(arguments: [
    (1_795_456_800, nil, "[Monday, November 23, 2026], [19:00] ([Europe/Berlin])"),
    (1_795_456_800, "America/New_York", "[Monday, November 23, 2026], [13:00] ([America/New_York])"),
    (1_795_456_800, "Asia/Kolkata", "[Monday, November 23, 2026], [23:30] ([Asia/Kolkata])"),
    // The first moment of a day in Berlin.
    (1_795_474_800, nil, "[Tuesday, November 24, 2026] ([Europe/Berlin])"),
    (1_795_474_800, "UTC", "[Monday, November 23, 2026], [23:00] ([UTC])"),
  ])
  func `shows a moment on the reader's clock`(_ seconds: Int64, _ zone: String?, _ text: String) throws {
    var reader = Person(key: PersonKey("1"), name: "Ann", handle: "ann", account: Account(connection: "c", user: "U1"))
    reader.timeZone = zone
    let sentences = Sentences(
      [
        "en": [
          "moment.day": .one(try Self.template("{day} ({zone})")),
          "moment.time": .one(try Self.template("{day}, {time} ({zone})")), "key": .one(try Self.template("{when}")),
        ]
      ], standard: "en", timeZone: "Europe/Berlin", zones: ZoneClocks())
    let reply = Reply(Phrase("key", ["when": .moment(Moment(seconds: seconds))]))
    let written = sentences?.write(reply, for: reader, with: Marks())
    #expect(written?.replacing("[, ]", with: ", ").replacing("[ (]", with: " (").replacing("[)]", with: ")") == text)
  }

  @Test(arguments: [
    ("/project copy GROUP as NAME [--with tasks]", "`/project copy GRUPPE as NAME [--with tasks]`"),
    ("/x @GROUP… [--tags A,B]", "`/x @GRUPPE… [--tags A,B]`"), ("", "``"),
  ])
  func `a usage line has the language's words in the place of those in capitals`(_ line: String, _ text: String) throws
  {
    let sentences = Sentences(
      ["de": ["word.group": .one(try Self.template("GRUPPE")), "key": .one(try Self.template("{usage}"))]],
      standard: "de", timeZone: "UTC", zones: ZoneClocks())
    #expect(sentences?.write(Reply(Phrase("key", ["usage": .usage(line)])), for: nil, with: Marks()) == text)
    // What people type in capitals stays.
    let command = Reply(Phrase("key", ["usage": .command("/project archive GROUP")]))
    #expect(sentences?.write(command, for: nil, with: Marks()) == "`/project archive GROUP`")
  }

  @Test(arguments: ["a {b", "a `b", "{}", "``"])
  func `refuses what is not closed or empty`(_ text: String) {
    #expect(throws: Template.Fault.self) { try Template(text) }
  }
}

/// Shows what was written how.
private struct Marks: Markup {
  func plain(_ text: String) -> String { "[\(text)]" }
  func code(_ text: String) -> String { "`\(text)`" }
  func mention(_ person: Person) -> String { "<\(person.account.user)>" }
  func item(_ text: String) -> String { "- \(text)" }
  func label(_ text: String) -> String { text }
}
