/// A single fact that an action may ask for besides who asks.
package enum Fact: String, Sendable, CaseIterable {
  case kind, privacy, archived
  case openToExternals = "open-to-externals"
  case inviters, posters, level
  case editLevel = "edit-level"
  case targetStanding = "target-standing"
  case targetExternal = "target-external"
  case targetActive = "target-active"
  case targetOneself = "target-oneself"
  case targetDepartment = "target-department"
  case sharesGroup = "shares-group"
  case department, role
  case taskState = "task-state"
  case mayMoveDeadline = "may-move-deadline"
  case mayEditElsewhere = "may-edit-elsewhere"
  case sentInvitation = "sent-invitation"
  case contents
  case guestsMayBeInvited = "guests-may-be-invited"
  case lastAdmin = "last-admin"
  case responsibleMayEdit = "responsible-may-edit"
}

extension Fact: Ordinal {
  package var ordinal: Int {
    switch self {
    case .kind: 0
    case .privacy: 1
    case .archived: 2
    case .openToExternals: 3
    case .inviters: 4
    case .posters: 5
    case .level: 6
    case .editLevel: 7
    case .targetStanding: 8
    case .targetExternal: 9
    case .targetActive: 10
    case .targetOneself: 11
    case .targetDepartment: 12
    case .sharesGroup: 13
    case .department: 14
    case .role: 15
    case .taskState: 16
    case .mayMoveDeadline: 17
    case .mayEditElsewhere: 18
    case .sentInvitation: 19
    case .contents: 20
    case .guestsMayBeInvited: 21
    case .lastAdmin: 22
    case .responsibleMayEdit: 23
    }
  }
}

extension Fact {
  /// Those by which rules are chosen, and where the values of each stand; a level is no reason not to have a rule.
  static let parts: [(fact: Fact, part: Traits.Part)] = [
    (.kind, .kind), (.privacy, .privacy), (.archived, .archived), (.inviters, .inviters),
    (.openToExternals, .openToExternals), (.guestsMayBeInvited, .guestsMayBeInvited),
    (.targetStanding, .targetStanding), (.targetExternal, .targetExternal),
  ]

  /// Those by which rules are chosen.
  static let choosing = Choice(parts.map(\.fact))

  /// The keys under which a rule of the policy file says it, the outer one first.
  package var keys: [String] {
    switch self {
    case .targetStanding: ["target", "standing"]
    case .targetExternal: ["target", "external"]
    default: [rawValue]
    }
  }
}

extension Action {
  /// The facts that the action asks for; no rule of it may ask for another.
  package var facts: Choice<Fact> {
    switch self {
    case .adminOn, .adminOff, .listAll, .guestsSwitch: []
    case .adminGrant: [.targetExternal, .targetActive]
    case .adminRevoke: [.lastAdmin]
    case .create, .createExtranet: [.kind]
    case .createFor: [.kind, .targetExternal, .targetActive]
    default: Choice<Fact>([.kind, .privacy, .archived]).union(factsInGroup)
    }
  }

  private var factsInGroup: Choice<Fact> {
    switch self {
    case .readPosts, .seeTasks, .seeFiles, .progress, .taskAdd, .taskStage, .fileShare, .fileRemove, .moderatePosts,
      .postDelete:
      [.level]
    case .post: [.level, .posters]
    case .seeOwnTask, .taskApprove, .taskReturn: [.role]
    case .taskComment, .taskDelete: [.role, .level]
    case .taskEdit, .taskAssign, .taskMoveOut: [.role, .taskState, .responsibleMayEdit, .level]
    case .taskStart, .taskPause, .taskDefer, .taskDone, .taskReopen: [.role, .taskState, .level]
    case .taskDue: [.role, .taskState, .responsibleMayEdit, .level, .mayMoveDeadline]
    case .taskMoveIn: [.level, .editLevel, .mayEditElsewhere]
    case .leave: [.department]
    case .invite:
      [
        .openToExternals, .inviters, .guestsMayBeInvited, .targetStanding, .targetExternal, .targetActive,
        .targetOneself, .sharesGroup,
      ]
    case .add: [.openToExternals, .inviters, .targetStanding, .targetExternal, .targetActive]
    case .revoke, .remind: [.inviters, .targetStanding, .sentInvitation]
    case .approve, .reject: [.inviters, .targetStanding]
    case .remove: [.targetStanding, .targetExternal, .targetOneself, .targetDepartment]
    case .ban, .unban: [.targetStanding]
    case .promote: [.targetStanding, .targetExternal]
    case .demote: [.targetStanding, .targetOneself]
    case .transfer: [.targetStanding, .targetExternal, .targetActive]
    case .renewLink: [.inviters]
    case .delete: [.contents]
    default: []
    }
  }

  /// Whether it happens in a group that exists, so that who may not know of that group is told nothing.
  package var needsGroup: Bool {
    switch self {
    case .adminOn, .adminOff, .adminGrant, .adminRevoke, .listAll, .guestsSwitch, .create, .createFor, .createExtranet:
      false
    default: true
    }
  }
}
