/// What must be so for an allowed party, or what narrows what it is shown: C1 to C29 of the permission table.
///
/// In the policy file it stands before the parties: `allow-if: {by-level: [member]}`.
package enum Condition: String, Sendable, CaseIterable {
  case cardOnly = "card-only"
  case staffAndCount = "staff-and-count"
  case whatOneMayActOn = "what-one-may-act-on"
  case byLevel = "by-level"
  case atOnce = "at-once"
  case asAcceptance = "as-acceptance"
  case notWithDepartment = "not-with-department"
  case asWithdrawal = "as-withdrawal"
  case externalMayGo = "external-may-go"
  case sharesAGroup = "shares-a-group"
  case mayInviteOrSentIt = "may-invite-or-sent-it"
  case leftAlready = "left-already"
  case othersMayInvite = "others-may-invite"
  case withConsent = "with-consent"
  case unarchiveFirst = "unarchive-first"
  case withEffects = "with-effects"
  case whenEmpty = "when-empty"
  case whenVisible = "when-visible"
  case editsTask = "edits-task"
  case movesDeadline = "moves-deadline"
  case worksOnTask = "works-on-task"
  case asCreator = "as-creator"
  case deletesTask = "deletes-task"
  case editsTaskAndByLevel = "edits-task-and-by-level"
  case seesTask = "sees-task"
  case byPostLevel = "by-post-level"
  case byWhoMayInvite = "by-who-may-invite"
  case ownEntry = "own-entry"
  case asForEmployees = "as-for-employees"

  /// Its number in the permission table, such as `C4`.
  package var code: String { "C\(number)" }

  private var number: Int {
    switch self {
    case .cardOnly: 1
    case .staffAndCount: 2
    case .whatOneMayActOn: 3
    case .byLevel: 4
    case .atOnce: 5
    case .asAcceptance: 6
    case .notWithDepartment: 7
    case .asWithdrawal: 8
    case .externalMayGo: 9
    case .sharesAGroup: 10
    case .mayInviteOrSentIt: 11
    case .leftAlready: 12
    case .othersMayInvite: 13
    case .withConsent: 14
    case .unarchiveFirst: 15
    case .withEffects: 16
    case .whenEmpty: 17
    case .whenVisible: 18
    case .editsTask: 19
    case .movesDeadline: 20
    case .worksOnTask: 21
    case .asCreator: 22
    case .deletesTask: 23
    case .editsTaskAndByLevel: 24
    case .seesTask: 25
    case .byPostLevel: 26
    case .byWhoMayInvite: 27
    case .ownEntry: 28
    case .asForEmployees: 29
    }
  }

  /// Whether it asks for the group's level of a feature operation, so that its rule must say the level by default.
  var needsLevel: Bool {
    switch self {
    case .byLevel, .editsTask, .movesDeadline, .worksOnTask, .deletesTask, .editsTaskAndByLevel, .seesTask: true
    default: false
    }
  }

  /// The facts without which it can't be judged.
  var facts: Choice<Fact> {
    switch self {
    case .cardOnly, .staffAndCount, .whatOneMayActOn, .atOnce, .asAcceptance, .asWithdrawal, .externalMayGo,
      .withConsent, .unarchiveFirst, .withEffects, .whenVisible, .ownEntry:
      []
    case .byLevel: [.level]
    case .notWithDepartment: [.department]
    case .leftAlready: [.sentInvitation]
    case .sharesAGroup: [.inviters, .sharesGroup]
    case .mayInviteOrSentIt: [.inviters, .sentInvitation]
    case .othersMayInvite, .byWhoMayInvite, .asForEmployees: [.inviters]
    case .whenEmpty: [.contents]
    case .editsTask: [.level, .role, .taskState, .responsibleMayEdit]
    case .movesDeadline: [.level, .role, .taskState, .responsibleMayEdit, .mayMoveDeadline]
    case .worksOnTask: [.level, .role, .taskState]
    case .asCreator: [.role]
    case .deletesTask, .seesTask: [.level, .role]
    case .editsTaskAndByLevel: [.level, .editLevel, .mayEditElsewhere]
    case .byPostLevel: [.posters]
    }
  }
}
