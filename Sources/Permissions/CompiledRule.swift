import Domain

/// A rule as the engine reads it for one of its actions: plain words, nothing to allocate or to count references of.
struct CompiledRule: Sendable {
  /// Its place among the policy's rules.
  let index: Int
  /// Where it holds.
  let traits: Traits
  /// The level while the group has set none; empty where levels have no say.
  let level: Choice<Level>
  /// The level for editing tasks while the group has set none.
  let editLevel: Choice<Level>
  /// What else lets somebody through who is allowed as such, once the group has set a level of its own.
  let levelCondition: Condition

  /// - Parameter rules: All of the policy's.
  init(_ rule: Rule, at index: Int, among rules: [Rule]) {
    self.index = index
    traits = Traits(of: rule)
    level = rule.level.map { [$0] } ?? []
    editLevel = [rules.level(of: .editTasks, in: rule.privacies)]
    let conditions = rule.conditions
    levelCondition =
      [.editsTask, .movesDeadline, .worksOnTask, .deletesTask, .seesTask, .editsTaskAndByLevel].first {
        conditions.contains($0)
      } ?? .byLevel
  }
}

/// What is compiled of an action: where its rules are, and what the person it is about must be to the group.
struct CompiledAction: Sendable {
  /// Their places among the compiled rules; there is at least one.
  let rules: Range<Int>
  let targetStandings: Choice<Standing>
}

/// What a rule says of somebody, taken apart so that a look at one byte tells each thing.
struct Cell: Sendable {
  /// As what the asker counts there: an administrator where the rule names administrators.
  let party: Party
  /// Why it denies, whatever the situation; `nil` where it allows.
  let reason: Reason?
  /// The condition under which it allows, if it does so conditionally.
  let condition: Condition?
  /// Whether it denies whatever other rules allow.
  let forbids: Bool
  /// Whether the action can't happen to such a party.
  let isImpossible: Bool

  init(_ rule: Rule, of asker: Asker) {
    let cell =
      (asker.inAdminMode ? Cell(rule.cells[.adminMode], as: .adminMode) : nil)
      ?? (asker.isAdmin ? Cell(rule.cells[.admin], as: .admin) : nil) ?? Cell(rule.cells[asker.party], as: asker.party)
    guard let cell else { preconditionFailure("\(rule.row) says nothing of “\(asker.party.rawValue)”") }
    self = cell
  }

  /// `nil` where the rule doesn't name the party, or lets the own standing count.
  private init?(_ cell: Rule.Cell?, as party: Party) {
    self.party = party
    switch cell {
    case .allow(let condition): (reason, self.condition, forbids, isImpossible) = (nil, condition, false, false)
    case .deny(let reason): (self.reason, condition, forbids, isImpossible) = (reason, nil, false, false)
    case .forbid(let reason): (self.reason, condition, forbids, isImpossible) = (reason, nil, true, false)
    case .impossible(let reason): (self.reason, condition, forbids, isImpossible) = (reason, nil, false, true)
    case .own, nil: return nil
    }
  }
}

extension CompiledRule {
  /// Why the rule doesn't allow it, or `nil` when it does.
  func failure(_ cell: Cell, to action: Action, in situation: Traits, sees: Bool) -> Failure? {
    if let reason = cell.reason { return Failure(reason: reason) }
    let own = situation.level(for: action)
    func failure(_ condition: Condition, _ level: Choice<Level>) -> Failure? {
      condition.failure(
        for: cell.party, in: situation, level: level, editLevel: situation.editLevel(or: editLevel), sees: sees
      ).map { Failure(reason: $0, condition: condition) }
    }
    if let condition = cell.condition {
      return failure(condition, own.isEmpty ? level.isEmpty ? Choice(.members) : level : own)
    }
    if own.isEmpty || level.isEmpty || own.bits == level.bits || cell.party.reaches(own, in: situation) { return nil }
    if case .admin = cell.party { return nil }
    return failure(levelCondition, own)
  }

  /// How near the rule comes to a situation in which none holds: the more the nearer, and -1 in another place.
  func nearness(to situation: Traits) -> Int {
    guard situation.isWithin(traits, in: .place) else { return -1 }
    return (situation.isWithin(traits, in: .settings) ? 4 : 0)
      + (situation.isWithin(traits, in: .targetExternal) ? 2 : 0)
      + (situation.isWithin(traits, in: .targetStanding) ? 1 : 0)
  }

  /// What keeps the rule from holding: the place before whom it is about, or `failure` where its question comes first.
  ///
  /// Settings never do: where the place suits, rules hold for all of them.
  func failureNearby(_ failure: Failure?, in situation: Traits) -> Failure {
    let nearby: Reason =
      if !situation.isWithin(traits, in: .archived) {
        situation.has(.archived) ? .archived : .notArchived
      } else if !situation.isWithin(traits, in: .kind) {
        .wrongKind
      } else if !situation.isWithin(traits, in: .privacy) {
        .wrongPrivacy
      } else if !situation.isWithin(traits, in: .targetExternal) {
        situation.has(.targetExternal) ? .targetExternal : .targetEmployee
      } else {
        Reason(unsuitable: situation.targetStanding)
      }
    guard let failure, failure.question <= nearby.question else { return Failure(reason: nearby) }
    return failure
  }
}

extension Traits {
  /// The level that the group has set itself; who may post is one for posts.
  fileprivate func level(for action: Action) -> Choice<Level> {
    if case .post = action, level.isEmpty { return posters }
    return level
  }

  /// The level for editing tasks that the group has set itself, or what holds without.
  fileprivate func editLevel(or standard: Choice<Level>) -> Choice<Level> { editLevel.isEmpty ? standard : editLevel }
}
