package import Domain

/// Whom a rule is about, where it doesn't hold for everybody; what is `nil` is not asked.
package struct TargetPattern: Sendable, Equatable {
  package var standings: Choice<Standing>
  package var isExternal: Bool?
  package var isActive: Bool?
  package var isOneself: Bool?
  package var cameWithDepartment: Bool?

  package init(
    standings: Choice<Standing> = .all, isExternal: Bool? = nil, isActive: Bool? = nil, isOneself: Bool? = nil,
    cameWithDepartment: Bool? = nil
  ) {
    self.standings = standings
    self.isExternal = isExternal
    self.isActive = isActive
    self.isOneself = isOneself
    self.cameWithDepartment = cameWithDepartment
  }

  /// The facts without which it can't be judged.
  var facts: Choice<Fact> {
    var facts: [Fact] = []
    if !standings.isAll { facts.append(.targetStanding) }
    if isExternal != nil { facts.append(.targetExternal) }
    if isActive != nil { facts.append(.targetActive) }
    if isOneself != nil { facts.append(.targetOneself) }
    if cameWithDepartment != nil { facts.append(.targetDepartment) }
    return Choice(facts)
  }

  /// Why the person is none of those it is about, or `nil`.
  ///
  /// Without a target it is asked in general, so somebody suitable is meant: an employee, active, another person.
  func failure(_ target: Facts.Target?) -> Reason? {
    externalFailure(target) ?? standingFailure(target) ?? otherFailure(target)
  }

  func externalFailure(_ target: Facts.Target?) -> Reason? {
    guard let isExternal, isExternal != (target?.isExternal ?? false) else { return nil }
    return isExternal ? .targetEmployee : .targetExternal
  }

  func standingFailure(_ target: Facts.Target?) -> Reason? {
    guard let target, !standings.contains(target.standing) else { return nil }
    return switch target.standing {
    case .owner: .targetOwner
    case .moderator: .targetModerator
    case .member: .targetMember
    case .requester: .targetRequester
    case .invited: .targetInvited
    case .banned: .targetBanned
    case .none: .targetNone
    }
  }

  func otherFailure(_ target: Facts.Target?) -> Reason? {
    if let isOneself, isOneself != (target?.isOneself ?? false) { return isOneself ? .targetOther : .targetOneself }
    if let isActive, isActive != (target?.isActive ?? true) { return isActive ? .targetInactive : .targetActive }
    if let cameWithDepartment, cameWithDepartment != (target?.cameWithDepartment ?? false) {
      return .targetCameWithDepartment
    }
    return nil
  }
}
