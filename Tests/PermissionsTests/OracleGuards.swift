import Domain
import Permissions

/// Which row holds for which setting or person, and the guards of 9.9.
extension Oracle {
  typealias Choice = @Sendable (Facts) -> Bool
  typealias Guard = @Sendable (Action, Facts) -> Bool

  static func choice(_ row: String) -> Choice {
    switch row {
    case "M1": { !isExternal($0) && $0.group?.inviters == .owner }
    case "M2": { !isExternal($0) && $0.group?.inviters == .staff }
    case "M3": { !isExternal($0) && ($0.group?.inviters == .members || $0.group?.inviters == .employees) }
    case "M11": { $0.group?.inviters == .owner }
    case "M12": { $0.group?.inviters != .owner }
    case "M15": { !isExternal($0) && $0.target?.standing == .member }
    case "M16": { !isExternal($0) && $0.target?.standing == .moderator }
    case "M17": { !isExternal($0) && ($0.target?.standing == .member || $0.target?.standing == .moderator) }
    case "M18", "M19": { isExternal($0) && ($0.target?.standing == .member || $0.target?.standing == .moderator) }
    case "M22", "M26", "X7": { !isExternal($0) }
    case "X1": { isExternal($0) && $0.group?.openToExternals == false }
    case "X2": { isExternal($0) && $0.group?.openToExternals == true }
    case "X3": { isExternal($0) && $0.preconditions.guestsMayBeInvited }
    case "X4": { isExternal($0) && !$0.preconditions.guestsMayBeInvited }
    case "X10": { isExternal($0) }
    default: { _ in true }
    }
  }

  private static func isExternal(_ facts: Facts) -> Bool { facts.target?.isExternal == true }

  static func guards(_ row: String) -> Guard {
    switch row {
    case "M1", "M2", "M3", "X2", "X3":
      { has($1, [.none]) && $1.target?.isOneself == false && $1.target?.isActive == true }
    case "M7": { has($1, [.none]) && isActive($1) && (!isExternal($1) || $1.group?.openToExternals == true) }
    case "X7": { has($1, [.none]) && isActive($1) }
    case "M9", "M10": { has($1, [.invited]) }
    case "M11", "M12", "M13", "M14": { has($1, [.requester]) }
    case "M15": { has($1, [.member]) && !isOneself($1) && $1.target?.cameWithDepartment == false }
    case "M16": { has($1, [.moderator]) && !isOneself($1) }
    case "M20", "M21": { has($1, [$0 == .ban ? .member : .banned]) }
    case "M22": { has($1, [.member]) }
    case "M23": { has($1, [.moderator]) && !isOneself($1) }
    case "M24": { has($1, [$0 == .promote ? .member : .moderator]) }
    case "M26", "M27": { has($1, [.moderator, .member]) && isActive($1) && !isExternal($1) }
    case "M28": { $1.actor.standing != .owner }
    case "G2": { isActive($1) && !isExternal($1) }
    case "A3": { $0 == .adminGrant ? isActive($1) && !isExternal($1) : !$1.preconditions.isLastAdmin }
    case "G9": { $1.group?.kind == .project }
    case "V16": { $1.tie.role != .none }
    case "J1", "J2", "J3", "J4": { !$1.actor.standing.isInside }
    default: { _, _ in true }
    }
  }

  private static func has(_ facts: Facts, _ standings: [Standing]) -> Bool {
    facts.target.map { standings.contains($0.standing) } == true
  }

  private static func isActive(_ facts: Facts) -> Bool { facts.target?.isActive == true }

  private static func isOneself(_ facts: Facts) -> Bool { facts.target?.isOneself == true }
}

extension SpecifiedRow {
  /// X1, X4 and X10 say that something never happens, so they beat what other rows allow.
  static let never: Set<String> = ["X1", "X4", "X10"]

  /// No relation to a group is involved, so an invited outsider is any outsider.
  static let withoutRelation: Set<String> = ["G1", "G2", "G3", "G4", "A1", "A2", "A3", "A4", "X5"]
}
