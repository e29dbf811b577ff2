package import Domain

/// The rules, compiled: it answers whether an action may happen, purely and for every combination of facts.
package struct Policy: Sendable {
  /// The rules in the order of their rows; the order in which they were written means nothing.
  package let rules: [Rule]
  /// The rules of each action, action after action.
  let compiled: [CompiledRule]
  /// What is compiled of each action, by its ordinal.
  let actions: [CompiledAction]
  /// What each rule says of each asker, rule after rule.
  let cells: [Cell]
  /// Whether each asker may know of a group in each place, as the rules of `show` say.
  var sights: [Bool] = []
  /// Is told which row each decision named, for who wants to know which rules are ever needed.
  package var witness: (@Sendable (Row) -> Void)?

  /// Decides one action; allocates nothing.
  package func decide(_ action: Action, by facts: Facts, about subject: consuming Subject) -> Decision {
    let asker = Asker(facts.actor)
    let question = question(action, by: facts)
    let found = finding(question, for: asker)
    let row = rules[found.rule].row
    witness?(row)
    guard let failure = found.failure else {
      return .allow(
        Permit(
          action, subject, row: row, inAdminMode: asker.inAdminMode, condition: found.condition,
          seesGroup: sees(asker, question.situation), joinsAs: Standing(joining: facts.group, found.condition)))
    }
    var denial = Denial(
      action: action, row: row, question: failure.question, reason: failure.reason, condition: failure.condition)
    guard denial.question > .visible else { return .deny(denial) }
    denial.helpers = helpers(question.forSomebodyElse)
    if asker.isAdmin, !asker.inAdminMode {
      let inAdminMode = Asker(party: asker.party, admin: .on)
      denial.adminModeHelps = allows(question, for: inAdminMode)
    }
    return .deny(denial)
  }

  /// Whether there could be a group in which the actor could do it, to somebody suitable.
  ///
  /// - Parameter kind: Of which kind it is to be; of any unless given.
  package func couldAllow(_ action: Action, to actor: Facts.Actor, in kind: Kind? = nil) -> Bool {
    let asker = Asker(actor)
    guard action.needsGroup || action.facts.contains(.kind) else {
      return allows(question(action, by: Facts(actor: actor)), for: asker)
    }
    return Facts.GroupFacts.places.filter { kind == nil || $0.kind == kind }.contains { place in
      [false, true].contains { isOpen in
        var place = place
        place.openToExternals = isOpen
        return allows(question(action, by: Facts(actor: actor, group: place)), for: asker)
      }
    }
  }

  /// Who of the group's staff could do it as things stand.
  private func helpers(_ question: Question) -> Choice<Standing> {
    guard question.action.needsGroup, !question.action.isAboutOneself else { return [] }
    var helpers: Choice<Standing> = []
    if allows(question, for: Asker(party: .owner, admin: .none)) { helpers.add(.owner) }
    if allows(question, for: Asker(party: .moderator, admin: .none)) { helpers.add(.moderator) }
    return helpers
  }
}

extension Standing {
  /// What one becomes by joining: a member at once in a public group, or where that was allowed.
  fileprivate init(joining group: Facts.GroupFacts?, _ condition: Condition?) {
    switch (group?.privacy, condition) {
    case (.public?, _), (_, .atOnce?), (_, .asAcceptance?): self = .member
    default: self = .requester
    }
  }
}
