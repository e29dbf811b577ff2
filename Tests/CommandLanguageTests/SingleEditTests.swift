import CommandLanguage
import TestSupport
import Testing

/// What one slip of the finger can make of a text.
struct SingleEditTests {
  @Test(arguments: [
    ("apollo", "apolo"), ("apollo", "apolllo"), ("apollo", "apullo"), ("apollo", "apololo"), ("apollo", "palllo"),
    ("apollo", "bpollo"), ("apollo", "pollo"), ("apollo", "apoll"), ("apollo", "apoloo"), ("apollo", "paollo"),
    ("ab", "ba"), ("a", ""), ("", "a"), ("site relaunch", "siterelaunch"), ("zürich", "zurich"), ("a🦊", "🦊a"),
  ])
  func `is what is made by changing one thing`(_ one: String, _ other: String) {
    let isOne = one.isOneEdit(from: other)
    #expect(isOne == Self.edits(of: other).contains(one))
    #expect(isOne == other.isOneEdit(from: one))
  }

  @Test func `is decided as by trying everything`() {
    var random = SeededRandom()
    for _ in 0..<1_000 {
      let (one, other) = (Self.text(&random), Self.text(&random))
      #expect(one.isOneEdit(from: other) == (Self.edits(of: other).contains(one) && one != other), "\(one) \(other)")
      let begins = Self.edits(of: other).contains { $0 != other && !$0.isEmpty && one.hasPrefix($0) }
      #expect(one.beginsOneEdit(from: other) == begins, "\(one) \(other)")
    }
  }

  private static let letters: [Character] = ["a", "b", "c", "ü", "🦊"]

  private static func text(_ random: inout SeededRandom) -> String {
    String(
      (0..<Int.random(in: 1...5, using: &random)).map { _ in letters.prefix(3).randomElement(using: &random) ?? "a" })
  }

  /// Everything that one change makes of a text, with the letters that there are here.
  private static func edits(of text: String) -> Set<String> {
    let text = Array(text)
    var edits: Set<String> = []
    for place in 0...text.count {
      let (before, behind) = (String(text[..<place]), text[place...])
      for letter in letters + Array("apolosite rzuh") {
        edits.insert("\(before)\(letter)\(String(behind))")
        if !behind.isEmpty { edits.insert("\(before)\(letter)\(String(behind.dropFirst()))") }
      }
      if let first = behind.first {
        edits.insert(before + String(behind.dropFirst()))
        if let second = behind.dropFirst().first {
          edits.insert("\(before)\(second)\(first)\(String(behind.dropFirst(2)))")
        }
      }
    }
    return edits
  }
}
