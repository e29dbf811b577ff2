import CommandLanguage
import Commands
import Domain
import Foundation
import TestSupport
import Testing

/// How often a slip of the finger is understood, and that it never does harm.
@Suite(.temporaryDirectory, .tags(.io))
struct TypoTests {
  /// All of them in long campaigns.
  private static let count = Effort.amount(soak: 10_000, usual: 1_000, brief: 100)

  @Test func `a name with one letter wrong, missing, added or swapped is recognized`() async throws {
    var random = SeededRandom()
    let world = try await World(random: &random)
    let score = await world.score(of: Self.count, edits: 1, by: "ann", random: &random)
    print("names: \(score) (seed \(random.seed))")
    #expect(score.share >= 0.95)
    #expect(score.faults.isEmpty, "\(score.faults.prefix(5))")
    #expect(try await world.isUnchanged())
  }

  /// The check can fail: names that are spoilt twice, somebody who sees what is hidden, and a name that is right.
  @Test func `the measure tells a good answer from a bad one`() async throws {
    var random = SeededRandom()
    let world = try await World(random: &random)
    let spoilt = await world.score(of: 100, edits: 3, by: "ann", random: &random)
    #expect(spoilt.share < 0.95)
    let seeing = await world.score(of: 100, edits: 1, by: "eve", random: &random)
    #expect(seeing.faults.contains { $0.hasPrefix("reveals") })
    let right = await world.score(of: 20, edits: 0, by: "ann", random: &random)
    #expect(right.faults.contains { $0.hasPrefix("acts") })
    #expect(try await !world.isUnchanged())
  }

  @Test func `a world with hidden names nearby answers as one without`() async throws {
    var random = SeededRandom()
    let lines = (0..<150).map { _ in
      World.line(World.typo(of: World.names.randomElement(using: &random) ?? "", &random), &random)
    }
    var answers: [[Chat.Heard]] = []
    for hidden in [true, false] {
      let world = try await World(random: &random, hasHidden: hidden, directory: "\(hidden)")
      var heard: [Chat.Heard] = []
      for (number, line) in lines.enumerated() {
        heard.append(await world.chat.says("bob", line, delivery: "typo\(number)"))
      }
      answers.append(heard)
    }
    #expect(answers[0] == answers[1])
    #expect(answers[0].contains { $0.text.contains("Did you mean") })
  }

  @Test func `a verb with one letter wrong, missing, added or swapped is recognized`() throws {
    var random = SeededRandom()
    let usages = CommandCatalog.all.map { $0.usage }.filter { $0.roots == .groups }
    let verbs = Set((usages + CommandCatalog.all.map { $0.usage }.filter { $0.roots == .every }).map { $0.verb })
    var (hits, tries) = (0, 0)
    while tries < Self.count * 2 {
      let verb = usages.randomElement(using: &random)?.verb ?? ""
      let typo = World.typo(of: verb, &random)
      guard !verbs.contains(typo), !typo.contains(" "), !typo.isEmpty else { continue }
      tries += 1
      do throws(UsageError) {
        _ = try CommandCatalog.parse([.text("/project \(typo) Apollo")])
        Issue.record("\(typo) is taken for a command")
      } catch {
        guard case .unknownVerb(_, _, let suggestions) = error else {
          Issue.record("\(typo): \(error)")
          continue
        }
        #expect(suggestions.count <= 3)
        if suggestions.contains("/project \(verb)") { hits += 1 }
      }
    }
    print("verbs: \(hits) of \(tries) (seed \(random.seed))")
    #expect(Double(hits) >= 0.95 * Double(tries))
  }
}

/// Groups that Ann owns and may destroy, hidden ones whose names are near to them, and their typos.
private final class World: Sendable {
  let chat: Chat
  /// By folded name.
  private let keys: [String: String]
  private let hiddenKeys: [String]

  static let names: [String] = {
    var random = SeededRandom(seed: 77)
    let words = [
      "Apollo", "Site", "Relaunch", "War", "Peace", "Budget", "Café", "Zürich", "Onboarding", "Marketing", "Quarterly",
      "Report", "Website", "Summer", "Party", "Data", "Warehouse", "Mobile", "Payments", "Research", "Лето", "Board",
      "Legal", "Hiring", "Security", "Audit", "Support", "Berlin", "Office", "Move", "Canteen", "Newsletter",
    ]
    var names: Set<String> = []
    while names.count < 100 {
      let count = Int.random(in: 1...3, using: &random)
      let number = Int.random(in: 0..<4, using: &random) == 0 ? " \(Int.random(in: 2_020...2_030, using: &random))" : ""
      names.insert((0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ") + number)
    }
    return names.sorted()
  }()

  init(random: inout SeededRandom, hasHidden: Bool = true, directory: String = "") async throws {
    chat = try await Chat(with: "bob", in: directory)
    var keys: [String: String] = [:]
    for (number, name) in Self.names.enumerated() {
      let kind = ["project", "workgroup", "collab"][number % 3]
      _ = await chat.says(
        "ann", "/\(kind) create \"\(name)\" --privacy \(number % 2 == 0 ? "public" : "private")",
        delivery: "new\(number)")
      keys[name.lowercased()] = try await chat.key(name)
    }
    var hidden: [String] = []
    for name in hasHidden ? Self.names : [] {
      // As near to a slip as can be: the name itself, and the name with a slip.
      for near in [name, Self.typo(of: name, &random)] {
        let heard = await chat.says("eve", "/project create \"\(near)\" --privacy hidden")
        guard let key = heard.text.range(of: "Its key is ") else { continue }
        hidden.append(String(heard.text[key.upperBound...].prefix { $0.isLetter || $0.isNumber }))
      }
    }
    self.keys = keys
    hiddenKeys = hidden
  }

  /// How many names were recognized, and what should never happen.
  struct Score: CustomStringConvertible {
    var hits = 0
    var tries = 0
    var faults: [String] = []

    var share: Double { Double(hits) / Double(max(1, tries)) }
    var description: String { "\(hits) of \(tries) recognized, \(share * 100) %, \(faults.count) faults" }
  }

  func score(of count: Int, edits: Int, by name: String, random: inout SeededRandom) async -> Score {
    var score = Score()
    while score.tries < count {
      let meant = Self.names.randomElement(using: &random) ?? ""
      let typed = (0..<edits).reduce(meant) { text, _ in Self.typo(of: text, &random) }
      guard edits == 0 || !Self.isName(typed) else { continue }
      score.tries += 1
      let heard = await chat.says(name, Self.line(typed, &random))
      let listed = heard.text.split(separator: "\n").filter { $0.contains(", ") && $0.contains(": ") }
      if listed.prefix(3).contains(where: { $0.contains(keys[meant.lowercased()] ?? "?") }) { score.hits += 1 }
      if !["not found", "asks"].contains(heard.outcome) { score.faults.append("acts: \(typed): \(heard)") }
      if listed.count > 3 { score.faults.append("lists too much: \(heard.text)") }
      if hiddenKeys.contains(where: { heard.text.contains($0) }) { score.faults.append("reveals: \(heard.text)") }
    }
    return score
  }

  func isUnchanged() async throws -> Bool {
    for name in Self.names {
      guard let group = try await chat.group(name, ownedBy: "ann"), group.archived == nil else { return false }
    }
    return true
  }

  /// A command about a group, most of which change or destroy something.
  static func line(_ name: String, _ random: inout SeededRandom) -> String {
    let verbs = ["archive", "delete", "leave", "show", "edit --name Gone", "privacy to hidden", "join", "pin"]
    let words = (verbs.randomElement(using: &random) ?? "show").split(separator: " ", maxSplits: 1).map(String.init)
    return "/group \(words[0]) \"\(name)\"" + (words.count > 1 ? " " + words[1] : "")
  }

  /// Whether it names a group, or is the beginning of a name.
  private static func isName(_ text: String) -> Bool {
    let text = text.lowercased().trimmingCharacters(in: .whitespaces)
    return text.isEmpty || names.contains { $0.lowercased().hasPrefix(text) }
  }

  /// One letter wrong, missing, added or swapped with the next, anywhere.
  static func typo(of text: String, _ random: inout SeededRandom) -> String {
    var letters = Array(text)
    guard !letters.isEmpty else { return text }
    let place = Int.random(in: 0..<letters.count, using: &random)
    let letter = Array("abcdefghijklmnopqrstuvwxyz").randomElement(using: &random) ?? "x"
    switch Int.random(in: 0..<4, using: &random) {
    case 0: letters[place] = letter
    case 1: letters.remove(at: place)
    case 2: letters.insert(letter, at: Int.random(in: 0...letters.count, using: &random))
    default: if place + 1 < letters.count { letters.swapAt(place, place + 1) }
    }
    return String(letters)
  }
}
