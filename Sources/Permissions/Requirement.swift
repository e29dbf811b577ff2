import Domain

/// What a rule requires besides the standing, for everybody alike.
package enum Requirement: String, Sendable, CaseIterable {
  /// Only a project has dates.
  case isProject = "is-project"
  /// Somebody from outside can be added only where the group is open to externals.
  case externalsAdmitted = "externals-admitted"
  /// The portal keeps at least one administrator.
  case notLastAdmin = "not-last-admin"
  /// The actor has a part in the task: creator, responsible, participant or observer.
  case ownTask = "own-task"
  /// Who owns the group already can't take it.
  case notOwnerAlready = "not-owner-already"

  /// Why the facts don't meet it, or `nil` when they do.
  func failure(_ facts: Facts) -> Reason? {
    switch self {
    case .isProject: facts.group?.kind == .workgroup ? .convertFirst : nil
    case .externalsAdmitted:
      facts.target?.isExternal == true && facts.group?.openToExternals != true ? .groupClosedToExternals : nil
    case .notLastAdmin: facts.preconditions.isLastAdmin ? .lastAdmin : nil
    case .ownTask: facts.tie.role == .none ? .notYourTask : nil
    case .notOwnerAlready: facts.actor.standing == .owner && !facts.actor.isExternal ? .alreadyOwner : nil
    }
  }

  /// The facts without which it can't be judged.
  var facts: Choice<Fact> {
    switch self {
    case .isProject: [.kind]
    case .externalsAdmitted: [.openToExternals, .targetExternal]
    case .notLastAdmin: [.lastAdmin]
    case .ownTask: [.role]
    case .notOwnerAlready: []
    }
  }
}

extension Requirement: Ordinal {
  package var ordinal: Int {
    switch self {
    case .isProject: 0
    case .externalsAdmitted: 1
    case .notLastAdmin: 2
    case .ownTask: 3
    case .notOwnerAlready: 4
    }
  }
}
