package import Domain

/// What a decision is made from, read in the transaction that acts on it.
///
/// What an action doesn't ask for keeps its default and changes nothing.
package struct Facts: Sendable, Equatable {
  package var actor: Actor
  /// `nil` for what needs no group, such as creating one.
  package var group: GroupFacts?
  /// The person whom the action is about, such as who is invited.
  package var target: Target?
  package var tie: Tie
  package var preconditions: Preconditions

  package init(
    actor: Actor, group: GroupFacts? = nil, target: Target? = nil, tie: Tie = Tie(),
    preconditions: Preconditions = Preconditions()
  ) {
    self.actor = actor
    self.group = group
    self.target = target
    self.tie = tie
    self.preconditions = preconditions
  }

  /// Who asks.
  package struct Actor: Sendable, Equatable {
    package var isExternal: Bool
    package var isActive: Bool
    package var admin: AdminState
    package var standing: Standing
    package var cameWithDepartment: Bool

    package init(
      isExternal: Bool = false, isActive: Bool = true, admin: AdminState = .none, standing: Standing = .none,
      cameWithDepartment: Bool = false
    ) {
      self.isExternal = isExternal
      self.isActive = isActive
      self.admin = admin
      self.standing = standing
      self.cameWithDepartment = cameWithDepartment
    }
  }

  /// The group it is about; for `create`, the group that is to be made.
  package struct GroupFacts: Sendable, Equatable {
    package var kind: Kind
    package var privacy: Privacy
    package var isArchived: Bool
    package var openToExternals: Bool
    package var inviters: Inviters
    package var posters: Posters
    /// The group's level for the feature operation that the action needs (domain reference, 1.4); `nil` for its default.
    package var level: Level?
    /// The group's level for editing tasks, by which tasks are moved in as well; `nil` for its default.
    package var editLevel: Level?

    package init(
      kind: Kind, privacy: Privacy, isArchived: Bool = false, openToExternals: Bool = false,
      inviters: Inviters = .members, posters: Posters = .members, level: Level? = nil,
      editLevel: Level? = nil
    ) {
      self.kind = kind
      self.privacy = privacy
      self.isArchived = isArchived
      self.openToExternals = openToExternals
      self.inviters = inviters
      self.posters = posters
      self.level = level
      self.editLevel = editLevel
    }
  }

  /// Whom it is done to.
  package struct Target: Sendable, Equatable {
    package var standing: Standing
    package var isExternal: Bool
    package var isActive: Bool
    package var isOneself: Bool
    package var cameWithDepartment: Bool
    package var sharesGroupWithActor: Bool

    package init(
      standing: Standing, isExternal: Bool = false, isActive: Bool = true, isOneself: Bool = false,
      cameWithDepartment: Bool = false, sharesGroupWithActor: Bool = false
    ) {
      self.standing = standing
      self.isExternal = isExternal
      self.isActive = isActive
      self.isOneself = isOneself
      self.cameWithDepartment = cameWithDepartment
      self.sharesGroupWithActor = sharesGroupWithActor
    }
  }

  /// What the actor is to the object of the action: a task or an invitation.
  package struct Tie: Sendable, Equatable {
    package var role: TaskRole
    package var taskState: TaskState
    package var responsibleMayMoveDeadline: Bool
    /// Whether the actor sent the very invitation that it is about.
    package var sentInvitation: Bool
    /// For a task that is moved in: whether it may be edited where it comes from, as `task-move-out` decided there.
    package var mayEditElsewhere: Bool

    package init(
      role: TaskRole = .none, taskState: TaskState = .open, responsibleMayMoveDeadline: Bool = false,
      sentInvitation: Bool = false, mayEditElsewhere: Bool = false
    ) {
      self.role = role
      self.taskState = taskState
      self.responsibleMayMoveDeadline = responsibleMayMoveDeadline
      self.sentInvitation = sentInvitation
      self.mayEditElsewhere = mayEditElsewhere
    }
  }

  /// What a person is to a task.
  package enum TaskRole: String, Sendable, CaseIterable {
    case creator, responsible, participant, observer, none
  }

  /// As far as a decision depends on it.
  package enum TaskState: String, Sendable, CaseIterable {
    case open, awaitingControl = "awaiting-control", closed
  }

  /// What must be so, whoever asks.
  package struct Preconditions: Sendable, Equatable {
    /// Tasks outside the trash, files, or a collab's events are inside.
    package var hasContents: Bool
    /// The portal's switch “guests may be invited”.
    package var guestsMayBeInvited: Bool
    /// Nobody else is an administrator.
    package var isLastAdmin: Bool
    /// An assignee may edit the task: the portal's switch.
    package var responsibleMayEdit: Bool

    package init(
      hasContents: Bool = false, guestsMayBeInvited: Bool = true, isLastAdmin: Bool = false,
      responsibleMayEdit: Bool = false
    ) {
      self.hasContents = hasContents
      self.guestsMayBeInvited = guestsMayBeInvited
      self.isLastAdmin = isLastAdmin
      self.responsibleMayEdit = responsibleMayEdit
    }
  }
}
