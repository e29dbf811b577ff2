/// Why something is denied: the key of a sentence among the texts.
///
/// The raw value is what the policy file, the texts and the audit log call it, so it is never renamed.
package enum Reason: String, Sendable, CaseIterable {
  // Asked first, whatever the rules say.
  case inactive
  case notVisible = "not-visible"
  case banned

  // The group is archived, or is not.
  case archived
  case alreadyArchived = "already-archived"
  case notArchived = "not-archived"

  // What the actor is.
  case onlyOwner = "only-owner"
  case onlyStaff = "only-staff"
  case onlyMembers = "only-members"
  case onlyEmployees = "only-employees"
  case onlyInvited = "only-invited"
  case onlyAdmins = "only-admins"
  case onlyAdminMode = "only-admin-mode"
  case noExtranetGroups = "no-extranet-groups"
  case externalStaff = "external-staff"
  case transferFirst = "transfer-first"
  case alreadyInside = "already-inside"
  case alreadyRequested = "already-requested"
  case alreadyOwner = "already-owner"
  case notInvited = "not-invited"
  case notRequested = "not-requested"
  case notInside = "not-inside"
  case notModerator = "not-moderator"
  case inviterLeft = "inviter-left"
  case level, inviters, posters

  // What the actor is to a task.
  case notYourTask = "not-your-task"
  case notCreator = "not-creator"
  case taskClosed = "task-closed"
  case awaitingControl = "awaiting-control"
  case mayNotEditTask = "may-not-edit-task"

  // The person it is about.
  case targetOwner = "target-owner"
  case targetModerator = "target-moderator"
  case targetMember = "target-member"
  case targetRequester = "target-requester"
  case targetInvited = "target-invited"
  case targetBanned = "target-banned"
  case targetNone = "target-none"
  case targetOneself = "target-oneself"
  case targetExternal = "target-external"
  case targetEmployee = "target-employee"
  case targetInactive = "target-inactive"
  case targetCameWithDepartment = "target-came-with-department"
  case groupClosedToExternals = "group-closed-to-externals"
  case noSharedGroup = "no-shared-group"
  case cameWithDepartment = "came-with-department"

  // What must be so, whoever asks.
  case guestsSwitchedOff = "guests-switched-off"
  case hasContents = "has-contents"
  case lastAdmin = "last-admin"
  case convertFirst = "convert-first"
  case wrongKind = "wrong-kind"
  case wrongPrivacy = "wrong-privacy"

  // What a command finds, though the rules allow it.
  case targetAdmin = "target-admin"
  case targetNotAdmin = "target-not-admin"
  case targetAppointed = "target-appointed"
  case remindedLately = "reminded-lately"
  case notNow = "not-now"
  case datesNeedProject = "dates-need-project"
  case makerOwns = "maker-owns"
  case tasksOutside = "tasks-outside"

  /// The question that fails with this reason.
  package var question: Denial.Question {
    switch self {
    case .inactive: .active
    case .notVisible: .visible
    case .banned: .banned
    case .archived, .alreadyArchived, .notArchived: .archived
    case .onlyOwner, .onlyStaff, .onlyMembers, .onlyEmployees, .onlyInvited, .onlyAdmins, .onlyAdminMode,
      .noExtranetGroups, .externalStaff, .transferFirst, .alreadyInside, .alreadyRequested, .alreadyOwner, .notInvited,
      .notRequested, .notInside, .notModerator, .inviterLeft, .level, .inviters, .posters, .notYourTask, .notCreator:
      .standing
    case .taskClosed, .awaitingControl, .mayNotEditTask, .targetOwner, .targetModerator, .targetMember,
      .targetRequester, .targetInvited, .targetBanned, .targetNone, .targetOneself, .targetExternal, .targetEmployee,
      .targetInactive, .targetCameWithDepartment, .groupClosedToExternals, .noSharedGroup, .cameWithDepartment,
      .targetAdmin, .targetNotAdmin, .targetAppointed, .notNow:
      .target
    case .guestsSwitchedOff, .hasContents, .lastAdmin, .convertFirst, .wrongKind, .wrongPrivacy, .remindedLately,
      .datesNeedProject, .makerOwns, .tasksOutside:
      .precondition
    }
  }

  /// Whether a rule may give it to those whom it denies; the others are the engine's own findings.
  package var isForDenying: Bool {
    switch self {
    case .archived, .alreadyArchived, .groupClosedToExternals, .guestsSwitchedOff: true
    case .inviterLeft, .level, .inviters, .posters, .notYourTask, .notCreator: false
    default: question == .standing && !isForImpossible
    }
  }

  /// Whether a rule may give it to those to whom its action can't happen.
  package var isForImpossible: Bool {
    switch self {
    case .alreadyInside, .alreadyOwner, .notInvited, .notRequested, .notInside, .notModerator: true
    default: false
    }
  }
}
