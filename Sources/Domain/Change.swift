/// What a command changes; the store carries it out as it stands, with a line in the audit log.
package enum Change: Sendable, Equatable {
  /// A new group, with its owner as first member.
  case create(Group)
  case archive
  case unarchive
  /// Sets what a person is to the group; `.none` removes the row.
  case setMembership(Membership)
  /// Something that concerns no group; its line stands in the portal's own log.
  case portal(PortalChange)
}

/// What a command changes of the portal as a whole.
package enum PortalChange: Sendable, Equatable {
  /// Until when the actor's Admin Mode stays on without another act; `nil` turns it off.
  case adminMode(until: Moment?)
  /// Makes somebody an administrator, or takes that back and Admin Mode with it.
  case administrator(PersonKey, Bool)
}
