import Domain

extension Condition {
  /// Why the condition fails for the party, or `nil` when it holds.
  ///
  /// - Parameter level: the group's level for the operation, by default the rule's.
  func failure(for party: Party, by facts: Facts, level: Level, sees: Bool) -> Reason? {
    switch self {
    case .cardOnly, .staffAndCount, .whatOneMayActOn, .atOnce, .asAcceptance, .asWithdrawal, .externalMayGo,
      .withConsent, .withEffects, .ownEntry:
      return nil
    case .byLevel: return party.reaches(level, in: facts) ? nil : .level
    case .notWithDepartment: return facts.actor.cameWithDepartment ? .cameWithDepartment : nil
    case .sharesAGroup:
      guard party.mayInvite(in: facts) else { return .inviters }
      // Asked in general, somebody suitable is meant.
      return facts.target.map(\.sharesGroupWithActor) == false ? .noSharedGroup : nil
    case .mayInviteOrSentIt: return facts.tie.sentInvitation || party.mayInvite(in: facts) ? nil : .inviters
    case .leftAlready: return party.isExternal ? .onlyEmployees : .inviterLeft
    case .othersMayInvite: return facts.group?.inviters == .owner ? .onlyOwner : nil
    case .byWhoMayInvite, .asForEmployees: return party.mayInvite(in: facts) ? nil : .inviters
    case .unarchiveFirst: return .archived
    case .whenEmpty: return facts.preconditions.hasContents ? .hasContents : nil
    case .whenVisible: return sees ? nil : .notVisible
    case .editsTask, .movesDeadline, .worksOnTask, .asCreator, .deletesTask, .editsTaskAndByLevel, .seesTask:
      return taskFailure(for: party, by: facts, level: level)
    case .byPostLevel: return party.reaches(Level(facts.group?.posters ?? .members), in: facts) ? nil : .posters
    }
  }

  private func taskFailure(for party: Party, by facts: Facts, level: Level) -> Reason? {
    let role = facts.tie.role
    let reaches = party.reaches(level, in: facts)
    switch self {
    case .editsTask: return reaches ? nil : facts.editFailure
    case .movesDeadline:
      if reaches || role == .responsible && facts.tie.responsibleMayMoveDeadline { return nil }
      return facts.editFailure
    case .worksOnTask:
      guard reaches || role != .none && role != .observer else { return .notYourTask }
      return facts.tie.taskState == .awaitingControl && role != .creator ? .awaitingControl : nil
    case .asCreator: return role == .creator ? nil : .notCreator
    case .deletesTask: return reaches || role == .creator ? nil : .notYourTask
    case .editsTaskAndByLevel:
      guard reaches else { return .level }
      return facts.tie.mayEditElsewhere || facts.editFailure == nil ? nil : .mayNotEditTask
    case .seesTask: return reaches || role != .none ? nil : .notYourTask
    default: return nil
    }
  }
}

extension Facts {
  fileprivate var isHidden: Bool {
    if case .hidden? = group?.privacy { true } else { false }
  }

  /// Why what the actor is to the task doesn't let the actor edit it, or `nil` when it does.
  fileprivate var editFailure: Reason? {
    switch tie.role {
    case .creator: tie.taskState == .closed ? .taskClosed : nil
    case .responsible:
      if !preconditions.responsibleMayEdit { .notYourTask } else { tie.taskState == .closed ? .taskClosed : nil }
    case .participant, .observer, .none: .notYourTask
    }
  }
}

extension Party {
  /// Whether the party satisfies the level of a feature operation.
  ///
  /// Everyone means every employee, and in a hidden group only its members; externals count as members, never as more.
  func reaches(_ level: Level, in facts: Facts) -> Bool {
    switch self {
    case .owner, .adminMode: true
    case .moderator: level != .owner
    case .member, .externalMember: level == .members || level == .everyone
    case .requester, .invited, .none, .admin: level == .everyone && !facts.isHidden
    case .banned, .externalInvited, .externalBanned, .externalNone: false
    }
  }

  /// Whether the group's setting lets the party invite.
  fileprivate func mayInvite(in facts: Facts) -> Bool {
    switch (self, facts.group?.inviters ?? .owner) {
    case (.owner, _), (.adminMode, _), (.moderator, .staff), (.moderator, .members), (.moderator, .employees): true
    case (.member, .members), (.member, .employees), (.externalMember, .members): true
    default: false
    }
  }
}

extension Level {
  init(_ posters: Posters) {
    self =
      switch posters {
      case .owner: .owner
      case .staff: .staff
      case .members: .members
      case .everybody: .everyone
      }
  }
}
