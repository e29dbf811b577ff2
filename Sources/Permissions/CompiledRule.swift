import Domain

/// A rule as the engine reads it: plain words of bits, indexed by party, nothing to allocate or count references of.
struct CompiledRule: Sendable {
  let kinds: Choice<Kind>
  let privacies: Choice<Privacy>
  let isArchived: Bool?
  let inviters: Choice<Inviters>
  let openToExternals: Bool?
  let guestsMayBeInvited: Bool?
  let target: TargetPattern
  let level: Level?
  /// What else lets somebody through who is allowed as such, once the group has set a level of its own.
  let levelCondition: Condition
  let requirements: Choice<Requirement>
  let forbids: Bool
  private(set) var marks = [13 of Mark](repeating: .unnamed)
  private var refusals: [13 of Reason]

  /// What a rule says of one party.
  enum Mark: Equatable {
    case unnamed, refused, allowed
    case allowedIf(Condition)
  }

  init(_ rule: Rule) {
    kinds = rule.kinds
    privacies = rule.privacies
    isArchived = rule.isArchived
    inviters = rule.inviters
    openToExternals = rule.openToExternals
    guestsMayBeInvited = rule.guestsMayBeInvited
    target = rule.target
    level = rule.level
    requirements = rule.requirements
    refusals = [13 of Reason](repeating: rule.refusal)
    for (party, reason) in rule.refusals {
      marks[party.ordinal] = .refused
      refusals[party.ordinal] = reason
    }
    for (party, reason) in rule.impossible {
      marks[party.ordinal] = .refused
      refusals[party.ordinal] = reason
    }
    switch rule.effect {
    case .allow(let grants):
      forbids = false
      let conditions = grants.compactMap(\.condition)
      levelCondition =
        [.editsTask, .movesDeadline, .worksOnTask, .deletesTask, .seesTask].first { conditions.contains($0) } ?? .byLevel
      for grant in grants {
        marks[grant.party.ordinal] = grant.condition.map { .allowedIf($0) } ?? .allowed
      }
    case .forbid(let parties):
      forbids = true
      levelCondition = .byLevel
      for party in parties { marks[party.ordinal] = .refused }
    }
  }

  /// The party as which the asker counts here: an administrator where the rule names administrators.
  func party(of asker: Asker) -> Party {
    if asker.inAdminMode, marks[Party.adminMode.ordinal] != .unnamed { return .adminMode }
    if asker.admin != .none, marks[Party.admin.ordinal] != .unnamed { return .admin }
    return asker.party
  }

  func refusal(of party: Party) -> Reason { refusals[party.ordinal] }
}

extension CompiledRule {
  /// How well the situation fits the rule: ``complete`` when it does, else the more the nearer.
  func fit(_ facts: Facts) -> Int {
    var fit = 0
    if settingFailure(facts) == nil { fit |= 8 }
    if target.externalFailure(facts.target) == nil { fit |= 4 }
    if target.standingFailure(facts.target) == nil { fit |= 2 }
    if target.otherFailure(facts.target) == nil { fit |= 1 }
    return fit
  }

  static let complete = 15

  private func settingFailure(_ facts: Facts) -> Reason? {
    if let group = facts.group {
      if !inviters.contains(group.inviters) { return .inviters }
      if let openToExternals, openToExternals != group.openToExternals { return .groupClosedToExternals }
    }
    if let guestsMayBeInvited, guestsMayBeInvited != facts.preconditions.guestsMayBeInvited { return .guestsSwitchedOff }
    return nil
  }

  /// Why the group is none of those for which the rule holds.
  private func placeFailure(_ group: Facts.GroupFacts) -> Reason? {
    if let isArchived, isArchived != group.isArchived { return isArchived ? .notArchived : .archived }
    if !kinds.contains(group.kind) { return .wrongKind }
    return privacies.contains(group.privacy) ? nil : .wrongPrivacy
  }

  /// The first failing question of the rule, or `nil` when it allows.
  func failure(for asker: Asker, by facts: Facts, of action: Action, sees: Bool) -> Reason? {
    let party = party(of: asker)
    let ownLevel = facts.group?.level ?? (action == .post ? facts.group.map { Level($0.posters) } : nil)
    var first = standingFailure(of: party, by: facts, ownLevel: ownLevel, sees: sees)
    func weigh(_ reason: Reason?) {
      guard let reason else { return }
      if let other = first, other.question < reason.question { return }
      first = reason
    }
    weigh(target.failure(facts.target))
    for requirement in Requirement.allCases where requirements.contains(requirement) { weigh(requirement.failure(facts)) }
    weigh(settingFailure(facts))
    if action.needsGroup || !kinds.isAll, let group = facts.group { weigh(placeFailure(group)) }
    return first
  }

  private func standingFailure(of party: Party, by facts: Facts, ownLevel: Level?, sees: Bool) -> Reason? {
    switch marks[party.ordinal] {
    case .unnamed, .refused: return refusal(of: party)
    case .allowed:
      guard let level, let ownLevel, ownLevel != level, party != .adminMode, party != .admin else { return nil }
      return levelCondition.failure(for: party, by: facts, level: ownLevel, sees: sees)
    case .allowedIf(let condition):
      return condition.failure(for: party, by: facts, level: ownLevel ?? level ?? .members, sees: sees)
    }
  }

  /// The condition under which the party is allowed, if it is a conditional one.
  func condition(of party: Party) -> Condition? {
    if case .allowedIf(let condition) = marks[party.ordinal] { condition } else { nil }
  }
}
