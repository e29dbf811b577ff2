/// What a command does to a group; the store carries it out as it stands, with a line in the audit log.
package enum Change: Sendable, Equatable {
  /// A new group, with its owner as first member.
  case create(Group)
  case archive
  case unarchive
  /// Sets what a person is to the group; `.none` removes the row.
  case setMembership(Membership)
}
