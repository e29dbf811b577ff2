import Domain
import Permissions

/// The conditions of 9.10.
extension Oracle {
  /// Why the condition of this number doesn't hold, or `nil`.
  func reason(_ number: Int, _ row: SpecifiedRow, _ who: Column, _ action: Action, _ facts: Facts) -> Reason? {
    let level = ownLevel(action, facts) ?? row.level ?? .members
    let role = facts.tie.role
    switch number {
    case 1, 2, 3, 5, 6, 8, 9, 14, 16, 28: return nil
    case 4: return reaches(level, who, facts) ? nil : .level
    case 7: return facts.actor.cameWithDepartment ? .cameWithDepartment : nil
    case 10:
      guard mayInvite(who, facts) else { return .inviters }
      return facts.target?.sharesGroupWithActor == true ? nil : .noSharedGroup
    case 11: return mayInvite(who, facts) || facts.tie.sentInvitation ? nil : .inviters
    // Who took part in nothing is told of nothing; an outsider who is a member lacks only what employees have.
    case 12: return who == .xg ? .onlyEmployees : facts.tie.sentInvitation ? .inviterLeft : .onlyMembers
    case 13: return facts.group?.inviters == .owner ? .onlyOwner : nil
    case 15: return .archived
    case 17: return facts.preconditions.hasContents ? .hasContents : nil
    case 18: return facts.group?.privacy == .hidden ? .notVisible : nil
    case 19: return reaches(level, who, facts) ? nil : editReason(facts)
    case 20:
      let mayMove = role == .responsible && facts.tie.responsibleMayMoveDeadline
      return mayMove || reaches(level, who, facts) ? nil : editReason(facts)
    case 21:
      let works = role == .creator || role == .responsible || role == .participant
      if !works, !reaches(level, who, facts) { return .notYourTask }
      return facts.tie.taskState == .awaitingControl && role != .creator ? .awaitingControl : nil
    case 22: return role == .creator ? nil : .notCreator
    case 23: return reaches(level, who, facts) || role == .creator ? nil : .notYourTask
    case 24:
      // The level for editing tasks by default: chapter 1.4.
      let editLevel = facts.group?.editLevel ?? .staff
      guard reaches(level, who, facts) || reaches(editLevel, who, facts) else { return .level }
      return facts.tie.mayEditElsewhere ? nil : .mayNotEditTask
    case 25: return reaches(level, who, facts) || role != .none ? nil : .notYourTask
    case 27, 29: return mayInvite(who, facts) ? nil : .inviters
    default: preconditionFailure("C\(number) is no condition of 9.10")
    }
  }

  /// Why neither the creator nor the responsible may edit the task, or `nil`.
  private func editReason(_ facts: Facts) -> Reason? {
    switch facts.tie.role {
    case .creator: facts.tie.taskState == .closed ? .taskClosed : nil
    case .responsible where facts.preconditions.responsibleMayEdit:
      facts.tie.taskState == .closed ? .taskClosed : nil
    default: .notYourTask
    }
  }

  /// A<E<K<L; L means employees, and for hidden groups members only; externals count as members, never as L.
  private func reaches(_ level: Level, _ who: Column, _ facts: Facts) -> Bool {
    switch who {
    case .am, .ow: return true
    case .mo: return level != .owner
    case .me, .xg: return level == .members || level == .everyone
    case .rq, .iv, .nm: return level == .everyone && facts.group?.privacy != .hidden
    case .an, .bn, .xn: return false
    }
  }

  private func mayInvite(_ who: Column, _ facts: Facts) -> Bool {
    guard let inviters = facts.group?.inviters else { return false }
    switch who {
    case .am, .ow: return true
    case .mo: return inviters != .owner
    case .me: return inviters == .members || inviters == .employees
    case .xg: return inviters == .members
    default: return false
    }
  }

  /// The facts without which the condition can't be judged, besides where the group is.
  static func facts(ofCondition number: Int) -> Set<Fact> {
    switch number {
    case 4: [.level]
    case 7: [.department]
    case 10: [.inviters, .sharesGroup]
    case 11: [.inviters, .sentInvitation]
    case 12: [.sentInvitation]
    case 13, 27, 29: [.inviters]
    case 17: [.contents]
    case 19: [.level, .role, .taskState, .responsibleMayEdit]
    case 20: [.level, .role, .taskState, .responsibleMayEdit, .mayMoveDeadline]
    case 21: [.level, .role, .taskState]
    case 22: [.role]
    case 23, 25: [.level, .role]
    case 24: [.level, .editLevel, .mayEditElsewhere]
    default: []
    }
  }
}
