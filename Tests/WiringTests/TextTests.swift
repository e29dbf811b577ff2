import CommandLanguage
import Commands
import Configuration
import Foundation
import Testing
import Texts

/// Every sentence that the code asks for is there, and every sentence that is there is asked for.
struct TextTests {
  /// Keys that are put together in the code, by their beginning.
  private static let composed = [
    "action.", "become.", "can.", "card.", "convert.", "create.p", "create.hidden", "denied.", "help.", "kind.",
    "label.", "level.", "log.did.", "log.requests.", "mark.", "notice.", "privacy", "role.", "standing.",
    "undo.requests.", "undo.what.", "usage.missing.", "word.",
  ]

  @Test func `no key is missing`() throws {
    let keys = try Self.keys
    for key in Self.phrases(in: try Self.sources) where !key.contains("\\(") {
      #expect(keys.contains(key), "bot-config/texts/en.yaml has no \(key)")
    }
  }

  @Test func `no key is unused`() throws {
    let sources = try Self.sources
    for key in try Self.keys where !sources.contains("\"\(key)\"") {
      #expect(Self.composed.contains { key.hasPrefix($0) }, "nobody says \(key)")
    }
  }

  @Test func `every language says the same, in all the forms that its grammar needs`() throws {
    let languages = try LanguageFiles.read(Shipped.directory + "/texts", portal: "en")
    #expect(languages.keys.sorted() == ["de", "en"])
    #expect(Set(languages.values.map { $0.count }).count == 1)
  }

  @Test func `every language has a word for what stands in capitals in a usage line`() throws {
    let languages = try LanguageFiles.read(Shipped.directory + "/texts", portal: "en")
    var words: Set<String> = []
    for command in CommandCatalog.all {
      let line = command.usage.line(under: "project")
      words.formUnion(line.split(whereSeparator: { !("A"..."Z").contains($0) }).map { $0.lowercased() })
    }
    // Single letters stand for themselves, as in `--tags A,B`.
    let wanted = Set(words.filter { $0.count > 1 }.map { "word.\($0)" })
    #expect(wanted.contains("word.group"))
    for (language, sentences) in languages {
      #expect(Set(sentences.keys.filter { $0.hasPrefix("word.") }) == wanted, "\(language)")
    }
  }

  @Test func `the check finds both`() throws {
    #expect(!(try Self.keys.contains("no.such.key")))
    #expect(Self.phrases(in: "x = Phrase(\n  \"a.b\", [:]) + Phrase(\"c\")") == ["a.b", "c"])
  }

  private static var keys: Set<String> {
    get throws {
      let path = Shipped.directory + "/texts/en.yaml"
      return Set(try SentenceFile.read(path: path, displayName: path).keys)
    }
  }

  /// All sources as one text.
  private static var sources: String {
    get throws {
      let sources = URL(filePath: Shipped.directory).deletingLastPathComponent().appending(path: "Sources")
      let files =
        FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?
        .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
      return try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    }
  }

  /// The keys in `Phrase("…")`.
  private static func phrases(in source: String) -> Set<String> {
    var keys: Set<String> = []
    for part in source.split(separator: "Phrase(").dropFirst() {
      let rest = part.drop { $0.isWhitespace }
      guard rest.first == "\"" else { continue }
      keys.insert(String(rest.dropFirst().prefix { $0 != "\"" }))
    }
    return keys
  }
}
