/// The name of a group: one line of 1 to 100 characters, without blanks around it.
package struct GroupName: Sendable, Hashable, CustomStringConvertible {
  package let text: String
  /// The form in which names are compared and sorted.
  package let folded: String

  /// - Throws: ``Fault`` when `text` shows nothing, is too long or holds control characters.
  package init(_ text: String, folding: any Folding) throws(Fault) {
    let trimmed = text.trimmingBlanks()
    guard !trimmed.isEmpty else { throw .empty }
    guard trimmed.length <= Self.maximumLength else { throw .tooLong(length: trimmed.length) }
    guard trimmed.unicodeScalars.allSatisfy({ !$0.isControl }) else { throw .control }
    self.text = trimmed
    folded = folding.folded(trimmed)
    // What nobody sees is no name.
    guard !folded.isEmpty else { throw .empty }
  }

  /// A name as the store has it.
  package init(stored text: String, folded: String) {
    self.text = text
    self.folded = folded
  }

  package var description: String { text }

  /// As ``Swift/StringProtocol/length`` counts.
  package static let maximumLength = 100

  package enum Fault: Error, Equatable {
    case empty
    case tooLong(length: Int)
    case control
  }
}

extension Unicode.Scalar {
  /// Whether it moves the cursor or changes how the text around it is shown, so that it has no place in a line.
  package var isControl: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    // What overrides or isolates the direction of writing could make one name look like another.
    case .format: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    default: false
    }
  }
}

extension StringProtocol {
  /// The text without white space at both ends.
  package func trimmingBlanks() -> String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
