import Domain

/// Where a rule holds, as the engine reads it: plain words of bits, nothing to allocate or to count references of.
struct CompiledRule: Sendable {
  let kinds: Choice<Kind>
  let privacies: Choice<Privacy>
  let isArchived: Bool?
  let inviters: Choice<Inviters>
  let openToExternals: Bool?
  let guestsMayBeInvited: Bool?
  let targetStandings: Choice<Standing>
  let targetIsExternal: Bool?
  let level: Level?
  /// What else lets somebody through who is allowed as such, once the group has set a level of its own.
  let levelCondition: Condition

  init(_ rule: Rule) {
    kinds = rule.kinds
    privacies = rule.privacies
    isArchived = rule.isArchived
    inviters = rule.inviters
    openToExternals = rule.openToExternals
    guestsMayBeInvited = rule.guestsMayBeInvited
    targetStandings = rule.targetStandings
    targetIsExternal = rule.targetIsExternal
    level = rule.level
    let conditions = rule.conditions
    levelCondition =
      [.editsTask, .movesDeadline, .worksOnTask, .deletesTask, .seesTask].first { conditions.contains($0) } ?? .byLevel
  }
}

/// What a rule says of somebody, and as what they count there: an administrator where it names administrators.
struct Cell {
  let says: Rule.Cell
  let party: Party

  var forbids: Bool {
    if case .forbid = says { true } else { false }
  }

  /// The condition under which it allows, if it does so conditionally.
  var condition: Condition? {
    if case .allow(let condition) = says { condition } else { nil }
  }
}

extension CompiledRule {
  /// How well the situation fits the rule: ``complete`` when it does, else the more the nearer.
  func fit(_ facts: Facts) -> Int {
    (settingFailure(facts) == nil ? 4 : 0) + (externalFailure(facts.target) == nil ? 2 : 0)
      + (facts.target.map { targetStandings.contains($0.standing) } != false ? 1 : 0)
  }

  static let complete = 7

  private func settingFailure(_ facts: Facts) -> Reason? {
    if let group = facts.group {
      if !inviters.contains(group.inviters) { return .inviters }
      if let openToExternals, openToExternals != group.openToExternals { return .groupClosedToExternals }
    }
    if let guestsMayBeInvited, guestsMayBeInvited != facts.preconditions.guestsMayBeInvited {
      return .guestsSwitchedOff
    }
    return nil
  }

  private func externalFailure(_ target: Facts.Target?) -> Reason? {
    guard let targetIsExternal, targetIsExternal != (target?.isExternal ?? false) else { return nil }
    return targetIsExternal ? .targetEmployee : .targetExternal
  }

  /// Why the group is none of those for which the rule holds.
  private func placeFailure(_ group: Facts.GroupFacts) -> Reason? {
    if let isArchived, isArchived != group.isArchived { return isArchived ? .notArchived : .archived }
    if !kinds.contains(group.kind) { return .wrongKind }
    return privacies.contains(group.privacy) ? nil : .wrongPrivacy
  }

  /// Why the rule doesn't allow it, or `nil` when it does: of several reasons, that of the first failing question.
  func failure(_ cell: Cell, to action: Action, by facts: Facts, sees: Bool) -> Reason? {
    var first = standingFailure(cell, to: action, by: facts, sees: sees)
    if let reason = action.guardFailure(facts) {
      if let other = first, other.question < reason.question { return first }
      first = reason
    }
    return first
  }

  /// The same for a rule that doesn't hold here, but comes nearest: what keeps it from holding is a reason as well.
  func failureNearby(_ cell: Cell, to action: Action, by facts: Facts, sees: Bool) -> Reason {
    let group = facts.group.flatMap { placeFailure($0) }
    let standing = facts.target.flatMap {
      targetStandings.contains($0.standing) ? nil : Reason(unsuitable: $0.standing)
    }
    let reasons = [
      failure(cell, to: action, by: facts, sees: sees), standing, externalFailure(facts.target),
      settingFailure(facts), group,
    ]
    var first: Reason?
    for case let reason? in reasons where first.map({ reason.question < $0.question }) != false { first = reason }
    return first ?? .wrongSetting
  }

  private func standingFailure(_ cell: Cell, to action: Action, by facts: Facts, sees: Bool) -> Reason? {
    let party = cell.party
    switch cell.says {
    case .deny(let reason), .forbid(let reason), .impossible(let reason): return reason
    case .own: return .wrongSetting
    case .allow(nil):
      guard let level, let own = facts.ownLevel(for: action), own != level, !party.reaches(own, in: facts) else {
        return nil
      }
      return party == .admin ? nil : levelCondition.failure(for: party, by: facts, level: own, sees: sees)
    case .allow(let condition?):
      let level = facts.ownLevel(for: action) ?? level ?? .members
      return condition.failure(for: party, by: facts, level: level, sees: sees)
    }
  }
}

extension Facts {
  /// The level that the group has set itself; who may post is one for posts.
  fileprivate func ownLevel(for action: Action) -> Level? {
    guard let group else { return nil }
    if let level = group.level { return level }
    return action == .post ? Level(group.posters) : nil
  }
}
