package import Domain

/// What must be so of the person an action is about, and of the state it meets, whatever the rules allow.
///
/// These are facts of the domain, such as that only a member can be promoted, and so they aren't the operator's to change.
extension Action {
  /// The first thing that isn't so, or `nil`.
  ///
  /// Without a target it is asked in general, so somebody suitable is meant.
  func guardFailure(_ facts: Facts) -> Reason? {
    if let target = facts.target, let reason = targetFailure(target, facts.group) { return reason }
    switch self {
    case .add where facts.target?.isExternal == true:
      return facts.group?.kind == .collab || facts.group?.openToExternals == true ? nil : .groupClosedToExternals
    case .adminRevoke: return facts.preconditions.isLastAdmin ? .lastAdmin : nil
    case .join: return facts.actor.standing.isInside ? .alreadyInside : nil
    case .take: return facts.actor.standing == .owner && !facts.actor.isExternal ? .alreadyOwner : nil
    case .seeOwnTask: return facts.tie.role == .none ? .notYourTask : nil
    case .dates: return facts.group?.kind == .workgroup ? .convertFirst : nil
    default: return nil
    }
  }

  private func targetFailure(_ target: Facts.Target, _ group: Facts.GroupFacts?) -> Reason? {
    if !targetStandings.contains(target.standing) { return Reason(unsuitable: target.standing) }
    switch self {
    case .invite where target.isOneself: return .targetOneself
    case .invite, .add: return target.isActive ? nil : .targetInactive
    // Admin Mode can still remove everybody from what is archived, so nobody is kept inside for good.
    case .remove where group?.isArchived == false && !target.isExternal:
      if target.isOneself { return .targetOneself }
      return target.cameWithDepartment && target.standing == .member ? .targetCameWithDepartment : nil
    case .demote where group?.isArchived == false && target.isOneself: return .targetOneself
    case .transfer, .createFor, .adminGrant:
      if target.isExternal { return .targetExternal }
      return target.isActive ? nil : .targetInactive
    default: return nil
    }
  }

  /// Whether nobody else can do it for the actor.
  var isAboutOneself: Bool {
    switch self {
    case .join, .accept, .decline, .withdraw, .leave, .stepDown, .take, .pin, .unpin, .follow, .mute, .seeOwnTask: true
    default: false
    }
  }

  /// What the person must be to the group.
  package var targetStandings: Choice<Standing> {
    switch self {
    case .invite, .add: [.none]
    case .revoke, .remind: [.invited]
    case .approve, .reject: [.requester]
    case .remove, .transfer: [.moderator, .member]
    case .ban, .promote: [.member]
    case .unban: [.banned]
    case .demote: [.moderator]
    default: .all
    }
  }
}

extension Reason {
  /// What is said of a person whose standing doesn't suit the action.
  init(unsuitable standing: Standing) {
    self =
      switch standing {
      case .owner: .targetOwner
      case .moderator: .targetModerator
      case .member: .targetMember
      case .requester: .targetRequester
      case .invited: .targetInvited
      case .banned: .targetBanned
      case .none: .targetNone
      }
  }
}
