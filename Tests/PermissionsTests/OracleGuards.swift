import Domain
import Permissions

/// A guard of 9.9: what must be so of the person or of the state, once the role allows it.
enum SpecifiedGuard: Sendable {
  /// What the person must be to the group.
  case relation([Standing])
  case notOneself, employee, active, notWithDepartment
  /// An external target: only in an extranet group or a collab.
  case suitableGroup
  case notInside, notOwner, onTask, notLastAdmin, project

  /// Those of a row, in the order in which they speak.
  static func all(of row: String, _ action: Action) -> [SpecifiedGuard] {
    switch row {
    case "J1", "J2", "J3", "J4": [.notInside]
    case "M1", "M2", "M3", "X2", "X3", "X4": [.relation([.none]), .notOneself, .active]
    case "M7": [.relation([.none]), .active, .suitableGroup]
    case "X7": [.relation([.none]), .active]
    case "M9", "M10": [.relation([.invited])]
    case "M11", "M12", "M13", "M14": [.relation([.requester])]
    case "M15": [.relation([.member]), .notOneself, .notWithDepartment]
    case "M16": [.relation([.moderator]), .notOneself]
    case "M20", "M21": [.relation([action == .ban ? .member : .banned])]
    case "M22": [.relation([.member])]
    case "M23": [.relation([.moderator]), .notOneself]
    case "M24": [.relation([action == .promote ? .member : .moderator])]
    case "M26", "M27": [.relation([.moderator, .member]), .employee, .active]
    case "M28": [.notOwner]
    case "G2": [.employee, .active]
    case "A3": action == .adminGrant ? [.employee, .active] : [.notLastAdmin]
    case "G9": [.project]
    case "V16": [.onTask]
    default: []
    }
  }

  /// Why it fails, or `nil`.
  func failure(_ facts: Facts) -> Reason? {
    let target = facts.target
    switch self {
    case .relation(let suitable):
      return target.flatMap { suitable.contains($0.standing) ? nil : Self.reason($0.standing) }
    case .notOneself: return target?.isOneself == true ? .targetOneself : nil
    case .employee: return target?.isExternal == true ? .targetExternal : nil
    case .active: return target?.isActive == false ? .targetInactive : nil
    case .notWithDepartment: return target?.cameWithDepartment == true ? .targetCameWithDepartment : nil
    case .suitableGroup:
      guard let group = facts.group, target?.isExternal == true else { return nil }
      return group.openToExternals || group.kind == .collab ? nil : .groupClosedToExternals
    case .notInside: return facts.actor.standing.isInside ? .alreadyInside : nil
    case .notOwner: return facts.actor.standing == .owner ? .alreadyOwner : nil
    case .onTask: return facts.tie.role == .none ? .notYourTask : nil
    case .notLastAdmin: return facts.preconditions.isLastAdmin ? .lastAdmin : nil
    case .project: return facts.group?.kind == .workgroup ? .convertFirst : nil
    }
  }

  static func reason(_ standing: Standing) -> Reason {
    switch standing {
    case .owner: .targetOwner
    case .moderator: .targetModerator
    case .member: .targetMember
    case .requester: .targetRequester
    case .invited: .targetInvited
    case .banned: .targetBanned
    case .none: .targetNone
    }
  }

  /// The facts without which it can't be judged, besides where the group is and what the actor is to it.
  var facts: Set<Fact> {
    switch self {
    case .relation: [.targetStanding]
    case .notOneself: [.targetOneself]
    case .employee: [.targetExternal]
    case .active: [.targetActive]
    case .notWithDepartment: [.targetDepartment]
    case .suitableGroup: [.targetExternal, .openToExternals]
    case .onTask: [.role]
    case .notLastAdmin: [.lastAdmin]
    case .notInside, .notOwner, .project: []
    }
  }
}
