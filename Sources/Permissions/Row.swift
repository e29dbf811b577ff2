/// The id of a row of the permission table, such as `G12`, or of a rule of the operator's own, such as `own-1`.
package struct Row: Sendable, Hashable {
  package let section: Section
  package let number: UInt16

  init(_ section: Section, _ number: UInt16) {
    self.section = section
    self.number = number
  }

  /// Reads an id exactly as it is written; `nil` when it is none.
  package init?(_ id: String) {
    guard let start = id.firstIndex(where: \.isNumber), let section = Section(rawValue: String(id[..<start])),
      let number = UInt16(id[start...]), "\(number)" == id[start...]
    else { return nil }
    self.init(section, number)
  }

  package var id: String { "\(section.rawValue)\(number)" }

  /// What the rows of a letter are about.
  package enum Section: String, Sendable {
    case administration = "A"
    case content = "F"
    case group = "G"
    case joining = "J"
    case membership = "M"
    case task = "T"
    case seeing = "V"
    case external = "X"
    case own = "own-"
  }
}

extension Row {
  /// The rows that every policy has; logs and talks name them, so an operator changes what they say, not their ids.
  package static let table: [Row] = [
    rows(.seeing, 1...17), rows(.seeing, 20...21), rows(.joining, 1...9), rows(.membership, 1...4),
    rows(.membership, 7...28), rows(.group, 1...18), rows(.task, 1...14), rows(.content, 1...1), rows(.content, 3...5),
    rows(.content, 8...8), rows(.administration, 1...4), rows(.external, 1...10),
  ].flatMap(\.self)

  /// Whether a policy can have the row.
  package var isKnown: Bool { section == .own || Self.table.contains(self) }

  private static func rows(_ section: Section, _ numbers: ClosedRange<UInt16>) -> [Row] {
    numbers.map { Row(section, $0) }
  }
}

extension Row: Comparable {
  /// By letter, then by number; the operator's own come last.
  package static func < (one: Row, other: Row) -> Bool {
    (one.section.rawValue, one.number) < (other.section.rawValue, other.number)
  }
}

extension Row: CustomStringConvertible {
  package var description: String { id }
}

extension Row: ExpressibleByStringLiteral {
  package init(stringLiteral id: String) {
    guard let row = Row(id) else { preconditionFailure("\(id) is no id of a row") }
    self = row
  }
}
