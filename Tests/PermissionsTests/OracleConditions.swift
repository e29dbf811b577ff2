import Domain
import Permissions

/// The conditions of 9.10 and the guards of 9.9.
extension Oracle {
  func condition(_ number: Int, _ row: SpecifiedRow, _ who: Column, _ action: Action, _ facts: Facts) -> Bool {
    let level = ownLevel(action, facts) ?? row.level ?? .members
    let role = facts.tie.role
    let isOpen = facts.tie.taskState != .closed
    var edits: Bool {
      reaches(level, who, facts) || role == .creator && isOpen
        || role == .responsible && facts.preconditions.responsibleMayEdit && isOpen
    }
    switch number {
    case 1, 2, 3, 5, 6, 8, 9, 14, 16, 28: return true
    case 4: return reaches(level, who, facts)
    case 7: return !facts.actor.cameWithDepartment
    case 10: return facts.target?.sharesGroupWithActor == true && mayInvite(who, facts)
    case 11: return mayInvite(who, facts) || facts.tie.sentInvitation
    case 12, 15: return false
    case 13: return facts.group?.inviters != .owner
    case 17: return !facts.preconditions.hasContents
    case 18: return facts.group?.privacy != .hidden
    case 19: return edits
    case 20: return edits || role == .responsible && facts.tie.responsibleMayMoveDeadline
    case 21:
      if facts.tie.taskState == .awaitingControl { return role == .creator }
      return role == .creator || role == .responsible || role == .participant || reaches(level, who, facts)
    case 22: return role == .creator
    case 23: return reaches(level, who, facts) || role == .creator
    case 24:
      // The level for editing tasks by default: chapter 1.4.
      let editLevel = facts.group?.editLevel ?? .staff
      return facts.tie.mayEditElsewhere && (reaches(level, who, facts) || reaches(editLevel, who, facts))
    case 25: return reaches(level, who, facts) || role != .none
    case 27, 29: return mayInvite(who, facts)
    default: return false
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
}
