import Domain

/// Which rules of a policy do nothing.
package struct RuleUse: Sendable, Equatable {
  /// They hold only for what the action's guards refuse, whatever rules say.
  package var unreachable: [Row] = []
  /// They hold, but other rules decide every time.
  package var swallowed: [Row] = []

  package init(_ policy: Policy) {
    var holds = Set<Int>()
    var speaks = Set<Int>()
    for action in Action.allCases {
      let own = policy.rules.indices.filter { policy.rules[$0].actions.contains(action) }
      // Most rules show themselves in the small space; only the others are looked for in the whole one.
      let small = Space.actors.map {
        Space(action, actor: $0, facts: action.selectors.union([.targetStanding, .role]))
      }
      for space in small + [Space(action)] {
        if own.allSatisfy(speaks.contains) { break }
        space.visit { facts in
          let (question, asker) = (policy.question(action, by: facts), Asker(facts.actor))
          if question.guardFailure(for: asker) != nil { return true }
          for place in question.holding { holds.insert(policy.compiled[place].index) }
          let finding = policy.finding(question, for: asker)
          if finding.holds { speaks.insert(finding.rule) }
          return true
        }
      }
    }
    for index in policy.rules.indices where !speaks.contains(index) {
      if holds.contains(index) {
        swallowed.append(policy.rules[index].row)
      } else {
        unreachable.append(policy.rules[index].row)
      }
    }
  }
}
