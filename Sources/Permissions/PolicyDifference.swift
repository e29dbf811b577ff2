import Domain

/// What changes from one policy to another for one action, one actor and one pair of rows.
package struct PolicyDifference: Sendable, Equatable {
  package let action: Action
  /// The first combination of those that change alike.
  package let example: Situation
  /// How many combinations change alike.
  package private(set) var count: Int
  /// Where those combinations are.
  package private(set) var places: Places
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
    var indices: [Key: Int] = [:]
    visit(old, new, of: action) { facts, one, other in
      let situation = Situation(action, facts)
      let index = indices[Key(actor: situation.actor, old: one, new: other), default: differences.count]
      if index == differences.count {
        indices[Key(actor: situation.actor, old: one, new: other)] = index
        differences.append(
          PolicyDifference(action: action, example: situation, count: 0, places: Places(), old: one, new: other))
      }
      differences[index].count += 1
      differences[index].places.add(facts, of: action)
    }
    return differences
  }

  /// Calls `body` with every combination of an action that is decided otherwise, and with both outcomes.
  package static func visit(
    _ old: Policy, _ new: Policy, of action: Action, _ body: (Facts, _ old: Outcome, _ new: Outcome) -> Void
  ) {
    // Only an action's own rules decide it, and those of `show`, by which a group can be seen.
    func rules(_ policy: Policy) -> [Rule] {
      policy.rules.filter { $0.actions.contains(action) || $0.actions.contains(.show) }
    }
    guard rules(old) != rules(new) else { return }
    Space(action).visit { facts in
      let one = old.outcome(action, facts)
      let other = new.outcome(action, facts)
      if one.isAllowed != other.isAllowed || one.isAllowed && one.condition != other.condition {
        body(facts, one, other)
      }
      return true
    }
  }

  private struct Key: Hashable {
    let actor: String
    let old: Outcome
    let new: Outcome
  }
}

extension PolicyDifference {
  /// The values that occur among combinations: in which groups, and about whom.
  package struct Places: Sendable, Equatable, CustomStringConvertible {
    private var kinds: Choice<Kind> = []
    private var privacies: Choice<Privacy> = []
    private var targets: Choice<Standing> = []
    private var active = false
    private var archived = false

    mutating func add(_ facts: Facts, of action: Action) {
      let asked = action.facts
      if let group = facts.group {
        if asked.contains(.kind) { kinds = kinds.union([group.kind]) }
        if asked.contains(.privacy) { privacies = privacies.union([group.privacy]) }
        if asked.contains(.archived) { if group.isArchived { archived = true } else { active = true } }
      }
      if let target = facts.target, asked.contains(.targetStanding) { targets = targets.union([target.standing]) }
    }

    /// Such as `any kind, hidden, active or archived, about: member`; empty where no group has a say.
    package var description: String {
      var parts: [String] = []
      if !kinds.isEmpty { parts.append(kinds.isAll ? "any kind" : words(kinds)) }
      if !privacies.isEmpty { parts.append(privacies.isAll ? "any privacy" : words(privacies)) }
      if active || archived { parts.append(active ? archived ? "active or archived" : "active" : "archived") }
      if !targets.isEmpty { parts.append("about: \(words(targets))") }
      return parts.joined(separator: ", ")
    }

    private func words<Value: Ordinal & RawRepresentable<String>>(_ choice: Choice<Value>) -> String {
      choice.values.map(\.rawValue).joined(separator: " or ")
    }
  }
}

extension Policy {
  fileprivate func outcome(_ action: Action, _ facts: Facts) -> PolicyDifference.Outcome {
    let finding = finding(question(action, by: facts), for: Asker(facts.actor))
    return PolicyDifference.Outcome(
      isAllowed: finding.failure == nil, row: rules[finding.rule].row, condition: finding.condition)
  }
}
