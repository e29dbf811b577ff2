package import Domain

/// What must be so of the person an action is about, and of the state it meets, whatever the rules allow.
///
/// These are facts of the domain, such as that only a member can be promoted, and so they aren't the operator's to change.
extension Action {
  /// The first thing that isn't so, or `nil`.
  ///
  /// Without a target it is asked in general, so somebody suitable is meant.
  ///
  /// - Parameters:
  ///   - party: what the actor is to the group.
  ///   - suitable: ``targetStandings``, which the engine has at hand.
  func guardFailure(for party: Party, in situation: Traits, suitable: Choice<Standing>) -> Reason? {
    if situation.contains(.targetStanding) {
      if !situation.targetStanding.isSubset(of: suitable) { return Reason(unsuitable: situation.targetStanding) }
      if let reason = targetFailure(in: situation) { return reason }
    }
    switch self {
    case .add where situation.has(.targetExternal):
      return situation.has(.collab) || situation.has(.openToExternals) ? nil : .groupClosedToExternals
    case .adminRevoke: return situation.has(.lastAdmin) ? .lastAdmin : nil
    case .join: return party.isInside ? .alreadyInside : nil
    case .take:
      if case .owner = party { return .alreadyOwner }
      return nil
    case .seeOwnTask: return situation.hasRole ? nil : .notYourTask
    case .dates: return situation.has(.workgroup) ? .convertFirst : nil
    default: return nil
    }
  }

  private func targetFailure(in situation: Traits) -> Reason? {
    let isOneself = situation.has(.targetOneself)
    let isExternal = situation.has(.targetExternal)
    let inactive: Reason? = situation.has(.targetInactive) ? .targetInactive : nil
    switch self {
    case .invite: return isOneself ? .targetOneself : inactive
    case .add: return inactive
    // Admin Mode can still remove everybody from what is archived, so nobody is kept inside for good.
    case .remove where !situation.has(.archived) && !isExternal:
      if isOneself { return .targetOneself }
      let came = situation.has(.targetCameWithDepartment) && situation.has(.targetMember)
      return came ? .targetCameWithDepartment : nil
    case .demote where !situation.has(.archived) && isOneself: return .targetOneself
    case .transfer, .createFor, .adminGrant: return isExternal ? .targetExternal : inactive
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
  init(unsuitable standing: Choice<Standing>) {
    self =
      if standing.contains(.owner) {
        .targetOwner
      } else if standing.contains(.moderator) {
        .targetModerator
      } else if standing.contains(.member) {
        .targetMember
      } else if standing.contains(.requester) {
        .targetRequester
      } else if standing.contains(.invited) {
        .targetInvited
      } else if standing.contains(.banned) {
        .targetBanned
      } else {
        .targetNone
      }
  }
}
