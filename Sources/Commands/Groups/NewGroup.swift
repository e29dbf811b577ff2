import Domain
import Permissions

/// A group that is to be made.
struct NewGroup {
  var kind: Kind
  var name: GroupName
  var privacy: Privacy
  var description = ""
  var tags: [GroupTag] = []
  var settings = Group.Settings()
  var dates = Group.Dates()

  /// Makes the group, which is the actor's.
  ///
  /// - Parameter owner: Somebody else who owns it from the start; only in Admin Mode without being asked.
  /// - Throws: ``Denied`` when the actor may not.
  func create(
    in workspace: inout any Workspace, during turn: inout Turn, ownedBy owner: Person? = nil
  ) throws -> Found {
    let key = try freeKey(in: workspace, during: &turn)
    var group = Group(
      key: key, kind: kind, name: name, description: description, tags: tags, privacy: privacy, owner: turn.actor.key,
      settings: settings, dates: dates, created: turn.now)
    let permit = try permit(.create, key, during: turn)
    guard let owner, owner.key != turn.actor.key else {
      try workspace.apply(.create(group), by: permit, at: turn.now)
      return found(group, turn.actor.key, turn)
    }
    let naming = try self.permit(.createFor, key, target: owner, during: turn)
    if naming.condition == .withConsent {
      try workspace.apply(.create(group), by: permit, at: turn.now)
      let offer = Membership(
        person: owner.key, standing: .invited, inviter: turn.actor.key, since: turn.now, offersOwnership: true)
      try workspace.apply(.setMembership(offer), by: naming, at: turn.now)
      return found(group, turn.actor.key, turn)
    }
    group.owner = owner.key
    try workspace.apply(.create(group), by: naming, at: turn.now)
    return found(group, owner.key, turn)
  }

  private func found(_ group: Group, _ owner: PersonKey, _ turn: Turn) -> Found {
    let membership =
      owner == turn.actor.key ? Membership(person: owner, standing: .owner, since: turn.now) : nil
    return Found(Related(group: group, membership: membership), typed: group.name.text)
  }

  private func permit(_ action: Action, _ key: GroupKey, target: Person? = nil, during turn: Turn) throws -> Permit {
    var facts = Facts(
      actor: turn.facts(standing: .none),
      group: Facts.GroupFacts(kind: kind, privacy: privacy, inviters: settings.inviters, posters: settings.posters))
    facts.target = target.map {
      Facts.Target(standing: .none, isExternal: $0.isExternal, isActive: $0.isActive)
    }
    switch turn.policy.decide(action, by: facts, about: turn.subject(key, target: target?.key)) {
    case .allow(let permit): return permit
    case .deny(let denial):
      guard denial.reason == .wrongKind, action == .createFor else {
        throw Denied(denial: denial, group: nil, target: target)
      }
      throw Denied(
        denial: Denial(action: action, row: denial.row, question: denial.question, reason: .makerOwns), group: nil,
        target: target)
    }
  }

  /// A key that no group has or ever had; a few letters are few enough that two can meet.
  private func freeKey(in reading: any Workspace, during turn: inout Turn) throws -> GroupKey {
    // It would be another one in the end, so none is shown.
    guard !turn.isDryRun else { return GroupKey("…") }
    while true {
      let key = GroupKey(turn.keys.key(length: KeySource.groupKeyLength))
      if try !reading.isTaken(key) { return key }
    }
  }
}

extension Turn {
  /// Of which kind a new group is: under `/group` and `/muster`, of the plainest.
  var kindOfNew: Kind { kind ?? .workgroup }
}
