import Domain

extension Policy {
  /// The heart of the engine: looks at the few rules of the action in this place, and lets the right one speak.
  func finding(_ action: Action, for asker: Asker, by facts: Facts) -> Finding {
    let sees = sees(asker, facts.group)
    let needsGroup = action.needsGroup
    let slot = action.ordinal * Site.count + Site.index(facts.group)
    var nearest = firsts[action.ordinal]
    var nearestFit = -1
    var allowed: Finding?
    var denied: Finding?
    var isForbidden = false

    for position in starts[slot]..<starts[slot + 1] {
      let index = candidates[position]
      let rule = compiled[index]
      let fit = rule.fit(facts)
      if fit > nearestFit { (nearest, nearestFit) = (index, fit) }
      guard fit == CompiledRule.complete else { continue }
      if let reason = rule.failure(for: asker, to: action, by: facts, sees: sees) {
        isForbidden = isForbidden || rule.forbids(asker)
        if denied.flatMap(\.reason).map({ reason.question < $0.question }) ?? true {
          denied = Finding(rule: index, reason: reason, condition: nil, holds: true)
        }
      } else if allowed.map({ $0.condition != nil }) ?? true {
        let condition = rule.condition(for: asker)
        if allowed == nil || condition == nil {
          allowed = Finding(rule: index, reason: nil, condition: condition, holds: true)
        }
      }
    }

    if let allowed, !isForbidden {
      guard !facts.actor.isActive else { return allowed }
      return Finding(rule: allowed.rule, reason: .inactive, condition: nil, holds: true)
    }
    var finding =
      denied
      ?? Finding(
        rule: nearest,
        reason: compiled[nearest].failureNearby(for: asker, to: action, by: facts, sees: sees),
        condition: nil, holds: false)
    // Asked before any rule, so the first rule that holds speaks.
    if let reason = earlyFailure(asker, facts, sees: sees, needsGroup: needsGroup, rule: compiled[nearest]) {
      finding = Finding(rule: nearest, reason: reason, condition: nil, holds: nearestFit == CompiledRule.complete)
    }
    return finding
  }

  private func earlyFailure(
    _ asker: Asker, _ facts: Facts, sees: Bool, needsGroup: Bool, rule: CompiledRule
  ) -> Reason? {
    if !facts.actor.isActive { return .inactive }
    guard needsGroup else { return nil }
    if !sees { return .notVisible }
    let party = rule.cell(of: asker).party
    return party == .banned || party == .externalBanned ? .banned : nil
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
