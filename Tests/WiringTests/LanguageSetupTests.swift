import Configuration
import Foundation
import TestSupport
import Testing
import Wiring

/// What an operator reads whose languages are not as they should be; the bot doesn't start so.
@Suite(.temporaryDirectory)
struct LanguageSetupTests {
  @Test func `the portal's language is one of those whose files are there`() throws {
    #expect(try Self.problems { _ in } == [])
    #expect(try Self.problems { try Self.edit("\($0)/bot.yaml", "\nlanguage: en", "\nlanguage: de") } == [])
    let unknown = try Self.problems { try Self.edit("\($0)/bot.yaml", "\nlanguage: en", "\nlanguage: dee") }
    #expect(unknown.count == 1)
    #expect(unknown.first?.hasSuffix("\"dee\" is no language; did you mean \"de\"?") == true, "\(unknown)")
  }

  @Test func `a language can be taken away, but not the portal's`() throws {
    #expect(try Self.problems { try FileManager.default.removeItem(atPath: "\($0)/texts/de.yaml") } == [])
    let gone = try Self.problems { try FileManager.default.removeItem(atPath: "\($0)/texts/en.yaml") }
    #expect(gone.contains { $0.contains("\"en\" is no language; ") }, "\(gone)")
    let none = try Self.problems { try FileManager.default.removeItem(atPath: "\($0)/texts") }
    #expect(none.first?.hasSuffix("/texts/en.yaml:1:1: the file can't be read: it does not exist") == true, "\(none)")
  }

  @Test func `a sentence that is missing in one language is told with file and key`() throws {
    let sentence = "unarchive:\n  done: \"{group} ist wieder aktiv, so wie vorher.\"\n"
    let problems = try Self.problems { try Self.edit("\($0)/texts/de.yaml", sentence, "") }
    #expect(problems.count == 1)
    #expect(
      problems.first?.contains("/texts/de.yaml:1:1: there is no \"unarchive.done\", which ") == true, "\(problems)")
  }

  @Test(arguments: [true, false])
  func `a mistake in the English file is told there, whether or not it is the only one`(_ isOnly: Bool) throws {
    let problems = try Self.problems { directory in
      if isOnly { try FileManager.default.removeItem(atPath: "\(directory)/texts/de.yaml") }
      try Self.edit("\(directory)/texts/en.yaml", "\nunarchive:\n", "\nunarchiv:\n")
      try Self.edit("\(directory)/texts/en.yaml", "{group} is archived: ", "{groop} is archived: ")
    }
    #expect(
      problems.map { $0.replacing(/.*\/texts\/(\w+\.yaml):\d+:\d+:/) { "\($0.output.1):" } } == [
        "en.yaml: there is no \"unarchive.done\", which Muster's own en.yaml has",
        "en.yaml: \"archive.done\" has no {group}, which that of Muster's own en.yaml has",
        "en.yaml: nothing fills {groop} of \"archive.done\": that of Muster's own en.yaml has none",
        "en.yaml: nobody says \"unarchiv.done\": Muster's own en.yaml has none; did you mean \"unarchive.done\"?",
      ])
  }

  /// What is wrong with the configuration that ships after a change of it.
  private static func problems(after change: (String) throws -> Void) throws -> [String] {
    let directory = "\(TemporaryDirectory.path)/\(UUID())"
    try FileManager.default.copyItem(atPath: Shipped.directory, toPath: directory)
    try change(directory)
    do throws(ConfigurationError) {
      _ = try Setup.read(directory, secrets: .notNeeded)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  private static func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try #require(text.contains(old))
    try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
  }
}
