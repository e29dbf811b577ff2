/// A single fact that an action may ask for besides who asks.
package enum Fact: String, Sendable, CaseIterable {
  case kind, privacy, archived
  case openToExternals = "open-to-externals"
  case inviters, posters, level
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
    case .targetStanding: 7
    case .targetExternal: 8
    case .targetActive: 9
    case .targetOneself: 10
    case .targetDepartment: 11
    case .sharesGroup: 12
    case .department: 13
    case .role: 14
    case .taskState: 15
    case .mayMoveDeadline: 16
    case .mayEditElsewhere: 17
    case .sentInvitation: 18
    case .contents: 19
    case .guestsMayBeInvited: 20
    case .lastAdmin: 21
    case .responsibleMayEdit: 22
    }
  }
}

extension Action {
  /// The facts that the action asks for; no rule of it may ask for another.
  package var facts: Choice<Fact> {
    switch self {
    case .adminOn, .adminOff, .listAll, .guestsSwitch: []
    case .adminGrant, .adminRevoke: [.targetExternal, .targetActive, .targetOneself, .lastAdmin]
    case .create, .createExtranet: [.kind]
    case .createFor: [.kind, .targetExternal, .targetActive, .targetOneself]
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
    case .taskMoveIn: [.role, .taskState, .responsibleMayEdit, .level, .mayEditElsewhere]
    case .leave: [.department]
    case .invite:
      [
        .openToExternals, .inviters, .guestsMayBeInvited, .targetStanding, .targetExternal, .targetActive,
        .targetOneself, .sharesGroup,
      ]
    case .add: [.openToExternals, .inviters, .targetStanding, .targetExternal, .targetActive, .targetOneself]
    case .revoke, .remind: [.inviters, .targetStanding, .sentInvitation]
    case .approve, .reject: [.inviters, .targetStanding]
    case .remove: [.targetStanding, .targetExternal, .targetOneself, .targetDepartment]
    case .ban, .unban, .promote, .demote: [.targetStanding, .targetExternal, .targetOneself]
    case .transfer: [.targetStanding, .targetExternal, .targetActive, .targetOneself]
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
