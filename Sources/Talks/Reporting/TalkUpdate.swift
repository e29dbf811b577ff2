import Configuration

/// Writes what came into the lines of a talk whose texts differ, of replies as well as of notices.
package struct TalkUpdate {
  /// By file, in the order of the lines.
  package let files: [String: [Edit]]

  /// The lines from `first` on, `count` of them, and what stands there from now on.
  package struct Edit: Sendable, Equatable {
    let first: Int
    let count: Int
    let lines: [String]
  }

  /// - Parameter results: What became of talks that were held as they are written.
  package init(_ results: [TalkResult]) {
    var files: [String: [Edit]] = [:]
    for result in results {
      guard case .failed(let failures) = result.outcome else { continue }
      for failure in failures where failure.isWords {
        guard let edit = Edit(failure) else { continue }
        let place = failure.step.place
        if files[place.file]?.contains(where: { $0.first == edit.first }) != true {
          files[place.file, default: []].append(edit)
        }
      }
    }
    self.files = files.mapValues { $0.sorted { $0.first < $1.first } }
  }

  /// The text of a file with its edits; its lines end as they did.
  package static func apply(_ edits: [Edit], to text: String) -> String {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd).map(String.init)
    for edit in edits.reversed() where edit.first + edit.count <= lines.count {
      lines.replaceSubrange(edit.first..<(edit.first + edit.count), with: edit.lines)
    }
    return lines.joined(separator: text.first(where: \.isLineEnd).map(String.init) ?? "\n")
  }
}

extension TalkUpdate.Edit {
  fileprivate init?(_ failure: Failure) {
    let source = failure.step.source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // The text may hold the other sign.
    guard let line = source.first,
      let sign = [" < ", " hears "].compactMap({ line.firstRange(of: $0) }).min(by: { $0.lowerBound < $1.lowerBound })
    else { return nil }
    let head = line[..<sign.upperBound]
    let came = failure.came.split(separator: "\n", omittingEmptySubsequences: false)
    first = failure.step.place.line - 1
    count = source.count
    lines = came.enumerated().map { index, text in index == 0 ? "\(head)\(text)" : "| \(text)" }
  }
}
