/// What a command changes; the store carries it out as it stands, with a line in the audit log.
package enum Change: Sendable, Equatable {
  /// A new group, with its owner as first member.
  case create(Group)
  case edit(Group.Edit)
  /// Who finds it; requests that wait become memberships where it is public now, and end where it is hidden.
  case setPrivacy(Privacy)
  case setSettings(Group.Settings)
  case setDates(Group.Dates)
  /// Another kind; only a project keeps its dates.
  case convert(to: Kind)
  case archive
  case unarchive
  /// The group is gone, with everything that people were to it; its log stays, for nobody to reach by a command.
  case delete
  /// A line in the log: the group was the model of another.
  case copy(as: GroupKey)
  /// Sets what a person is to the group; `.none` removes the row.
  case setMembership(Membership)
  /// Takes a removal back: the person is again what they were.
  case restore(Membership)
  /// Remembers that somebody was reminded of an invitation.
  case remind(PersonKey)
  /// Makes somebody the owner; who owned it before stays as a member.
  case transfer(to: PersonKey)
  /// On or off the actor's own pins; leaves no line in the log, for it concerns nobody else.
  case pin(Bool)
  /// Whether the actor wants notices; leaves no line in the log, either.
  case mute(Bool)
  case addTicket(Ticket)
  /// Makes another person responsible for all open tasks of one.
  case handOver(from: PersonKey, to: PersonKey)
  case shareFile(SharedFile)
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
