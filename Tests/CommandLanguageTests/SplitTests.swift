import Testing

@testable import CommandLanguage

/// How the words after a verb are told apart.
struct SplitTests {
  static let invite = Usage(
    .groups, "invite", .people, .group.after(.to), options: [.text("message", "T")], examples: [])
  static let copy = Usage(
    .groups, "copy", .group, .text("name", maximum: 100).after(.as), options: [.choice("with", ["tasks"])], examples: []
  )
  static let transfer = Usage(.groups, "transfer", .group, .person.after(.to), examples: [])
  static let privacy = Usage(
    .groups, "privacy", .group, .choice("level", ["public", "private", "hidden"]).after(.to), examples: [])
  static let rename = Usage(
    .named("task"), "stage rename", .text("stage", maximum: 100), .text("name", maximum: 100).after(.as),
    .group.after(.in), examples: [])
  static let file = Usage(
    .named("file"), "share", .word("url", maximum: 2_000), .text("name", maximum: 100).after(.as).optional,
    .group.after(.in), examples: [])
  static let can = Usage(.every, "can", .person, .word("action", maximum: 40), .group, examples: [])
  static let replay = Usage(.named("admin"), "replay", .text("span", maximum: 40).after(.since), examples: [])
  static let list = Usage(.groups, "list", .text("text", maximum: 100).optional, options: [.page], examples: [])

  @Test(arguments: [
    (invite, "@ann @bob to Site relaunch", ["/project invite @ann @bob to \"Site relaunch\""]),
    (invite, "@ann, @bob to Back to school", ["/project invite @ann, @bob to \"Back to school\""]),
    (invite, "ann TO Apollo", ["/project invite ann to Apollo"]),
    // Who has an @ is told from the group without the little word, or with another.
    (invite, "@ann @bob Site relaunch", ["/project invite @ann @bob to \"Site relaunch\""]),
    (invite, "@ann in Site relaunch", ["/project invite @ann to \"Site relaunch\""]),
    (invite, "@ann \"in\"", ["/project invite @ann to \"in\""]),
    // And whichever of them comes first.
    (invite, "Site relaunch @ann @bob", ["/project invite @ann @bob to \"Site relaunch\""]),
    (invite, "Apollo for @ann, @bob", ["/project invite @ann, @bob to Apollo"]),
    (transfer, "@ann Site relaunch", ["/project transfer \"Site relaunch\" to @ann"]),
    (transfer, "Back to school @ann", ["/project transfer \"Back to school\" to @ann"]),
    (transfer, "Apollo for @ann", ["/project transfer Apollo to @ann"]),
    (copy, "Apollo as Artemis", ["/project copy Apollo as Artemis"]),
    (
      copy, "Back as before as Road",
      ["/project copy \"Back as before\" as Road", "/project copy Back as \"before as Road\""]
    ),
    (copy, "\"Back as before\" as Road", ["/project copy \"Back as before\" as Road"]),
    (copy, "Back «as» before as Road", ["/project copy \"Back as before\" as Road"]),
    (transfer, "Back to school to @ann", ["/project transfer \"Back to school\" to @ann"]),
    (privacy, "Back to school to HIDDEN", ["/project privacy \"Back to school\" to HIDDEN"]),
    // So is what one can choose.
    (privacy, "Back to school hidden", ["/project privacy \"Back to school\" to hidden"]),
    (privacy, "Site as hidden", ["/project privacy Site to hidden"]),
    (privacy, "Back to to hidden", ["/project privacy \"Back to\" to hidden"]),
    (
      rename, "to do as in work in Apollo",
      [
        "/project stage rename \"to do\" as \"in work\" in Apollo"
      ]
    ),
    (file, "https://a.b/c in Apollo", ["/project share https://a.b/c in Apollo"]),
    (file, "https://a.b/c as The plan in Apollo", ["/project share https://a.b/c as \"The plan\" in Apollo"]),
    (can, "@ann archive Site relaunch", ["/project can @ann archive \"Site relaunch\""]),
    (replay, "since 1h", ["/project replay since 1h"]),
    (replay, "1h", ["/project replay since 1h"]),
    (list, "", ["/project list"]),
    (list, "to do", ["/project list \"to do\""]),
  ])
  func reads(_ usage: Usage, _ text: String, _ lines: [String]) throws {
    let splits = try Split.all(of: Word.words(of: [.text(text)]), of: usage, under: "project")
    #expect(splits.map { $0.line(of: usage, under: "project") } == lines)
  }

  @Test(arguments: [
    (invite, "", "people"), (invite, "to Apollo", "people"), (invite, "@ann", "group"), (invite, "@ann to", "group"),
    (invite, "@ann in", "group"), (invite, "@ann Apollo @bob", "group"), (invite, "ann Apollo", "group"),

    (copy, "", "group"), (copy, "Apollo", "name"), (copy, "as Artemis", "group"),
    (copy, "Apollo as", "name"), (transfer, "Apollo", "person"), (transfer, "Apollo to", "person"),
    (file, "https://a.b as in Apollo", "name"), (can, "@ann archive", "group"), (can, "@ann", "action"),
    (replay, "", "span"), (replay, "since", "span"),
  ])
  func `asks for what is missing`(_ usage: Usage, _ text: String, _ label: String) {
    let error = #expect(throws: UsageError.self) {
      try Split.all(of: Word.words(of: [.text(text)]), of: usage, under: "project")
    }
    #expect(error == .missing(label: label, root: "project", usage: usage.line(under: "project")))
  }

  @Test(arguments: [
    (transfer, "Apollo to @ann @bob", "too-much"), (privacy, "Apollo to secret", "not-a-choice"),
    (privacy, "Back to school to secret", "not-a-choice"),
    (Usage(.groups, "x", examples: []), "what", "too-much"),
    (invite, String(repeating: "@a ", count: 51) + "to Apollo", "too-many-people"),
  ])
  func refuses(_ usage: Usage, _ text: String, _ code: String) {
    let error = #expect(throws: UsageError.self) {
      try Split.all(of: Word.words(of: [.text(text)]), of: usage, under: "project")
    }
    #expect(error?.code == code)
  }

  @Test func `an option's value runs to the next option or the end, unless it is joined to the name`() throws {
    let usage = Usage(
      .groups, "create", .text("name", maximum: 100),
      options: [.date("until"), .person("owner"), .people("invite"), .text("description", "T"), .flag("force")],
      examples: [])
    let words = Word.words(of: [
      .text("until:2026-12-31 Moon --force landing --description=“a  b” Note: see https://x.y owner:"),
      .mention(user: "U1", handle: "ann"), .text(" --invite "), .mention(user: "U2", handle: "bob"), .text(", @carl"),
    ])
    var (options, rest) = try GivenOptions.take(from: words, of: usage, under: "project")
    #expect(rest.map(\.text) == ["Moon", "landing", "Note:", "see", "https://x.y"])
    #expect(options.line == " --until 2026-12-31 --force --description \"a  b\" --owner @ann --invite @bob , @carl")
    #expect(try options.flag("force"))
    var arguments = Arguments(
      try Split.all(of: rest, of: usage, under: "project")[0], options, of: usage, under: "project")
    #expect(try arguments.text("name") == "Moon landing Note: see https://x.y")
    #expect(try arguments.date(of: "until") == DateText("2026-12-31"))
    #expect(try arguments.person(of: "owner") == PersonName(handle: "ann", user: "U1"))
    #expect(
      try arguments.people(of: "invite") == [PersonName(handle: "bob", user: "U2"), PersonName(handle: "carl")])
    #expect(try arguments.text(of: "description", maximum: 10) == "a  b")
    try arguments.finish()
  }

  @Test(arguments: [
    ("@ann and @bob", ["ann", "bob"]), ("@ann, @bob, und @carl", ["ann", "bob", "carl"]),
    ("ann AND bob", ["ann", "bob"]), ("@ann @and @bob", ["ann", "and", "bob"]), ("@ann and", ["ann", "and"]),
    ("and @ann", ["and", "ann"]), ("@ann \"and\" @bob", ["ann", "and", "bob"]),
  ])
  func `what joins people is nobody's handle`(_ text: String, _ handles: [String]) {
    #expect(Word.words(of: [.text(text)]).names.map(\.handle) == handles)
  }

  @Test func `the worst text has few readings`() throws {
    let words = Word.words(of: [.text(String(repeating: "as in x ", count: 300))])
    #expect(try Split.all(of: words, of: Self.rename, under: "task").count <= Split.maximum)
  }
}
