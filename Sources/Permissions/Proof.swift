import Domain

/// How a policy breaks an invariant: which one, and the combination that does it.
package struct Breach: Sendable, Equatable, CustomStringConvertible {
  package let invariant: Invariants.Name
  package let row: Row
  package let situation: Situation
  /// For ``Invariants/Name/ranks``, the same situation of somebody who should have at least as much; otherwise itself.
  package let other: Situation

  package var description: String {
    switch invariant {
    case .unseen: "\(row) allows \(situation), although the group can't be seen"
    case .archived: "\(row) allows \(situation), although “archived-allows” doesn't name it"
    case .externalStaff: "\(row) allows \(situation), although nobody from outside may hold a staff role"
    case .onlyOwner: "\(row) allows \(situation), although only the owner or Admin Mode may do that"
    case .admins: "\(row) decides \(situation) otherwise than an ordinary employee"
    case .ranks: "\(row) allows \(situation), but not: \(other.actor)"
    }
  }
}

extension Invariants {
  /// The invariants, in the order in which they are proved.
  package enum Name: String, Sendable, CaseIterable {
    case unseen, archived, externalStaff = "external-staff", onlyOwner = "only-owner", admins, ranks
  }

  /// The first combination of one action's facts that breaks an invariant; `nil` when none does.
  package func breach(of action: Action, in policy: Policy) -> Breach? {
    let exceptions = Exceptions(self, action)
    var breach: Breach?
    Space(action).visit { facts in
      breach = policy.breach(of: action, by: facts, exceptions)
      return breach == nil
    }
    return breach
  }

  /// What the exceptions of the invariants say of one action.
  struct Exceptions {
    let isUnseen: Bool
    let isArchived: Bool
    let isOnlyOwners: Bool
    let isForAdmins: Bool
    let isUnranked: Bool

    init(_ invariants: Invariants, _ action: Action) {
      isUnseen = invariants.unseenAllows.contains(action)
      isArchived = invariants.archivedAllows.contains(action)
      isOnlyOwners = invariants.onlyOwner.contains(action)
      isForAdmins = invariants.adminsMay.contains(action)
      isUnranked = invariants.unranked.contains(action)
    }
  }
}

extension Policy {
  fileprivate func breach(of action: Action, by facts: Facts, _ exceptions: Invariants.Exceptions) -> Breach? {
    let asker = Asker(facts.actor)
    let question = question(action, by: facts)
    let finding = finding(question, for: asker)
    let isAllowed = finding.failure == nil
    let cell = cell(finding.rule, of: asker)
    func breach(_ invariant: Invariants.Name, _ other: Facts? = nil) -> Breach {
      Breach(
        invariant: invariant, row: rules[finding.rule].row, situation: Situation(action, facts),
        other: Situation(action, other ?? facts))
    }
    if asker.isAdmin, !asker.inAdminMode, !exceptions.isForAdmins {
      let ordinary = self.finding(question, for: Asker(party: asker.party, admin: .none))
      if ordinary != finding { return breach(.admins) }
    }
    guard isAllowed else { return nil }
    if action.needsGroup {
      // Nobody has asked to join a hidden group: it takes no requests, and drops them when it is hidden.
      if !sees(asker, question.situation), !(exceptions.isUnseen && facts.tie.role != .none),
        !(asker.party == .requester && question.situation.has(.hidden))
      {
        return breach(.unseen)
      }
      if facts.group?.isArchived == true, !exceptions.isArchived { return breach(.archived) }
      if exceptions.isOnlyOwners, cell.party != .owner, cell.party != .adminMode { return breach(.onlyOwner) }
    }
    if action.makesStaff(facts) { return breach(.externalStaff) }
    guard !exceptions.isUnranked, !asker.isAdmin, !facts.actor.isExternal else { return nil }
    var better = facts
    switch facts.actor.standing {
    case .member: better.actor.standing = .moderator
    case .moderator: better.actor.standing = .owner
    default: return nil
    }
    return allows(self.question(action, by: better), for: Asker(better.actor)) ? nil : breach(.ranks, better)
  }
}

extension Action {
  /// Whether somebody from outside would be owner or moderator afterwards.
  fileprivate func makesStaff(_ facts: Facts) -> Bool {
    switch self {
    case .promote, .transfer: facts.target?.isExternal == true
    case .take, .create, .createExtranet: facts.actor.isExternal
    case .createFor: facts.actor.isExternal || facts.target?.isExternal == true
    default: false
    }
  }
}
