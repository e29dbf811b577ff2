import Domain

/// Which rules of a policy do nothing.
package struct RuleUse: Sendable, Equatable {
  /// They hold for no combination of facts.
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
          for index in own where !holds.contains(index) && policy.holds(index, action, facts) { holds.insert(index) }
          let finding = policy.finding(policy.question(action, by: facts), for: Asker(facts.actor))
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
