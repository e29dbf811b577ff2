import CommandLanguage
import Configuration
import Domain
import Foundation
import Permissions
import Testing
import Texts

@testable import Commands

/// Every sentence that the code asks for is there, and every sentence that is there is asked for.
struct TextTests {
  /// Keys that are put together in the code: their beginning, and each of their ends.
  private static let composed: [(start: String, ends: [String])] = [
    ("action.", Action.allCases.map(\.rawValue)),
    ("become.", (steps + [.invite, .remove, .remind]).map(\.rawValue) + ["restore"]),
    ("can.yes", ["", "-other"]), ("can.no", ["", "-other"]),
    ("convert.done.", plain), ("convert.same.", plain),
    ("create.", privacies), ("denied.", Reason.allCases.filter { $0 != .notVisible }.map(\.rawValue)),
    ("help.", CommandCatalog.all.map { String(HelpEntry.key(of: $0.usage).dropFirst("help.".count)) }),
    ("kind.", kinds), ("kind.a.", kinds), ("kind.new.", kinds), ("kind.plural.", kinds + ["any"]),
    ("label.", slots.map(\.label).filter { !["people", "person"].contains($0) } + limited),
    (
      "level.",
      Level.allCases.map(\.rawValue) + Posters.allCases.map(\.rawValue) + Inviters.allCases.map(\.rawValue)
    ),
    (
      "log.field.",
      ["name", "tags", "kind", "privacy", "from", "until", "inviters", "posters", "task", "tasks", "file"]
    ),
    ("log.did.", changes.map(\.rawValue)), ("log.requests.", ["member", "none"]),
    ("mark.", [Action.pin, .unpin, .follow, .mute].map(\.rawValue) + ["pin-unlisted"]),
    ("members.none.", ["moderator", "assistant", "member", "banned"]),
    ("notice.become.", (steps + [.remove]).map(\.rawValue) + ["restore"]),
    ("notice.requests.", joined),
    ("notice.staff.", [Action.add, .approve, .remove, .promote, .demote].map(\.rawValue) + ["restore"]),
    ("privacy.", privacies), ("privacy.adjective.", privacies), ("privacy.archived.", privacies),
    ("privacy-change.confirm.", ["public", "private"]), ("privacy-change.done.", privacies),
    ("privacy-change.requests.", joined), ("privacy-change.same.", privacies),
    ("role.", both(["owner", "moderator", "member", "banned"])), ("standing.", ["none"] + both(standings)),
    ("undo.requests.", ["member", "none"]), ("undo.what.", final.map(\.rawValue) + ["remove"]),
    ("usage.missing.", slots.filter(\.isRequired).map(\.label) + ["edit", "dates"]),
  ]

  private static let kinds = Kind.allCases.map(\.rawValue)
  private static let plain = [Kind.workgroup, .project].map(\.rawValue)
  private static let privacies = Privacy.allCases.map(\.rawValue)
  /// Where requests are settled: they are granted, or nobody can ask any more.
  private static let joined = ["public", "hidden"]
  private static let standings = Standing.allCases.filter { $0 != .none }.map(\.rawValue)
  private static let slots = CommandCatalog.all.flatMap { $0.usage.slots }
  /// Options whose length is limited.
  private static let limited = ["description", "message", "page", "tag", "tag-count", "tags"]
  private static let steps = CommandCatalog.all.compactMap { ($0 as? any StandingCommand.Type)?.action }

  /// What is remembered to say that it can't be undone.
  private static let final = Action.allCases.filter { action in
    let last = LastChange(action, in: GroupKey("k1"), lines: 0..<0, at: Moment(seconds: 0))
    return last.isKept && action.undoing == nil
  }

  /// What leaves a line in the log of a group.
  private static let changes: [Action] =
    CommandCatalog.all.filter { command in
      command.usage.roots == .groups && !(command is any ReadingCommand.Type || command is any MarkingCommand.Type)
    }.compactMap { Action(rawValue: $0.usage.verb) } + [.createFor, .taskAdd, .taskAssign, .fileShare]

  private static func both(_ words: [String]) -> [String] { kinds.flatMap { kind in words.map { "\(kind).\($0)" } } }

  @Test func `no composed key is missing in any language`() throws {
    for (language, sentences) in try LanguageFiles.read(Shipped.directory + "/texts") {
      for (start, ends) in Self.composed {
        for end in ends { #expect(sentences[start + end] != nil, "\(language).yaml has no \(start)\(end)") }
      }
    }
  }

  @Test func `every key that the code composes is among them`() throws {
    for key in Self.phrases(in: try Self.sources) where key.contains("\\(") {
      let start = key.prefix { $0 != "\\" }
      #expect(Self.composed.contains { $0.start == start } || Self.listed.contains { start.hasPrefix($0) }, "\(key)")
    }
  }

  /// Keys whose ends stand as words in the code, or in a usage line.
  private static let listed = ["card.", "word."]

  @Test func `no key is missing`() throws {
    let keys = try Self.keys
    for key in Self.phrases(in: try Self.sources) where !key.contains("\\(") {
      #expect(keys.contains(key), "bot-config/texts/en.yaml has no \(key)")
    }
  }

  @Test func `no key is unused`() throws {
    let sources = try Self.sources
    for key in try Self.keys where !sources.contains("\"\(key)\"") {
      let isComposed = Self.composed.contains { start, ends in ends.contains { start + $0 == key } }
      #expect(isComposed || Self.listed.contains { key.hasPrefix($0) }, "nobody says \(key)")
    }
  }

  @Test func `every language says the same, in all the forms that its grammar needs`() throws {
    let languages = try LanguageFiles.read(Shipped.directory + "/texts")
    #expect(languages.keys.sorted() == ["de", "en"])
    #expect(Set(languages.values.map { $0.count }).count == 1)
  }

  @Test func `every language has a word for what stands in capitals in a usage line`() throws {
    let languages = try LanguageFiles.read(Shipped.directory + "/texts")
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

  /// The keys in `Phrase("…")` and `phrase("…")`.
  private static func phrases(in source: String) -> Set<String> {
    var keys: Set<String> = []
    for part in source.replacing("phrase(", with: "Phrase(").split(separator: "Phrase(").dropFirst() {
      let rest = part.drop { $0.isWhitespace }
      guard rest.first == "\"" else { continue }
      keys.insert(String(rest.dropFirst().prefix { $0 != "\"" }))
    }
    return keys
  }
}
