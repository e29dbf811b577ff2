/// The id of a row of the permission table, such as `G12`.
package struct Row: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let id: String

  package init(_ id: String) { self.id = id }
  package init(stringLiteral id: String) { self.id = id }

  package var description: String { id }
}

extension Row {
  /// The rows that every policy has; logs and talks name them, so an operator changes what they say, not their ids.
  package static let table: [Row] = [
    rows("V", 1...17), rows("V", 20...21), rows("J", 1...9), rows("M", 1...4), rows("M", 7...28), rows("G", 1...18),
    rows("T", 1...14), rows("F", 1...1), rows("F", 3...5), rows("F", 8...8), rows("A", 1...4), rows("X", 1...10),
  ].flatMap(\.self)

  private static func rows(_ section: String, _ numbers: ClosedRange<Int>) -> [Row] {
    numbers.map { Row("\(section)\($0)") }
  }
}
