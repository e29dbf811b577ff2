package import Domain

/// One rule as the policy file says it: for which actions and situations, and whom it allows or forbids.
///
/// A row of the permission table may be written as several rules, such as one for each of its actions.
package struct Rule: Sendable, Equatable {
  package var row: Row
  package var actions: [Action]
  package var kinds: Choice<Kind>
  package var privacies: Choice<Privacy>
  /// `nil` when it holds for archived groups and for others.
  package var isArchived: Bool?
  package var inviters: Choice<Inviters>
  package var openToExternals: Bool?
  package var guestsMayBeInvited: Bool?
  package var target: TargetPattern
  /// The level of the feature operation while the group has set none; `nil` when levels have no say.
  package var level: Level?
  package var requirements: Choice<Requirement>
  package var effect: Effect
  /// Why it denies who isn't allowed, unless `refusals` knows better.
  package var refusal: Reason
  package var refusals: [Party: Reason]
  /// Who can't be in this situation at all, such as a member who joins, and what is said then.
  package var impossible: [Party: Reason]

  /// What the rule does for the parties it names.
  package enum Effect: Sendable, Equatable {
    case allow([Grant])
    /// Denies, whatever other rules allow.
    case forbid([Party])
  }

  /// A party that is allowed, perhaps under a condition.
  package struct Grant: Sendable, Equatable {
    package var party: Party
    package var condition: Condition?

    package init(_ party: Party, _ condition: Condition? = nil) {
      self.party = party
      self.condition = condition
    }
  }

  package init(
    row: Row, actions: [Action], kinds: Choice<Kind> = .all, privacies: Choice<Privacy> = .all,
    isArchived: Bool? = nil, inviters: Choice<Inviters> = .all, openToExternals: Bool? = nil,
    guestsMayBeInvited: Bool? = nil, target: TargetPattern = TargetPattern(), level: Level? = nil,
    requirements: Choice<Requirement> = [], effect: Effect, refusal: Reason, refusals: [Party: Reason] = [:],
    impossible: [Party: Reason] = [:]
  ) {
    self.row = row
    self.actions = actions
    self.kinds = kinds
    self.privacies = privacies
    self.isArchived = isArchived
    self.inviters = inviters
    self.openToExternals = openToExternals
    self.guestsMayBeInvited = guestsMayBeInvited
    self.target = target
    self.level = level
    self.requirements = requirements
    self.effect = effect
    self.refusal = refusal
    self.refusals = refusals
    self.impossible = impossible
  }

  /// The facts without which it can't be judged.
  var facts: Choice<Fact> {
    var facts = target.facts
    if !kinds.isAll { facts = facts.union([.kind]) }
    if !privacies.isAll { facts = facts.union([.privacy]) }
    if isArchived != nil { facts = facts.union([.archived]) }
    if !inviters.isAll { facts = facts.union([.inviters]) }
    if openToExternals != nil { facts = facts.union([.openToExternals]) }
    if guestsMayBeInvited != nil { facts = facts.union([.guestsMayBeInvited]) }
    if level != nil { facts = facts.union([.level]) }
    for requirement in requirements.values { facts = facts.union(requirement.facts) }
    if case .allow(let grants) = effect {
      for grant in grants { facts = facts.union(grant.condition?.facts ?? []) }
    }
    return facts
  }
}
