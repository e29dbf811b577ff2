import Configuration
import Testing

/// Edits of the shipped rules and gaps, each from its start on, and all that is told then.
///
/// A problem is written with the part of the file that it is in, and lines and column from there: `G12+1:13`.
struct Mistakes: CustomTestStringConvertible, Sendable {
  let edits: [(start: String, old: String, new: String)]
  let told: [String]

  init(_ start: String, _ old: String, _ new: String, _ told: String...) {
    self.init([(start, old, new)], told)
  }

  init(_ edits: [(start: String, old: String, new: String)], _ told: [String]) {
    self.edits = edits
    self.told = told
  }

  var testDescription: String { told.joined(separator: "; ") }

  /// Makes the edits, and expects what is told.
  func expect() throws {
    var text = try #require(Shipped.text)
    for (start, old, new) in edits {
      let range = try #require(text.firstRange(of: "  - row: \(start)\n") ?? text.firstRange(of: "\n\(start):\n"))
      let edited = try #require(text[range.lowerBound...].firstRange(of: old))
      text.replaceSubrange(edited, with: new)
    }
    let error = #expect(throws: ConfigurationError.self) {
      try PolicyFile(bytes: Array(text.utf8), displayName: "policy.yaml")
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let found = error?.problems.map { problem in
      let line = problem.place.line - 1
      let start = lines[...line].lastIndex { $0.hasPrefix("  - r") || $0.first != " " && $0.hasSuffix(":") } ?? 0
      let part = lines[start].replacing("  - row: ", with: "").replacing(#/  - |:/#, with: "")
      return "\(part)+\(line - start):\(problem.place.column): \(problem.sentence)"
        .replacing(/in line [0-9]+/, with: "in line N").replacing(/write one of .*/, with: "write one of …")
    }
    #expect(found == told)
  }
}
