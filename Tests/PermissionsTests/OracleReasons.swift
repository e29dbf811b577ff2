import Domain
import Permissions

extension Oracle {
  /// The question that fails with a reason (9.1 and 9.9): what is said of the role or of a task's role is the standing's.
  static func question(of reason: Reason) -> Denial.Question {
    switch reason {
    case .inactive: .active
    case .notVisible: .visible
    case .banned: .banned
    case .archived, .alreadyArchived, .notArchived: .archived
    case .targetOwner, .targetModerator, .targetMember, .targetRequester, .targetInvited, .targetBanned, .targetNone,
      .targetOneself, .targetExternal, .targetEmployee, .targetInactive, .targetCameWithDepartment, .noSharedGroup,
      .groupClosedToExternals, .cameWithDepartment, .taskClosed, .awaitingControl, .mayNotEditTask:
      .target
    case .guestsSwitchedOff, .hasContents, .lastAdmin, .convertFirst, .wrongKind, .wrongPrivacy: .precondition
    default: .standing
    }
  }
}

extension SpecifiedRow {
  /// Why the row denies each column, derived from whom it allows where its text says nothing else.
  static func reasons(of row: SpecifiedRow) -> [Reason] {
    Column.allCases.map { column in
      if row[column] == .never { return row.impossible(column) }
      if let own = row.ownReason(column) { return own }
      if row.isArchiveLock { return row.verbs == ["archive"] ? .alreadyArchived : .archived }
      return row.missing(column)
    }
  }

  /// In a group that isn't archived, what even its owner may not do here is allowed: the archive alone keeps it.
  private var isArchiveLock: Bool {
    archived == "yes" && Column.allCases.allSatisfy { $0 == .am || $0 == .an || !allows($0) }
  }

  private func allows(_ column: Column) -> Bool {
    switch self[column] {
    case .yes: true
    case .condition(let number): number != 12 && number != 15
    case .no, .never, .own: false
    }
  }

  /// What the text of the row says.
  private func ownReason(_ column: Column) -> Reason? {
    switch (id, column) {
    case ("J2", .rq): .alreadyRequested
    case ("J9", .ow): .transferFirst
    case ("G3", _): .noExtranetGroups
    case ("X1", _): .groupClosedToExternals
    case ("X4", _): .guestsSwitchedOff
    case ("X10", _): .externalStaff
    default: nil
    }
  }

  /// What somebody in the column would have to be.
  private func missing(_ column: Column) -> Reason {
    let isOutside = column == .xg || column == .xn
    if isOutside, !allows(.xg), allows(.nm) || column == .xg && allows(.me) { return .onlyEmployees }
    if allows(.me) { return .onlyMembers }
    if allows(.mo) { return .onlyStaff }
    if allows(.ow) { return .onlyOwner }
    if allows(.nm) { return .onlyEmployees }
    return allows(.an) ? .onlyAdmins : .onlyAdminMode
  }

  /// Why it can't happen to somebody in that standing.
  private func impossible(_ column: Column) -> Reason {
    let isInside = [.ow, .mo, .me, .xg].contains(column)
    return switch verbs[0] {
    case "join", "accept", "decline": isInside ? .alreadyInside : .notInvited
    case "withdraw": isInside ? .alreadyInside : .notRequested
    case "leave": .notInside
    case "step-down": .notModerator
    case "take": .alreadyOwner
    default: .notRequested
    }
  }

  /// What keeps the row from holding, the place before the person; `nil` when it holds.
  func mismatch(_ facts: Facts) -> Reason? {
    if let group = facts.group {
      if archived != "any", archived != (group.isArchived ? "yes" : "no") {
        return group.isArchived ? .archived : .notArchived
      }
      if kinds != ["any"], !kinds.contains(group.kind.rawValue) { return .wrongKind }
      if privacies != ["any"], !privacies.contains(group.privacy.rawValue) { return .wrongPrivacy }
    }
    guard let target = facts.target else { return nil }
    if !choice.personSuits(facts) { return target.isExternal ? .targetExternal : .targetEmployee }
    return choice.standingSuits(facts) ? nil : SpecifiedGuard.reason(target.standing)
  }

  /// The first guard that fails, in the order of the questions.
  func guardFailure(_ facts: Facts) -> Reason? {
    for guarding in guards {
      if let reason = guarding.failure(facts) { return reason }
    }
    return nil
  }
}
