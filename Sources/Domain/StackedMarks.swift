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
    var count = 0
    for scalar in unicodeScalars {
      count = scalar.isMark ? count + 1 : 0
      if count > StackedMarks.maximum { return true }
    }
    return false
  }

  /// The text without the marks that are too many.
  package var withoutSurplusMarks: String {
    guard stacksMarks else { return self }
    var count = 0
    return String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          count = scalar.isMark ? count + 1 : 0
          return count <= StackedMarks.maximum
        }))
  }
}

extension Unicode.Scalar {
  fileprivate var isMark: Bool { value > 0x2FF && properties.canonicalCombiningClass != .notReordered }
}

extension StringProtocol {
  /// How long a text is, for a limit: in characters, as a person counts them, but at least a fourth of what they are made
  /// of, since one character can be made of very much.
  package var length: Int { Swift.max(count, (unicodeScalars.count + 3) / 4) }
}
