import Domain

/// What changes from one policy to another for one action, one actor and one pair of rows.
package struct PolicyDifference: Sendable, Equatable {
  package let action: Action
  /// The first combination of those that change alike.
  package let example: Situation
  /// How many combinations change alike.
  package private(set) var count: Int
  package let old: Outcome
  package let new: Outcome

  /// What a policy decides, without what is said about it.
  package struct Outcome: Sendable, Hashable {
    package let isAllowed: Bool
    package let row: Row
    package let condition: Condition?

    package init(isAllowed: Bool, row: Row, condition: Condition?) {
      self.isAllowed = isAllowed
      self.row = row
      self.condition = condition
    }
  }

  /// Everything that one policy allows and the other doesn't, or only under another condition.
  package static func between(_ old: Policy, _ new: Policy) -> [PolicyDifference] {
    Action.allCases.flatMap { between(old, new, of: $0) }
  }

  /// The differences of one action.
  package static func between(_ old: Policy, _ new: Policy, of action: Action) -> [PolicyDifference] {
    var differences: [PolicyDifference] = []
    var places: [Key: Int] = [:]
    Space(action).visit { facts in
      let one = old.outcome(action, facts)
      let other = new.outcome(action, facts)
      guard one.isAllowed != other.isAllowed || one.isAllowed && one.condition != other.condition else { return true }
      let key = Key(actor: Situation(action, facts).actor, old: one, new: other)
      if let place = places[key] {
        differences[place].count += 1
      } else {
        places[key] = differences.count
        differences.append(
          PolicyDifference(action: action, example: Situation(action, facts), count: 1, old: one, new: other))
      }
      return true
    }
    return differences
  }

  private struct Key: Hashable {
    let actor: String
    let old: Outcome
    let new: Outcome
  }
}

extension Policy {
  fileprivate func outcome(_ action: Action, _ facts: Facts) -> PolicyDifference.Outcome {
    let finding = finding(action, for: Asker(facts.actor), by: facts)
    return PolicyDifference.Outcome(
      isAllowed: finding.reason == nil, row: rules[finding.rule].row, condition: finding.condition)
  }
}
