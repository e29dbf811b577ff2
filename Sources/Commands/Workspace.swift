package import Domain
package import Permissions

/// What a command reads; everything it reads in one run is of one moment.
package protocol Reading {
  func person(_ key: PersonKey) throws -> Person?

  /// The person behind a messenger's account; `nil` when the account has never been seen.
  func person(_ account: Account) throws -> Person?

  /// The accounts by which messengers know the person, in the order of connection and user.
  func accounts(of person: PersonKey) throws -> [Account]

  /// Whether the person has to do with any group, or has made a task or is responsible for one.
  func isBound(_ person: PersonKey) throws -> Bool

  /// What was offered under the code; `nil` when nothing was, or not any more.
  func linkCode(_ code: String) throws -> LinkCode?

  /// The wrong codes that came from the account; `nil` when none did.
  func wrongCodes(of account: Account) throws -> WrongCodes?

  /// The active people whom others made administrators, by handle; whom `bot.yaml` names is not among them.
  func grantedAdministrators() throws -> [Person]

  /// Employees, or people from outside, by their folded handle, in the order of handle and key; after them those whose
  /// linked accounts have it.
  ///
  /// The two are apart, so that who looks for employees never comes across anybody else.
  func people(handled handle: NameMatch, isExternal: Bool, limit: Int) throws -> [Person]

  /// People whose folded handle is one letter wrong, missing, too much or swapped away from this one, in its order.
  ///
  /// People from outside, and for somebody from outside all people, only if they share a group with the reader: the
  /// others are not counted.
  func people(near handle: String, in sight: Sight, limit: Int) throws -> [Person]

  /// The decisions about the person, the newest first: denials as long as they are kept, and what was done as long as it
  /// is among the portal's last 5,000 deliveries.
  func decisions(about person: PersonKey, limit: Int) throws -> [PastDecision]

  func group(_ key: GroupKey) throws -> Group?

  /// What the person is to the group; `nil` when there is no relation.
  func membership(of person: PersonKey, in group: GroupKey) throws -> Membership?

  /// When the person's request to join the group was last turned down; `nil` when none ever was.
  func lastRejection(of person: PersonKey, in group: GroupKey) throws -> Moment?

  /// The members of the group who have one of `standings`: owner first, then by standing and since when.
  func members(of group: GroupKey, with standings: [Standing], limit: Int) throws -> [Member]

  /// Groups by their name or the list's filter, in the order of folded name and key.
  ///
  /// What is hidden from `sight` is not read at all, so neither a reply nor its timing can tell of it.
  /// - Parameter place: where the list goes on, so that no page is read from the beginning of all.
  func groups(_ filter: GroupFilter, in sight: Sight, after place: GroupFilter.Place?, limit: Int) throws -> [Related]

  /// Groups whose folded name, or the beginning of it, is one letter wrong, missing, too much or swapped away from this
  /// text: whole names first, then in the order of name and key.
  ///
  /// What is hidden from `sight` is not read at all. Where the name itself isn't there, of several that begin with what
  /// may be meant only the first is found.
  func groups(near name: String, in sight: Sight, limit: Int) throws -> [Related]

  /// Whether a group has the key, or a deleted one had it.
  func isTaken(_ key: GroupKey) throws -> Bool

  /// What a card says of the group besides its own row, read at once.
  func summary(of group: GroupKey, for person: PersonKey) throws -> GroupSummary

  /// Those of the group who have one of `standings` and want its notices: owner first, then by standing and since when.
  func followers(of group: GroupKey, with standings: [Standing], limit: Int) throws -> [PersonKey]

  /// Whether both are owner, moderator or member of some group.
  func shareGroup(_ one: PersonKey, _ other: PersonKey) throws -> Bool

  /// What the person has marked the group with for oneself.
  func marks(of person: PersonKey, in group: GroupKey) throws -> Marks

  /// The lines of the audit log, the newest first.
  ///
  /// The lines of a group are numbered from 1, so that a page is found without reading what comes before it.
  func log(of group: GroupKey, skipping: Int, limit: Int) throws -> [LogEntry]

  /// The lines of the audit log with these numbers, in their order.
  func log(of group: GroupKey, lines: Range<Int>) throws -> [LogEntry]

  /// What the person changed last, if it is remembered.
  func lastChange(of person: PersonKey) throws -> LastChange?

  /// What waits in the person's inbox, the newest first.
  ///
  /// - Parameter last: Behind which it goes on; `nil` for the beginning.
  func notices(to person: PersonKey, behind last: PersonalNotice?, limit: Int) throws -> [PersonalNotice]

  // MARK: - What groups hold

  func contents(of group: GroupKey) throws -> Contents

  func ticket(_ key: TicketKey) throws -> Ticket?

  /// Tasks of the group by their deadline; without `isOpen` the open ones first.
  func tickets(of group: GroupKey, isOpen: Bool?, limit: Int) throws -> [Ticket]

  /// Open tasks for which the person is responsible, by their deadline.
  func openTickets(of person: PersonKey, in group: GroupKey, limit: Int) throws -> [Ticket]

  /// Open tasks whose deadline lies outside, by their deadline.
  func openTickets(outside dates: Group.Dates, in group: GroupKey, limit: Int) throws -> [Ticket]

  /// The files of the group by their folded names.
  func files(of group: GroupKey, limit: Int) throws -> [SharedFile]
}

extension Reading {
  /// All who belong to the group and want its notices.
  package func followers(of group: GroupKey) throws -> [PersonKey] {
    try followers(of: group, with: [.owner, .moderator, .member], limit: .max)
  }
}

/// The port through which a command reads and changes.
package protocol Workspace: Reading {
  /// Adds an employee of whom nothing was known, without any right.
  ///
  /// - Parameter foldedHandle: The form in which handles are compared.
  mutating func meet(
    _ person: PersonKey, _ account: Account, name: String, handle: String, as foldedHandle: String, at now: Moment
  ) throws

  /// Carries out what was decided, with its line in the audit log; the only way to write.
  ///
  /// - Throws: a fault, when the change doesn't fit its permit or the store fails.
  mutating func apply(_ change: Change, by permit: consuming Permit, at now: Moment) throws

  /// Keeps what somebody has chosen for oneself.
  ///
  /// No permit is needed, for there is nothing to decide: nobody else is concerned, and no right follows from it.
  mutating func choose(_ choice: PersonalChoice, for person: PersonKey) throws

  /// Offers a code; the person's earlier one is none any more.
  mutating func offer(_ code: LinkCode) throws

  /// Takes the code away, so that it joins only one account.
  mutating func takeLinkCode(_ code: String) throws -> LinkCode?

  /// Makes the account, and every other one of its person, accounts of `owner`; nobody finds that person any more.
  ///
  /// No permit is needed: `code` proves that its owner wants it, and who joins has nothing that a rule could guard.
  /// - Parameters:
  ///   - handle: The folded handle of the person who joins, by which the owner is found as well.
  ///   - person: Who joins; unknown to the store when a stranger does.
  /// - Throws: a fault, when the code isn't the owner's.
  mutating func join(
    _ account: Account, handled handle: String, of person: PersonKey, to owner: PersonKey, by code: String) throws

  /// Takes away what waits for the person's Yes under this code, so that it can happen only once.
  ///
  /// - Returns: `nil` when nothing does, or not any more.
  mutating func takePendingCommand(_ code: String, of person: PersonKey, at now: Moment) throws -> PendingCommand?

  /// Takes away everything that waits for the person's Yes, and tells how much that was.
  mutating func takePendingCommands(of person: PersonKey, at now: Moment) throws -> Int

  /// Takes what was read out of the inbox.
  mutating func remove(_ notices: [PersonalNotice]) throws
}

/// A group, and what the reader is to it.
package struct Related: Sendable, Equatable {
  package let group: Group
  package let membership: Membership?

  package init(group: Group, membership: Membership?) {
    self.group = group
    self.membership = membership
  }
}

extension Reading {
  /// The group, and what the person is to it now.
  func related(_ group: Group, to person: PersonKey) throws -> Related {
    Related(group: group, membership: try membership(of: person, in: group.key))
  }
}

/// A person, and what the person is to a group.
package struct Member: Sendable, Equatable {
  package let person: Person
  package let membership: Membership

  package init(person: Person, membership: Membership) {
    self.person = person
    self.membership = membership
  }
}

/// Which groups a reader can come across: a wide net, cast before every single one is decided.
package enum Sight: Sendable, Equatable {
  /// Admin Mode: all there are; the reader has relations to some.
  case everything(PersonKey)
  /// What isn't hidden, and where the employee has any relation.
  case employee(PersonKey)
  /// Only where the external has a relation.
  case external(PersonKey)

  package var reader: PersonKey {
    switch self {
    case .everything(let person), .employee(let person), .external(let person): person
    }
  }
}

/// Which groups are looked for; what is `nil` is not asked.
package struct GroupFilter: Sendable, Equatable {
  package var name: NameMatch?
  package var kind: Kind?
  package var privacy: Privacy?
  package var isArchived: Bool?
  package var owner: PersonKey?
  /// A folded tag.
  package var tag: String?
  package var own: Own?

  package init(
    name: NameMatch? = nil, kind: Kind? = nil, privacy: Privacy? = nil, isArchived: Bool? = nil,
    owner: PersonKey? = nil, tag: String? = nil, own: Own? = nil
  ) {
    self.name = name
    self.kind = kind
    self.privacy = privacy
    self.isArchived = isArchived
    self.owner = owner
    self.tag = tag
    self.own = own
  }

  /// What the groups are to the reader.
  package enum Own: Sendable {
    /// Owner, moderator or member.
    case inside
    /// Invited, and not yet decided.
    case invited
    case pinned
  }

  /// A place in the order of every list: behind this name and key.
  package struct Place: Sendable, Equatable {
    package let folded: String
    package let key: GroupKey

    package init(behind group: Group) {
      folded = group.name.folded
      key = group.key
    }
  }
}

/// How a folded text is compared with a folded name.
package enum NameMatch: Sendable, Equatable {
  case whole(String)
  case start(String)
  case part(String)
}

/// What a group holds, how many wait for an answer, and what the reader has marked it with.
package struct GroupSummary: Sendable, Equatable {
  package let contents: Contents
  package let requests: Int
  package let invitations: Int
  package let marks: Marks

  package init(contents: Contents, requests: Int, invitations: Int, marks: Marks) {
    self.contents = contents
    self.requests = requests
    self.invitations = invitations
    self.marks = marks
  }
}

/// A line of a group's audit log.
package struct LogEntry: Sendable, Equatable {
  /// Counted from 1 within its group.
  package let number: Int
  package let at: Moment
  package let actor: PersonKey
  package let action: Action
  /// The row of the permission table that allowed it.
  package let row: Row
  package let target: PersonKey?
  /// Whether only Admin Mode made it possible.
  package let inAdminMode: Bool
  package let alterations: [Alteration]

  package init(
    number: Int, at: Moment, actor: PersonKey, action: Action, row: Row, target: PersonKey?, inAdminMode: Bool,
    alterations: [Alteration]
  ) {
    self.number = number
    self.at = at
    self.actor = actor
    self.action = action
    self.row = row
    self.target = target
    self.inAdminMode = inAdminMode
    self.alterations = alterations
  }
}
