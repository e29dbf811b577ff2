package import Permissions

/// A line of a talk that was not so.
package struct Failure: Sendable {
  package let step: Step
  let expected: String
  let came: String
  /// Whether both are what somebody reads, so that they are compared word by word.
  let isWords: Bool
  /// What became of the delivery behind it.
  let fate: Fate?
  /// The line of that delivery, where it is not plain from the failed one.
  let line: String?
  /// What was answered, where it is not what came.
  let text: String?

  /// The line, what was expected and what came, and the decision behind it.
  package func description(under policy: Policy) -> String {
    var lines = ["\(step.place): \(step.source.replacing("\n", with: "\n    "))"]
    func field(_ name: String, _ value: String) {
      let label = name + String(repeating: " ", count: 10 - name.count)
      lines.append("  \(label) \(value.replacing("\n", with: "\n             "))")
    }
    field("expected:", expected)
    field("came:", came)
    if isWords { field("differs:", WordDifference(expected: expected, came: came).description) }
    if let text { field("answer:", text) }
    if let fate {
      let allowed = fate.row.map { fate.isCarriedOut ? ", allowed by \($0)" : "" } ?? ""
      let rule = fate.row.map { Self.rule(of: $0, in: policy) } ?? ""
      field("decision:", fate.outcome + allowed + (line.map { ", for “\($0)”" } ?? "") + rule)
    }
    return lines.joined(separator: "\n")
  }

  /// What the row says, on a line of its own.
  private static func rule(of row: Row, in policy: Policy) -> String {
    guard let rule = policy.rules.first(where: { $0.row == row }) else { return "" }
    let actions = rule.actions.map(\.rawValue).joined(separator: ", ")
    let allowed = Party.allCases.filter { party in
      if case .allow = rule.cells[party] { true } else { false }
    }
    let parties = allowed.isEmpty ? "nobody" : allowed.map { "\($0)" }.joined(separator: ", ")
    return "\nrow \(row) of policy.yaml, \(actions), allows \(parties)"
  }
}

/// Two texts word by word: `[-what is missing-]`, `{+what came instead+}`.
struct WordDifference: CustomStringConvertible {
  let description: String

  init(expected: String, came: String) {
    let wanted = expected.split(whereSeparator: \.isWhitespace).map(String.init)
    let given = came.split(whereSeparator: \.isWhitespace).map(String.init)
    func fits(_ word: String, _ other: String) -> Bool { TextPattern(text: word).matches(other) }
    // The length of the longest common run of words from each pair of places on.
    var lengths = Array(repeating: Array(repeating: 0, count: given.count + 1), count: wanted.count + 1)
    for row in wanted.indices.reversed() {
      for column in given.indices.reversed() {
        lengths[row][column] =
          fits(wanted[row], given[column])
          ? lengths[row + 1][column + 1] + 1 : max(lengths[row + 1][column], lengths[row][column + 1])
      }
    }
    var words: [String] = []
    var row = 0
    var column = 0
    while row < wanted.count || column < given.count {
      if row < wanted.count, wanted[row] == "…" {
        // Stands for whatever is not needed to match what follows.
        words.append("…")
        row += 1
        while column < given.count, lengths[row][column] == lengths[row][min(column + 1, given.count)],
          row == wanted.count || !fits(wanted[row], given[column])
        {
          column += 1
        }
      } else if row < wanted.count, column < given.count, fits(wanted[row], given[column]) {
        words.append(given[column])
        row += 1
        column += 1
      } else if column < given.count,
        row == wanted.count || lengths[row][column + 1] >= lengths[row + 1][column]
      {
        words.append("{+\(given[column])+}")
        column += 1
      } else {
        words.append("[-\(wanted[row])-]")
        row += 1
      }
    }
    description = words.joined(separator: " ")
  }
}
