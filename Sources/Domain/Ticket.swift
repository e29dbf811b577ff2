/// A task of a group.
package struct Ticket: Sendable, Equatable {
  package let key: TicketKey
  package var group: GroupKey
  package var title: String
  /// The form in which titles are compared.
  package var folded: String
  package var description: String
  package var status: Status
  package let creator: PersonKey
  /// Who has to do it; stays so after leaving the group.
  package var responsible: PersonKey
  /// Who helps.
  package var participants: [PersonKey]
  /// Who is told.
  package var observers: [PersonKey]
  package var due: Moment?
  package var priority: Priority
  /// Whether the creator has to approve the result.
  package var isControlled: Bool
  package let created: Moment

  package init(
    key: TicketKey, group: GroupKey, title: String, folded: String, description: String = "",
    status: Status = .pending, creator: PersonKey, responsible: PersonKey, participants: [PersonKey] = [],
    observers: [PersonKey] = [], due: Moment? = nil, priority: Priority = .normal, isControlled: Bool = false,
    created: Moment
  ) {
    self.key = key
    self.group = group
    self.title = title
    self.folded = folded
    self.description = description
    self.status = status
    self.creator = creator
    self.responsible = responsible
    self.participants = participants
    self.observers = observers
    self.due = due
    self.priority = priority
    self.isControlled = isControlled
    self.created = created
  }

  /// How far it is.
  package enum Status: String, Sendable, CaseIterable {
    case pending
    case inProgress = "in-progress"
    case awaitingControl = "awaiting-control"
    case completed, deferred

    /// Whether there is still something to do.
    package var isOpen: Bool { self != .completed }
  }

  /// How much it presses.
  package enum Priority: String, Sendable, CaseIterable {
    case low, normal, high
  }

  /// In characters.
  package static let maximumTitle = 200
}

/// A file that was shared in a group: a name and where it is.
package struct SharedFile: Sendable, Equatable {
  package let group: GroupKey
  package let name: String
  /// The form in which names are compared; a group has each once.
  package let folded: String
  package let url: String
  package let by: PersonKey
  package let at: Moment

  package init(group: GroupKey, name: String, folded: String, url: String, by: PersonKey, at: Moment) {
    self.group = group
    self.name = name
    self.folded = folded
    self.url = url
    self.by = by
    self.at = at
  }
}

/// How much a group holds besides its people.
package struct Contents: Sendable, Equatable {
  package var openTickets: Int
  package var closedTickets: Int
  package var files: Int

  package init(openTickets: Int = 0, closedTickets: Int = 0, files: Int = 0) {
    self.openTickets = openTickets
    self.closedTickets = closedTickets
    self.files = files
  }

  package var isEmpty: Bool { openTickets == 0 && closedTickets == 0 && files == 0 }
}
