/// What is written among rules and gaps, but couldn't be read; no problem is told that may come from it alone.
package struct Unread: Sendable {
  /// The rows that are not missing.
  package var rows: Set<Row> = []
  /// The actions that rules or gaps may say more of.
  package var actions: Set<Action> = []

  package init() {}

  var isEmpty: Bool { rows.isEmpty && actions.isEmpty }
}

/// Rules and gaps as they were given, before it is known whether they make a policy.
struct PolicyDraft {
  let rules: [Rule]
  let gaps: [Gap]
  let unread: Unread

  /// Everything that is wrong with them, each thing once; while a row is missing, not what no rule decides.
  var problems: [PolicyProblem] {
    let missingRows = missingRows
    // Which actions a missing row would decide is written nowhere else: any of them may lack nothing but that row.
    let decided = Action.allCases.filter { missingRows.isEmpty && !unread.actions.contains($0) }
    return missingRows + repeatedRows + rules.enumerated().flatMap { $1.problems(at: $0) }
      + Action.allCases.flatMap { crowd(of: $0) + gapsWithRules(of: $0) } + decided.flatMap(uncovered)
  }

  private var missingRows: [PolicyProblem] {
    let given = Set(rules.map(\.row)).union(unread.rows)
    return Row.table.filter { !given.contains($0) }.map { PolicyProblem(.missingRow($0), at: .rules) }
  }

  private var repeatedRows: [PolicyProblem] {
    var seen: Set<Row> = []
    return rules.enumerated().filter { !seen.insert($1.row).inserted }.map {
      PolicyProblem(.rowTwice($1.row), at: .rule($0, .row))
    }
  }

  private func crowd(of action: Action) -> [PolicyProblem] {
    let places = rules.indices.filter { rules[$0].actions.contains(action) }
    guard places.count > Question.maximumRules else { return [] }
    return [PolicyProblem(.tooManyRules(action), at: .rule(places[Question.maximumRules], .action(action)))]
  }

  private func gapsWithRules(of action: Action) -> [PolicyProblem] {
    let space = Region(of: action)
    let rules = rules.filter { $0.actions.contains(action) && $0.isSettled }
    return gaps.enumerated().filter { $1.action == action }.flatMap { index, gap in
      rules.compactMap { rule in
        space.intersection(Traits(of: gap))?.intersection(Traits(of: rule)).map {
          PolicyProblem(.gapWithRule($0, rule.row), at: .gap(index))
        }
      }
    }
  }

  private func uncovered(_ action: Action) -> [PolicyProblem] {
    let rules = rules.filter { $0.actions.contains(action) }
    guard !rules.isEmpty else { return [PolicyProblem(.noRule(action), at: .rules)] }
    guard rules.allSatisfy(\.isSettled) else { return [] }
    let covered = rules.map(Traits.init(of:)) + gaps.filter { $0.action == action }.map(Traits.init(of:))
    return Region(of: action).parts(outside: covered).map { region in
      PolicyProblem(.uncovered(region), at: region.fitsGap ? .gaps : .rules)
    }
  }
}
