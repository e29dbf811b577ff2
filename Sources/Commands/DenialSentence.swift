package import Permissions

extension Denial {
  /// The key of the sentence that says why.
  ///
  /// What a person is to the group is said of the verb where the same words would lead astray, as “@bob is a plain
  /// member” would where he isn't banned.
  /// - Parameter toOneself: Whether the person whom it is about reads it.
  package func sentence(toOneself: Bool = false) -> String {
    let isInside = [Reason.targetOwner, .targetModerator, .targetMember].contains(reason)
    let isUnknown = [Reason.targetNone, .targetRequester, .targetInvited].contains(reason)
    return switch (action, reason) {
    case (.invite, _) where isInside, (.add, _) where isInside, (.revoke, _) where isInside,
      (.remind, _) where isInside, (.approve, _) where isInside, (.reject, _) where isInside:
      "denied.inside-already"
    case (.revoke, .targetNone), (.remind, .targetNone): "denied.target-not-invited"
    case (.approve, .targetNone), (.reject, .targetNone): "denied.target-not-requested"
    case (.unban, _) where isInside || isUnknown: "denied.target-not-banned"
    case (.ban, .targetModerator): "denied.demote-first"
    case (.ban, .targetBanned): "denied.banned-already"
    case (.transfer, .targetOwner): toOneself ? "denied.already-owner" : "denied.owner-already"
    case (.convert, .wrongKind): "denied.wrong-kind-convert"
    case (.dates, .wrongKind): "denied.wrong-kind-dates"
    default: "denied.\(reason.rawValue)"
    }
  }
}
