/// A workgroup, a project or a collab: people, what they may do in it, and how long it lives.
///
/// Names are not unique; the key is.
package struct Group: Sendable, Equatable {
  package let key: GroupKey
  package var kind: Kind
  package var name: GroupName
  package var description: String
  package var tags: [GroupTag]
  package var privacy: Privacy
  package var archived: Archived?
  package var owner: PersonKey
  package var settings: Settings
  /// When a project starts and ends; other kinds have no dates.
  package var dates: Dates
  package let created: Moment
  /// How many people have the standing of owner, moderator or member.
  package var memberCount: Int

  package init(
    key: GroupKey, kind: Kind, name: GroupName, description: String = "", tags: [GroupTag] = [],
    privacy: Privacy = .public, archived: Archived? = nil, owner: PersonKey, settings: Settings = Settings(),
    dates: Dates = Dates(), created: Moment, memberCount: Int = 1
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
    self.dates = dates
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
    /// Who may post, unless there is a level for it.
    package var posters: Posters
    package var openToExternals: Bool
    /// Who reaches an operation, where the group has decided it; the others have the level of the rules.
    package var levels: [FeatureOperation: Level]

    package init(
      inviters: Inviters = .members, posters: Posters = .members, openToExternals: Bool = false,
      levels: [FeatureOperation: Level] = [:]
    ) {
      self.inviters = inviters
      self.posters = posters
      self.openToExternals = openToExternals
      self.levels = levels
    }
  }

  /// When a project starts and when it ends; a side that isn't given binds nobody.
  package struct Dates: Sendable, Equatable {
    package var from: Moment?
    /// The last moment that still counts.
    package var until: Moment?

    package init(from: Moment? = nil, until: Moment? = nil) {
      self.from = from
      self.until = until
    }

    package var isEmpty: Bool { from == nil && until == nil }

    /// Whether the end lies before the start.
    package var isReversed: Bool {
      guard let from, let until else { return false }
      return until < from
    }

    package func contains(_ moment: Moment) -> Bool {
      from.map { $0 <= moment } != false && until.map { moment <= $0 } != false
    }
  }

  /// What is changed of how a group presents itself; what is `nil` stays.
  package struct Edit: Sendable, Equatable {
    package var name: GroupName?
    package var description: String?
    package var tags: [GroupTag]?

    package init(name: GroupName? = nil, description: String? = nil, tags: [GroupTag]? = nil) {
      self.name = name
      self.description = description
      self.tags = tags
    }

    /// Whether the group is any different afterwards.
    package func changes(_ group: Group) -> Bool {
      name ?? group.name != group.name || description ?? group.description != group.description
        || tags ?? group.tags != group.tags
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

  /// Whoever reaches a level.
  package init(_ level: Level) {
    self =
      switch level {
      case .owner: .owner
      case .staff: .staff
      case .members: .members
      case .everyone: .everybody
      }
  }
}

/// A level that a group sets for an operation: who reaches it.
package enum Level: String, Sendable, CaseIterable {
  case owner, staff, members, everyone
}

/// What people do with a tool of a group, as far as the group decides who may; written `FEATURE.OPERATION`.
package enum FeatureOperation: String, Sendable, CaseIterable {
  case viewTasks = "tasks.view_all"
  case createTasks = "tasks.create_tasks"
  case editTasks = "tasks.edit_tasks"
  case deleteTasks = "tasks.delete_tasks"
  case sortTasks = "tasks.sort"
  case viewFiles = "files.view"
  case writeFiles = "files.write"
  case viewPosts = "blog.view_post"
  case writePosts = "blog.write_post"
  case moderatePosts = "blog.moderate_post"
  case deletePosts = "blog.full_post"
}
