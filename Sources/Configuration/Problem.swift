import CommandLanguage

/// Where something stands in a file; lines and columns are counted from 1, columns in characters.
package struct Place: Sendable, Hashable, CustomStringConvertible {
  package let file: String
  package let line: Int
  package let column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The place that comes after a file's first bytes.
  init(file: String, after bytes: ArraySlice<UInt8>) {
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    let line = text.count { $0 == "\n" } + 1
    self.init(file: file, line: line, column: text.reversed().prefix { $0 != "\n" }.count + 1)
  }

  package var description: String { "\(file):\(line):\(column)" }
}

/// One thing that is wrong in a file of the configuration: where, what, and what to do.
package struct Problem: Sendable, Hashable, CustomStringConvertible {
  package let place: Place
  package let sentence: String

  package init(_ sentence: String, at place: Place) {
    self.place = place
    self.sentence = sentence
  }

  package var description: String { "\(place): \(sentence)" }
}

extension Problem: Comparable {
  /// By file, line and column.
  package static func < (one: Problem, other: Problem) -> Bool {
    (one.place.file, one.place.line, one.place.column, one.sentence)
      < (other.place.file, other.place.line, other.place.column, other.sentence)
  }
}

/// Everything that is wrong in a configuration, in the order of the lines; printed one problem a line.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  package let problems: [Problem]

  package init(_ problems: [Problem]) { self.problems = problems }

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A word of the file as it may stand in a problem: quoted, or only pointed at when it is long or more than a word.
///
/// Lines run together when indentation is wrong, and a secret may be among them.
package func quoted(_ text: some StringProtocol) -> String {
  let isWord = text.unicodeScalars.allSatisfy { scalar in
    !scalar.properties.isWhitespace && scalar.properties.generalCategory.isVisible
  }
  return isWord && !text.isEmpty && text.unicodeScalars.count <= 40 ? "\"\(text)\"" : "this"
}

/// The question that ends a problem when there is something near to what was written; else empty.
package func suggestion(for word: String, among candidates: [String]) -> String {
  guard let meant = candidates.nearest(to: word) else { return "" }
  return "; did you mean \"\(meant)\"?"
}

extension Unicode.GeneralCategory {
  fileprivate var isVisible: Bool {
    switch self {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
