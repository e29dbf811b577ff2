import Domain
import Permissions

extension Permit {
  /// Whether the change is what this permit was given for: the action, the group and the person.
  func covers(_ change: Change) -> Bool {
    switch change {
    case .create(let group):
      (action == .create || action == .createFor) && subject.group == group.key
    case .archive: action == .archive && subject.group != nil
    case .unarchive: action == .unarchive && subject.group != nil
    case .setMembership(let membership):
      subject.group != nil && membership.person == personOfMembership
    }
  }

  /// Whose membership the action changes; `nil` when it changes none.
  private var personOfMembership: PersonKey? {
    switch action {
    case .join, .leave, .accept, .decline, .withdraw, .stepDown, .take: subject.actor
    case .invite, .add, .revoke, .approve, .reject, .remove, .ban, .unban, .promote, .demote, .transfer:
      subject.target
    default: nil
    }
  }
}
