package import Domain

/// Where an action makes no sense, so that no rule decides it and it is denied, such as unarchiving what isn't archived.
///
/// The policy file names every gap, so that a rule that was lost or mistyped is noticed.
package struct Gap: Sendable, Equatable {
  package var action: Action
  package var kinds: Choice<Kind>
  package var privacies: Choice<Privacy>
  package var isArchived: Bool?
  package var targetIsExternal: Bool?

  package init(
    action: Action, kinds: Choice<Kind> = .all, privacies: Choice<Privacy> = .all, isArchived: Bool? = nil,
    targetIsExternal: Bool? = nil
  ) {
    self.action = action
    self.kinds = kinds
    self.privacies = privacies
    self.isArchived = isArchived
    self.targetIsExternal = targetIsExternal
  }

  func contains(_ facts: Facts) -> Bool {
    if let group = facts.group {
      guard kinds.contains(group.kind), privacies.contains(group.privacy) else { return false }
      if let isArchived, isArchived != group.isArchived { return false }
    }
    return targetIsExternal.map { $0 == facts.target?.isExternal } != false
  }
}

extension Policy {
  /// The first situation about which rules and gaps say nothing, or both say something; `nil` when there is none.
  func coverageProblem(_ gaps: [Gap]) -> PolicyProblem? {
    for action in Action.allCases {
      let own = gaps.filter { $0.action == action }
      var problem: PolicyProblem?
      Space(action, facts: action.selectors.intersection(Space.covering).union([.targetStanding])).visit { facts in
        if let standing = facts.target?.standing, !action.targetStandings.contains(standing) { return true }
        let isGap = own.contains { $0.contains(facts) }
        let isRuled = question(action, by: facts).holding.first != nil
        if isGap == isRuled {
          let situation = Situation(action, facts).place
          problem = isGap ? .gapWithRule(action, situation) : .uncovered(action, situation)
        }
        return problem == nil
      }
      if let problem { return problem }
    }
    return nil
  }
}
