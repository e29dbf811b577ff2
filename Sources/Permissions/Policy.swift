import Domain

/// The rules, compiled: it answers whether an action may happen, purely and for every combination of facts.
package struct Policy: Sendable {
  /// The rules in the order of their rows; the order in which they were written means nothing.
  package let rules: [Rule]
  let compiled: [CompiledRule]
  /// What each rule says of each party, rule after rule.
  let cells: [Rule.Cell]
  /// Where the rules of an action and a place start in `candidates`; the next entry is where they end.
  let starts: [Int]
  let candidates: [Int]
  /// The first rule of each action, which speaks where none fits the place.
  let firsts: [Int]
  /// Whether a party may know of a group in a place, as the rules of `show` say.
  var sights: [Bool] = []
  /// Is told which row each decision named, for who wants to know which rules are ever needed.
  package var witness: (@Sendable (Row) -> Void)?

  /// Decides one action; allocates nothing.
  package func decide(_ action: Action, by facts: Facts, about subject: Subject) -> Decision {
    let asker = Asker(facts.actor)
    let finding = finding(action, for: asker, by: facts)
    witness?(rules[finding.rule].row)
    guard let reason = finding.reason else {
      return .allow(
        Permit(
          action, subject, row: rules[finding.rule].row, inAdminMode: asker.inAdminMode, condition: finding.condition,
          seesGroup: sees(asker, facts.group), joinsAs: Standing(joining: facts.group, finding.condition)))
    }
    guard reason.question > .visible else {
      return .deny(
        Denial(action: action, row: rules[finding.rule].row, question: reason.question, reason: reason.rawValue))
    }
    return .deny(
      Denial(
        action: action, row: rules[finding.rule].row, question: reason.question, reason: reason.rawValue,
        helpers: helpers(action, by: facts),
        adminModeHelps: asker.isAdmin && !asker.inAdminMode
          && allows(action, Asker(party: asker.party, admin: .on), by: facts)))
  }

  /// Whether there is a kind of group in which the actor could do it, to somebody suitable.
  package func couldAllow(_ action: Action, to actor: Facts.Actor) -> Bool {
    let asker = Asker(actor)
    guard action.needsGroup || action.facts.contains(.kind) else {
      return allows(action, asker, by: Facts(actor: actor))
    }
    return Site.all.contains { place in
      [false, true].contains { isOpen in
        var place = place
        place.openToExternals = isOpen
        return allows(action, asker, by: Facts(actor: actor, group: place))
      }
    }
  }

  /// What was found for one action: the rule that speaks, and why it denies.
  struct Finding: Equatable {
    var rule: Int
    var reason: Reason?
    var condition: Condition?
    /// Whether the rule holds for the situation, and not merely comes nearest to it.
    var holds: Bool
  }

  func allows(_ action: Action, _ asker: Asker, by facts: Facts) -> Bool {
    finding(action, for: asker, by: facts).reason == nil
  }

  /// Who of the group's staff could do it as things stand.
  private func helpers(_ action: Action, by facts: Facts) -> [Standing] {
    guard action.needsGroup, !action.isAboutOneself else { return [] }
    var facts = facts
    facts.tie.role = .none
    facts.tie.sentInvitation = false
    facts.tie.mayEditElsewhere = false
    facts.target?.isOneself = false
    facts.actor = Facts.Actor(standing: .owner)
    let owner = allows(action, Asker(facts.actor), by: facts)
    facts.actor.standing = .moderator
    let moderator = allows(action, Asker(facts.actor), by: facts)
    return owner ? moderator ? Self.staff : Self.owner : moderator ? Self.moderator : []
  }

  private static let staff: [Standing] = [.owner, .moderator]
  private static let owner: [Standing] = [.owner]
  private static let moderator: [Standing] = [.moderator]
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
