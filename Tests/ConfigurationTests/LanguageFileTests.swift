import Testing

@testable import Configuration

/// How the files of several languages are held against each other.
struct LanguageFileTests {
  private static let english = """
    greeting: "Hello {name}"
    count: {by: n, one: "{n} thing of {name}", other: "{n} things of {name}"}
    bye:
      now: "Bye"
    """

  private static func problems(_ language: String, _ text: String) throws -> [String] {
    let english = try file("en", english)
    return try file(language, text).problems(measuredBy: english).map(\.description)
  }

  private static func file(_ language: String, _ text: String) throws -> LanguageFile {
    try LanguageFile(language, YAMLFile(bytes: Array(text.utf8), displayName: "\(language).yaml"))
  }

  @Test func `a language that says the same in its own forms is sound`() throws {
    let german = """
      greeting: "{name}, hallo"
      count: {by: n, one: "{n} Ding von {name}", other: "{n} Dinge von {name}"}
      bye: {now: "Tschüss"}
      """
    #expect(try Self.problems("de", german) == [])
    let polish = """
      greeting: "{name}, cześć"
      count: {by: n, one: "{n} {name} a", few: "{n} {name} b", many: "{n} {name} c", other: "{n} {name} d"}
      bye: {now: "Pa"}
      """
    #expect(try Self.problems("pl", polish) == [])
    #expect(try Self.problems("en", Self.english) == [])
  }

  @Test(arguments: [
    ("greeting: \"{name}\"", "bye: {}", "de.yaml:1:1: there is no \"bye.now\", which en.yaml has"),
    (
      "greeting: \"{name}\"\nbye2: \"x\"", "bye: {now: x}",
      "de.yaml:2:1: nobody says \"bye2\": en.yaml has none"
    ),
    ("greeting: \"Hallo\"", "bye: {now: x}", "de.yaml:1:1: \"greeting\" has no {name}, which that of en.yaml has"),
    (
      "greeting: \"{nam} {name}\"", "bye: {now: x}",
      "de.yaml:1:1: nothing fills {nam} of \"greeting\": that of en.yaml has none"
    ),
    (
      "greeting: {by: name, one: \"{name}\", other: \"{name}\"}", "bye: {now: x}",
      "de.yaml:1:1: \"greeting\" depends on {name}, which that of en.yaml doesn't"
    ),
  ])
  func `what is missing, unknown or filled otherwise is told with its place`(
    _ greeting: String, _ bye: String, _ problem: String
  ) throws {
    let text = "\(greeting)\ncount: {by: n, one: \"{n} {name}\", other: \"{n} {name}\"}\n\(bye)"
    #expect(try Self.problems("de", text) == [problem])
  }

  @Test func `each form that the grammar needs is asked for, and no other`() throws {
    let text = """
      greeting: "{name}"
      count: {by: n, one: "{n} {name}", many: "{n} {name}", other: "{n} {name}"}
      bye: {now: x}
      """
    #expect(try Self.problems("de", text) == ["de.yaml:2:1: no number has the form \"many\" of \"count\""])
    #expect(try Self.problems("pl", text) == ["pl.yaml:2:1: \"count\" lacks the form \"few\""])
  }

  @Test func `a directory is read as a whole, and each problem names its file`() throws {
    try Sample.inDirectory { directory in
      for (language, text) in [("en", Self.english), ("de", "greeting: \"{name}\"")] {
        try Sample.write(text, to: "\(directory)\(language).yaml", mode: 0o644)
      }
      try Sample.write("no language", to: "\(directory).hidden.yaml", mode: 0o644)
      try Sample.write("no language", to: "\(directory)README", mode: 0o644)
      #expect(LanguageFiles.languages(in: directory) == ["de", "en"])
      let standard = try Self.file("standard", Self.english)
      let error = #expect(throws: ConfigurationError.self) { try LanguageFiles.read(directory, measuredBy: standard) }
      #expect(error?.problems.map(\.sentence).sorted().first == "there is no \"bye.now\", which standard.yaml has")
      #expect(error?.problems.count == 2)
      try Sample.write(Self.english, to: "\(directory)de.yaml", mode: 0o644)
      #expect(try LanguageFiles.read(directory, measuredBy: standard).keys.sorted() == ["de", "en"])
      #expect(LanguageFiles.languages(in: directory + "nowhere") == [])
    }
  }
}
