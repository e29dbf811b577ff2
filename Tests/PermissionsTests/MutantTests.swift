import Domain
import Permissions
import Testing

@testable import Configuration

/// Whoever mistypes one thing in the policy file is told so, or has changed nothing.
struct MutantTests {
  @Test(arguments: Row.table.map(\.id))
  func `every single edit of a rule is refused or changes nothing`(_ row: String) throws {
    let file = try Shipped.file.get()
    let shipped = try #require(file.policy.rules.first { $0.row.id == row })
    let text = try #require(Mutant.part(of: Shipped.text ?? "", from: "  - row: \(row)\n"))
    #expect(Self.rules("rules:\n" + text) == [shipped])
    let mutants = Mutant.all(of: text)
    #expect(mutants.count > 20)
    for mutant in mutants {
      guard let rules = Self.rules("rules:\n" + mutant.text), rules != [shipped] else { continue }
      let others = file.policy.rules.filter { $0.row.id != row }
      #expect(throws: PolicyError.self, "\(mutant.edit)\n\(mutant.text)") {
        try Policy(rules: others + rules, gaps: file.gaps)
      }
    }
  }

  @Test func `every single edit of the gaps is refused or changes nothing`() throws {
    let file = try Shipped.file.get()
    let text = try #require(Mutant.part(of: Shipped.text ?? "", from: "gaps:\n"))
    for mutant in Mutant.all(of: text).filter({ $0.edit != "without gaps" }) {
      let yaml = YAMLFile(bytes: Array(("rules: []\n" + mutant.text).utf8), displayName: "f")
      guard let gaps = yaml.root.map({ PolicyReader($0).gaps.map(\.gap) }), yaml.finish().isEmpty else { continue }
      if gaps == file.gaps { continue }
      #expect(throws: PolicyError.self, "\(mutant.edit)") { try Policy(rules: file.policy.rules, gaps: gaps) }
    }
  }

  @Test func `every single edit of the invariants is refused or changes nothing`() throws {
    let file = try Shipped.file.get()
    let text = try #require(Mutant.part(of: Shipped.text ?? "", from: "invariants:\n"))
    #expect(Self.invariants(text) == file.invariants)
    // Most edits concern one action; each of them is walked through once for each list that it is taken from.
    var proved: [(invariants: Invariants, isBroken: Bool)] = []
    // The specification excepts J1 to J9 from the order of standings. These four keep it anyway, so that without their
    // exception more is proved, not less.
    let stronger = ["join", "accept", "decline", "withdraw"].map { "without \($0)" }
    for mutant in Mutant.all(of: text) where !mutant.isOfTheKey("invariants") && !stronger.contains(mutant.edit) {
      guard let invariants = Self.invariants(mutant.text), invariants != file.invariants else { continue }
      let isBroken =
        proved.first { $0.invariants == invariants }?.isBroken ?? Self.isBroken(invariants, by: file)
      proved.append((invariants, isBroken))
      #expect(isBroken, "\(mutant.edit)")
    }
  }

  @Test(arguments: ["rules", "gaps", "invariants"])
  func `every single edit of a part's key is refused`(_ key: String) throws {
    let text = try #require(Shipped.text)
    for mutant in Mutant.all(of: key + ":\n") {
      let changed = text.replacing("\n\(key):\n", with: "\n\(mutant.text)", maxReplacements: 1)
      #expect(throws: ConfigurationError.self, "\(mutant.edit)") {
        try PolicyFile(bytes: Array(changed.utf8), displayName: "f")
      }
    }
  }

  @Test func `every line of the file is edited`() throws {
    let text = try #require(Shipped.text)
    let starts = Row.table.map { "  - row: \($0)\n" } + ["gaps:\n", "invariants:\n"]
    let edited = try "rules:\n" + starts.map { try #require(Mutant.part(of: text, from: $0)) }.joined()
    func lines(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("#") }.sorted()
    }
    #expect(lines(edited) == lines(text))
  }

  /// The invariants of a text, or `nil` when something is wrong with it.
  private static func invariants(_ text: String) -> Invariants? {
    let yaml = YAMLFile(bytes: Array(text.utf8), displayName: "f")
    let invariants = yaml.root?.optional("invariants")?.mapping().flatMap { Invariants.read($0) }
    return yaml.finish().isEmpty ? invariants : nil
  }

  /// Whether the shipped rules break the invariants, looking only where these differ from the shipped ones.
  private static func isBroken(_ invariants: Invariants, by file: PolicyFile) -> Bool {
    Action.allCases.contains { action in
      invariants.mentions(of: action) != file.invariants.mentions(of: action)
        && invariants.breach(of: action, in: file.policy) != nil
    }
  }

  /// The rules of a text, or `nil` when something is wrong with it.
  private static func rules(_ text: String) -> [Rule]? {
    let yaml = YAMLFile(bytes: Array((text + "gaps: []\n").utf8), displayName: "f")
    let rules = yaml.root.map { PolicyReader($0).rules.map(\.rule) }
    return yaml.finish().isEmpty ? rules : nil
  }
}

/// A text with one edit.
struct Mutant {
  let text: String
  let edit: String

  /// Whether the edit is of the part's key, without which nothing of the part can be found.
  func isOfTheKey(_ key: String) -> Bool {
    edit.hasPrefix(key + " ") || edit == "without \(key)" || edit == "without “\(key):”"
  }

  /// From the line to the next empty line, comment or rule of the file.
  static func part(of text: String, from start: String) -> String? {
    guard let range = text.firstRange(of: start) else { return nil }
    var part = String(text[range])
    let isRule = start.contains("row:")
    for line in text[range.upperBound...].split(separator: "\n", omittingEmptySubsequences: false) {
      if isRule ? line.isEmpty || line.hasPrefix("  #") || line.hasPrefix("  - ") : line.isEmpty { break }
      part += line + "\n"
    }
    return part
  }

  /// Every word misspelt in three ways and cut short, every word left out, every line left out.
  static func all(of text: String) -> [Mutant] {
    var mutants: [Mutant] = []
    for word in words(of: text) {
      let name = String(text[word])
      let letters = Array(name)
      var others = [
        name + "x", String(name.dropFirst()), name.uppercased() == name ? name.lowercased() : name.uppercased(),
      ]
      // A condition that is lost: `allow-if` becomes `allow`.
      if let hyphen = name.firstIndex(of: "-") { others.append(String(name[..<hyphen])) }
      if letters.count > 2 { others.append(String(letters[1]) + String(letters[0]) + String(letters[2...])) }
      for other in others where other != name && !other.isEmpty {
        mutants.append(Mutant(text: text.replacingCharacters(in: word, with: other), edit: "\(name) → \(other)"))
      }
      mutants.append(Mutant(text: without(word, in: text), edit: "without \(name)"))
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices.dropLast() {
      let line = lines.remove(at: index)
      mutants.append(Mutant(text: lines.joined(separator: "\n"), edit: "without “\(line)”"))
      lines.insert(line, at: index)
    }
    return mutants
  }

  /// The words of the text: keys, values and what is in parentheses, but nothing of comments.
  private static func words(of text: String) -> [Range<String.Index>] {
    var words: [Range<String.Index>] = []
    for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("#") {
      var start: String.Index?
      for index in line.indices {
        let isPart = line[index].isLetter || line[index].isNumber || line[index] == "-" && start != nil
        if isPart, start == nil { start = index }
        if !isPart, let first = start {
          words.append(first..<index)
          start = nil
        }
      }
      if let start { words.append(start..<line.endIndex) }
    }
    return words
  }

  /// Without the word, and without the comma or the parentheses that would be left over.
  private static func without(_ word: Range<String.Index>, in text: String) -> String {
    var end = word.upperBound
    if text[end...].hasPrefix(", ") { end = text.index(end, offsetBy: 2) }
    return text.replacingCharacters(in: word.lowerBound..<end, with: "")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    "\(self[..<range.lowerBound])\(other)\(self[range.upperBound...])"
  }
}

extension Invariants {
  /// In which of the lists the action is.
  fileprivate func mentions(of action: Action) -> [Bool] {
    [unseenAllows, archivedAllows, onlyOwner, adminsMay, unranked].map { $0.contains(action) }
  }
}
