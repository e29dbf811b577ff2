import Domain

extension Policy {
  /// The heart of the engine: looks at the few rules of the action in this place, and lets the right one speak.
  func finding(_ action: Action, for asker: Asker, by facts: Facts) -> Finding {
    let sees = sees(asker, facts.group)
    let needsGroup = action.needsGroup
    let slot = action.ordinal * Site.count + Site.index(facts.group)
    var nearest = firsts[action.ordinal]
    var nearestFit = -1
    var allowing = -1
    var condition: Condition?
    var denying = -1
    var reason = Reason.wrongSetting
    var isForbidden = false

    for position in starts[slot]..<starts[slot + 1] {
      let index = candidates[position]
      let fit = compiled[index].fit(facts)
      if fit > nearestFit { (nearest, nearestFit) = (index, fit) }
      guard fit == CompiledRule.complete else { continue }
      let cell = cell(index, of: asker)
      if let failure = compiled[index].failure(cell, to: action, by: facts, sees: sees) {
        if cell.forbids { isForbidden = true }
        if denying < 0 || failure.question < reason.question { (denying, reason) = (index, failure) }
      } else if allowing < 0 || condition != nil {
        let own = cell.condition
        if allowing < 0 || own == nil { (allowing, condition) = (index, own) }
      }
    }

    let holds = nearestFit == CompiledRule.complete
    if allowing >= 0, !isForbidden {
      if facts.actor.isActive { return Finding(rule: allowing, reason: nil, condition: condition, holds: true) }
      return Finding(rule: allowing, reason: .inactive, condition: nil, holds: true)
    }
    // Asked before any rule, so the first rule that holds speaks.
    if let early = earlyFailure(asker, facts, sees: sees, needsGroup: needsGroup, rule: nearest) {
      return Finding(rule: nearest, reason: early, condition: nil, holds: holds)
    }
    if denying >= 0 { return Finding(rule: denying, reason: reason, condition: nil, holds: true) }
    reason = compiled[nearest].failureNearby(cell(nearest, of: asker), to: action, by: facts, sees: sees)
    return Finding(rule: nearest, reason: reason, condition: nil, holds: false)
  }

  private func earlyFailure(_ asker: Asker, _ facts: Facts, sees: Bool, needsGroup: Bool, rule: Int) -> Reason? {
    if !facts.actor.isActive { return .inactive }
    guard needsGroup else { return nil }
    if !sees { return .notVisible }
    switch cell(rule, of: asker).party {
    case .banned, .externalBanned: return .banned
    default: return nil
    }
  }

  /// The cell of a rule that decides for the asker.
  func cell(_ rule: Int, of asker: Asker) -> Cell {
    let start = rule * Party.count
    if asker.isAdmin {
      if asker.inAdminMode, let cell = named(.adminMode, start) ?? named(.admin, start) { return cell }
      if let cell = named(.admin, start) { return cell }
    }
    return Cell(says: cells[start + asker.party.ordinal], party: asker.party)
  }

  private func named(_ party: Party, _ start: Int) -> Cell? {
    let says = cells[start + party.ordinal]
    if case .own = says { return nil }
    return Cell(says: says, party: party)
  }

  /// Whether the asker may know of the group.
  func sees(_ asker: Asker, _ group: Facts.GroupFacts?) -> Bool {
    guard let group else { return false }
    return sights[(asker.party.ordinal * 2 + (asker.inAdminMode ? 1 : 0)) * Site.count + Site.index(group)]
  }
}

/// What of a group decides which rules there are for it: kind, privacy, and whether it is archived.
enum Site {
  static let count = 18

  /// Without a group, that of an ordinary one; only actions that need no group are decided there.
  static func index(_ group: Facts.GroupFacts?) -> Int {
    guard let group else { return 0 }
    return (group.kind.ordinal * 3 + group.privacy.ordinal) * 2 + (group.isArchived ? 1 : 0)
  }

  static let all: [Facts.GroupFacts] = Kind.allCases.flatMap { kind in
    Privacy.allCases.flatMap { privacy in
      [false, true].map { Facts.GroupFacts(kind: kind, privacy: privacy, isArchived: $0) }
    }
  }
}
