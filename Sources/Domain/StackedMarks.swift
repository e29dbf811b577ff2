/// Marks that stand on one letter, such as accents, and have an order of their own.
///
/// To compare or fold a text, they are brought into that order, which costs the square of their number. So what stacks
/// more of them than anybody writes is kept away from whatever compares.
///
/// Source: Stream-Safe Text, <https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format>
package enum StackedMarks {
  /// How many may follow each other.
  package static let maximum = 30
}

extension String {
  /// Whether too many marks stand on one letter.
  package var stacksMarks: Bool {
    guard utf8.count > StackedMarks.maximum, !utf8.allSatisfy({ $0 < 0x80 }) else { return false }
    var stack = Stack()
    return unicodeScalars.contains { stack.isTooHigh(with: $0) }
  }

  /// The text without the marks that are too many.
  package var withoutSurplusMarks: String {
    guard stacksMarks else { return self }
    var stack = Stack()
    return String(String.UnicodeScalarView(unicodeScalars.filter { !stack.isTooHigh(with: $0) }))
  }
}

/// The marks that stand on the letter where a reader is.
private struct Stack {
  private var count = 0

  /// Whether there are too many of them with the next scalar.
  mutating func isTooHigh(with scalar: Unicode.Scalar) -> Bool {
    let isMark = scalar.value > 0x2FF && scalar.properties.canonicalCombiningClass != .notReordered
    count = isMark ? count + 1 : 0
    return count > StackedMarks.maximum
  }
}

extension StringProtocol {
  /// How long a text is, for a limit: in characters, as a person counts them, but at least a fourth of what they are made
  /// of, since one character can be made of very much.
  package var length: Int { Swift.max(count, (unicodeScalars.count + 3) / 4) }
}
