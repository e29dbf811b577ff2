/// A workgroup, a project or a collab: people, what they may do in it, and how long it lives.
///
/// Names are not unique; the key is.
package struct Group: Sendable, Equatable {
  package let key: GroupKey
  package var kind: Kind
  package var name: GroupName
  package var description: String
  package var tags: [String]
  package var privacy: Privacy
  package var archived: Archived?
  package var owner: PersonKey
  package var settings: Settings
  package let created: Moment
  /// How many people have the standing of owner, moderator or member.
  package var memberCount: Int

  package init(
    key: GroupKey, kind: Kind, name: GroupName, description: String = "", tags: [String] = [],
    privacy: Privacy = .public, archived: Archived? = nil, owner: PersonKey, settings: Settings = Settings(),
    created: Moment, memberCount: Int = 1
  ) {
    self.key = key
    self.kind = kind
    self.name = name
    self.description = description
    self.tags = tags
    self.privacy = privacy
    self.archived = archived
    self.owner = owner
    self.settings = settings
    self.created = created
    self.memberCount = memberCount
  }

  /// Who put a group into the archive, and when.
  package struct Archived: Sendable, Equatable {
    package let by: PersonKey
    package let at: Moment

    package init(by: PersonKey, at: Moment) {
      self.by = by
      self.at = at
    }
  }

  /// What a group decides for itself.
  package struct Settings: Sendable, Equatable {
    package var inviters: Inviters
    package var posters: Posters
    package var openToExternals: Bool

    package init(inviters: Inviters = .members, posters: Posters = .members, openToExternals: Bool = false) {
      self.inviters = inviters
      self.posters = posters
      self.openToExternals = openToExternals
    }
  }
}

/// What sort of group it is; only a project has dates, only a collab holds guests from outside.
package enum Kind: String, Sendable, CaseIterable {
  case workgroup, project, collab
}

/// Who finds a group and how one gets in.
package enum Privacy: String, Sendable, CaseIterable {
  /// Everybody sees it, every employee joins at once.
  case `public`
  /// Everybody sees it, employees ask to join.
  case `private`
  /// Only its members know that it exists; one gets in by invitation.
  case hidden
}

/// What a person is to a group.
package enum Standing: String, Sendable, CaseIterable {
  case owner, moderator, member, requester, invited, banned, none

  /// Owner, moderator or member.
  package var isInside: Bool { self == .owner || self == .moderator || self == .member }
}

/// Who may invite into a group; `employees` only in a collab: its members who are employees.
package enum Inviters: String, Sendable, CaseIterable {
  case owner, staff, members, employees
}

/// Who may write to the whole group.
package enum Posters: String, Sendable, CaseIterable {
  case owner, staff, members, everybody
}
