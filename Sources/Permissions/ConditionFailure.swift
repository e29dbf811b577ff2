import Domain

extension Condition {
  /// Why the condition fails for the party, or `nil` when it holds.
  ///
  /// - Parameters:
  ///   - level: the group's level for the operation, by default the rule's.
  ///   - editLevel: likewise for editing tasks.
  func failure(
    for party: Party, in situation: Traits, level: Choice<Level>, editLevel: Choice<Level>, sees: Bool
  ) -> Reason? {
    func reaches() -> Bool { party.reaches(level, in: situation) }
    switch self {
    case .cardOnly, .staffAndCount, .whatOneMayActOn, .atOnce, .asAcceptance, .asWithdrawal, .externalMayGo,
      .withConsent, .withEffects, .ownEntry:
      return nil
    case .byLevel: return reaches() ? nil : .level
    case .byPostLevel: return party.reaches(situation.posters, in: situation) ? nil : .posters
    case .notWithDepartment: return situation.has(.cameWithDepartment) ? .cameWithDepartment : nil
    case .sharesAGroup:
      guard party.mayInvite(in: situation) else { return .inviters }
      // Asked in general, somebody suitable is meant.
      return situation.has(.noSharedGroup) ? .noSharedGroup : nil
    case .mayInviteOrSentIt: return situation.has(.sentInvitation) || party.mayInvite(in: situation) ? nil : .inviters
    case .leftAlready:
      if party.isExternal { return .onlyEmployees }
      return situation.has(.sentInvitation) ? .inviterLeft : .onlyMembers
    case .othersMayInvite: return situation.has(.ownerInvites) ? .onlyOwner : nil
    case .byWhoMayInvite, .asForEmployees: return party.mayInvite(in: situation) ? nil : .inviters
    case .unarchiveFirst: return .archived
    case .whenEmpty: return situation.has(.hasContents) ? .hasContents : nil
    case .whenVisible: return sees ? nil : .notVisible
    case .seesTask: return reaches() || situation.hasRole ? nil : .notYourTask
    case .editsTask: return reaches() ? nil : situation.editFailure
    case .movesDeadline:
      let mayMove = situation.has(.responsible) && situation.has(.mayMoveDeadline)
      return mayMove || reaches() ? nil : situation.editFailure
    case .worksOnTask:
      guard reaches() || situation.hasRole && !situation.has(.observer) else { return .notYourTask }
      return situation.has(.awaitingControl) && !situation.has(.creator) ? .awaitingControl : nil
    case .asCreator: return situation.has(.creator) ? nil : .notCreator
    case .deletesTask: return reaches() || situation.has(.creator) ? nil : .notYourTask
    case .editsTaskAndByLevel:
      guard reaches() || party.reaches(editLevel, in: situation) else { return .level }
      return situation.has(.mayEditElsewhere) ? nil : .mayNotEditTask
    }
  }
}

extension Traits {
  /// Whether the actor is anything to the task.
  var hasRole: Bool { has(.creator) || has(.responsible) || has(.participant) || has(.observer) }

  /// Why what the actor is to the task doesn't let the actor edit it, or `nil` when it does.
  fileprivate var editFailure: Reason? {
    guard has(.creator) || has(.responsible) && has(.responsibleMayEdit) else { return .notYourTask }
    return has(.closed) ? .taskClosed : nil
  }
}

extension Party {
  /// Whether the party satisfies the level of a feature operation.
  ///
  /// Everyone means every employee, and in a hidden group only its members; externals count as members, never as more.
  func reaches(_ level: Choice<Level>, in situation: Traits) -> Bool {
    switch self {
    case .owner, .adminMode: true
    case .moderator: !level.contains(.owner)
    case .member, .externalMember: level.contains(.members) || level.contains(.everyone)
    case .requester, .invited, .none, .admin: level.contains(.everyone) && !situation.has(.hidden)
    case .banned, .externalInvited, .externalBanned, .externalNone: false
    }
  }

  /// Whether the group's setting lets the party invite.
  fileprivate func mayInvite(in situation: Traits) -> Bool {
    switch self {
    case .owner, .adminMode: true
    case .moderator: !situation.has(.ownerInvites)
    case .member: situation.inviters.contains(.members) || situation.inviters.contains(.employees)
    case .externalMember: situation.inviters.contains(.members)
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
