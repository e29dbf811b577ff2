package import Domain
package import Permissions

/// What a command reads; everything it reads in one run is of one moment.
package protocol Reading {
  func person(_ key: PersonKey) throws -> Person?

  /// The person behind a messenger's account; `nil` when the account has never been seen.
  func person(_ account: Account) throws -> Person?

  /// The active people whom others made administrators, by handle; whom `bot.yaml` names is not among them.
  func grantedAdministrators() throws -> [Person]

  func group(_ key: GroupKey) throws -> Group?

  /// What the person is to the group; `nil` when there is no relation.
  func membership(of person: PersonKey, in group: GroupKey) throws -> Membership?

  /// The members of the group who have one of `standings`: owner first, then by standing and since when.
  func members(of group: GroupKey, with standings: [Standing], limit: Int) throws -> [Member]

  /// Groups by their name or the list's filter, in the order of folded name and key.
  ///
  /// What is hidden from `sight` is not read at all, so neither a reply nor its timing can tell of it.
  func groups(_ filter: GroupFilter, in sight: Sight, skipping: Int, limit: Int) throws -> [Related]
}

/// The port through which a command reads and changes.
package protocol Workspace: Reading {
  /// Carries out what was decided, with its line in the audit log; the only way to write.
  ///
  /// - Throws: a fault, when the change doesn't fit its permit or the store fails.
  mutating func apply(_ change: Change, by permit: consuming Permit, at now: Moment) throws
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
  /// Only groups in which the reader is owner, moderator or member.
  package var mine: Bool

  package init(
    name: NameMatch? = nil, kind: Kind? = nil, privacy: Privacy? = nil, isArchived: Bool? = nil,
    owner: PersonKey? = nil, tag: String? = nil, mine: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.privacy = privacy
    self.isArchived = isArchived
    self.owner = owner
    self.tag = tag
    self.mine = mine
  }

  /// How a folded text is compared with the folded name.
  package enum NameMatch: Sendable, Equatable {
    case whole(String)
    case start(String)
    case part(String)
  }
}
