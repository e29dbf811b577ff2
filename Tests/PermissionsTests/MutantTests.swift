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
      #expect(throws: PolicyProblem.self, "\(mutant.edit)\n\(mutant.text)") {
        try Policy(rules: others + rules, gaps: file.gaps)
      }
    }
  }

  @Test func `every single edit of the gaps is refused or changes nothing`() throws {
    let file = try Shipped.file.get()
    let text = try #require(Mutant.part(of: Shipped.text ?? "", from: "gaps:\n"))
    for mutant in Mutant.all(of: text).filter({ $0.edit != "without gaps" }) {
      let yaml = YAMLFile(bytes: Array(mutant.text.utf8), displayName: "f")
      guard let gaps = yaml.root?.optional("gaps").flatMap({ Gap.read($0) }), yaml.finish().isEmpty else { continue }
      if gaps == file.gaps { continue }
      #expect(throws: PolicyProblem.self, "\(mutant.edit)") { try Policy(rules: file.policy.rules, gaps: gaps) }
    }
  }

  @Test func `every misspelling among the invariants is refused`() throws {
    let text = try #require(Mutant.part(of: Shipped.text ?? "", from: "invariants:\n"))
    let head = "rules: []\ngaps: []\n"
    for mutant in Mutant.all(of: text) where mutant.isMisspelling {
      let error = #expect(throws: ConfigurationError.self) {
        try PolicyFile(bytes: Array((head + mutant.text).utf8), displayName: "f")
      }
      #expect(error?.problems.allSatisfy { $0.sentence.contains("row V1 is missing") } == false, "\(mutant.edit)")
    }
  }

  /// The rules of a text, or `nil` when something is wrong with it.
  private static func rules(_ text: String) -> [Rule]? {
    let yaml = YAMLFile(bytes: Array(text.utf8), displayName: "f")
    let rules = yaml.root?.optional("rules")?.items()?.compactMap { RuleReader($0)?.rule() }
    return yaml.finish().isEmpty ? rules : nil
  }
}

/// A text with one edit.
struct Mutant {
  let text: String
  let edit: String
  var isMisspelling: Bool { !edit.hasPrefix("without") }

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

  /// Every word misspelt in three ways, every word left out, every line left out.
  static func all(of text: String) -> [Mutant] {
    var mutants: [Mutant] = []
    for word in words(of: text) {
      let name = String(text[word])
      let letters = Array(name)
      var others = [
        name + "x", String(name.dropFirst()), name.uppercased() == name ? name.lowercased() : name.uppercased(),
      ]
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
    self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
