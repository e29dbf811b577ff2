import CommandLanguage
import Testing

@testable import Commands

/// How a command is found by its root and its verb.
struct CommandLineTests {
  private static let verbs = VerbTable([
    Usage(.groups, "archive", .group, examples: []),
    Usage(.groups, "step-down", .group, examples: []),
    Usage(.named("muster"), "me", examples: []),
    Usage(.named("muster"), "me timezone", .text("zone", maximum: 60), examples: []),
    Usage(.named("task"), "stage", .text("task", maximum: 200), .text("stage", maximum: 100).after(.to), examples: []),
    Usage(.named("task"), "stage add", .text("stage", maximum: 100), .group.after(.in), examples: []),
    Usage(.named("post"), "", .text("text", maximum: 4_000), .group.after(.in), examples: []),
    Usage(.named("post"), "list", .group, examples: []),
    Usage(.every, "undo", examples: []),
  ])

  @Test(arguments: [
    ("/project archive Apollo", "project", "archive", "Apollo"),
    ("/PROJECT Archive Apollo", "project", "archive", "Apollo"),
    ("!workgroup archive Apollo", "workgroup", "archive", "Apollo"),
    ("project archive Apollo", "project", "archive", "Apollo"),
    ("/muster project archive Apollo", "project", "archive", "Apollo"),
    ("/muster /group archive Apollo", "group", "archive", "Apollo"),
    ("@muster project archive Apollo", "project", "archive", "Apollo"),
    ("@Muster: collab archive Apollo", "collab", "archive", "Apollo"),
    ("@muster /muster project archive Apollo", "project", "archive", "Apollo"),
    ("/muster me", "muster", "me", ""),
    ("@muster me", "muster", "me", ""),
    ("/muster me timezone Europe/Berlin", "muster", "me timezone", "Europe/Berlin"),
    ("/task stage Write to done", "task", "stage", "Write to done"),
    ("/task stage add Review in Apollo", "task", "stage add", "Review in Apollo"),
    ("/post Hello in Apollo", "post", "", "Hello in Apollo"),
    ("/muster post list Apollo", "post", "list", "Apollo"),
    ("/project undo", "project", "undo", ""),
    ("undo", "muster", "undo", ""),
    ("/post", "post", "", ""),
  ])
  func finds(_ text: String, _ root: String, _ verb: String, _ rest: String) throws {
    let line = try CommandLine.read(Word.words(of: [.text(text)]), in: Self.verbs)
    #expect(line.root == root)
    #expect(line.index.map { Self.verbs.usages[$0].verb } == verb)
    #expect(line.words.map(\.text).joined(separator: " ") == rest)
  }

  @Test func `a mention of the bot stands before a command`() throws {
    let words = Word.words(of: [.mention(user: "B1", handle: "muster"), .text(" project archive Apollo")])
    let line = try CommandLine.read(words, in: Self.verbs)
    #expect(line.root == "project")
    #expect(line.words.map(\.text) == ["Apollo"])
  }

  @Test(arguments: ["/project", "/muster", "@muster", "/task"])
  func `a root alone asks for help`(_ text: String) throws {
    let line = try CommandLine.read(Word.words(of: [.text(text)]), in: Self.verbs)
    #expect(line.index == nil)
  }

  @Test(arguments: [
    ("/", UsageError.empty),
    ("", .empty),
    ("/projct archive X", .unknownRoot("/projct", suggestion: "/project")),
    ("/archive Apollo", .unknownRoot("/archive", suggestion: "/project archive")),
    ("/me", .unknownRoot("/me", suggestion: "/muster me")),
    ("/dance", .unknownRoot("/dance", suggestion: nil)),
    ("/project archve X", .unknownVerb("archve", root: "project", suggestions: ["/project archive"])),
    ("/muster me timezon X", .unknownVerb("me timezon", root: "muster", suggestions: ["/muster me timezone"])),
    ("/muster me tz", .unknownVerb("me tz", root: "muster", suggestions: ["/muster me timezone"])),
    ("/muster dance", .unknownVerb("dance", root: "muster", suggestions: [])),
    ("/muster projct list", .unknownVerb("projct", root: "muster", suggestions: ["/muster project"])),
    // A verb of another root.
    ("/project me", .unknownVerb("me", root: "project", suggestions: ["/muster me"])),
    ("/muster archive X", .unknownVerb("archive", root: "muster", suggestions: ["/project archive"])),
    ("/task archive X", .unknownVerb("archive", root: "task", suggestions: ["/project archive"])),
  ])
  func `says what was meant`(_ text: String, _ error: UsageError) {
    #expect(throws: error) { try CommandLine.read(Word.words(of: [.text(text)]), in: Self.verbs) }
  }
}
