package import Domain

/// The only key to writing: proof that the engine allowed this action, on this group, about this person.
///
/// It can't be made elsewhere, copied, kept, or used twice.
package struct Permit: ~Copyable {
  package let action: Action
  package let subject: Subject
  /// The row of the permission table that allowed it, such as `G12`.
  package let row: Row
  /// Whether it is done in Admin Mode; the audit log marks it, and the owner of the group is told.
  package let inAdminMode: Bool
  /// The condition under which it was allowed; some narrow what is shown, such as ``Condition/cardOnly``.
  package let condition: Condition?
  /// Whether the actor may know of the group; if not, a task is the actor's own and no reply names the group.
  package let seesGroup: Bool
  /// What one becomes by joining: a member at once, or a requester.
  package let joinsAs: Standing

  init(
    _ action: Action, _ subject: Subject, row: Row, inAdminMode: Bool, condition: Condition?, seesGroup: Bool,
    joinsAs: Standing
  ) {
    self.action = action
    self.subject = subject
    self.row = row
    self.inAdminMode = inAdminMode
    self.condition = condition
    self.seesGroup = seesGroup
    self.joinsAs = joinsAs
  }
}

extension Permit {
  /// Whether the change is what was allowed: the action's own, in the permit's group, about the permit's people.
  package borrowing func covers(_ change: Change) -> Bool {
    switch change {
    case .create(let group): group.key == subject.group && covers(ownerOf: group)
    case .edit: action == .edit
    case .setPrivacy: action == .privacy
    case .setSettings: action == .settings
    case .setDates: action == .dates
    case .convert: action == .convert
    case .archive: action == .archive
    case .unarchive: action == .unarchive
    case .delete: action == .delete
    case .copy: action == .copy
    case .setMembership(let membership): covers(membership)
    case .restore(let membership):
      action == .remove && membership.person == subject.target && membership.standing.isInside
    case .remind(let person): action == .remind && person == subject.target
    case .transfer(let person): covers(newOwner: person)
    case .pin(let isPinned): action == (isPinned ? .pin : .unpin)
    case .mute(let isMuted): action == (isMuted ? .mute : .follow)
    case .addTicket(let ticket):
      action == .taskAdd && ticket.group == subject.group && ticket.creator == subject.actor
    case .handOver(_, let person): action == .taskAssign && person == subject.target
    case .shareFile(let file): action == .fileShare && file.group == subject.group && file.by == subject.actor
    case .portal(let change): subject.group == nil && covers(change)
    }
  }

  private borrowing func covers(_ change: PortalChange) -> Bool {
    switch change {
    case .adminMode(let until): action == (until == nil ? .adminOff : .adminOn)
    case .administrator(let person, let becomes):
      action == (becomes ? .adminGrant : .adminRevoke) && person == subject.target
    }
  }

  /// Whoever makes a group owns it; another is named its owner without being asked only in Admin Mode.
  private borrowing func covers(ownerOf group: Group) -> Bool {
    switch action {
    case .create: group.owner == subject.actor
    case .createFor: group.owner == subject.target && condition != .withConsent
    default: false
    }
  }

  private borrowing func covers(newOwner person: PersonKey) -> Bool {
    switch action {
    case .transfer: person == subject.target
    case .take: person == subject.actor
    // Where the invitation offers it, which the store sees to.
    case .accept: person == subject.actor
    default: false
    }
  }

  private borrowing func covers(_ membership: Membership) -> Bool {
    let isActor = membership.person == subject.actor
    let isTarget = membership.person == subject.target
    guard membership.offersOwnership == (action == .createFor) else { return false }
    return switch action {
    case .join: isActor && membership.standing == joinsAs
    case .accept: isActor && membership.standing == .member
    case .decline, .withdraw, .leave: isActor && membership.standing == .none
    case .stepDown: isActor && membership.standing == .member
    // Until the named person accepts, the creator is the owner.
    case .createFor, .invite: isTarget && membership.standing == .invited && membership.inviter == subject.actor
    case .add, .approve, .demote, .unban: isTarget && membership.standing == .member
    case .promote: isTarget && membership.standing == .moderator
    case .ban: isTarget && membership.standing == .banned
    case .revoke, .reject, .remove: isTarget && membership.standing == .none
    default: false
    }
  }
}
