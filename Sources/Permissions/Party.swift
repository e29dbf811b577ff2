import Domain

/// Whom a rule can name: what somebody is to the group, and from where.
package enum Party: String, Sendable, CaseIterable {
  case owner, moderator, member, requester, invited, banned, none
  case externalMember = "external-member"
  case externalInvited = "external-invited"
  case externalBanned = "external-banned"
  case externalNone = "external-none"
  /// An administrator with Admin Mode on, whatever the own standing; where a rule doesn't name it, the own one counts.
  case adminMode = "admin-mode"
  /// An administrator, with Admin Mode on or off.
  case admin

  /// The employees in all their standings, which a rule can name in one word.
  package static let employees: [Party] = [.owner, .moderator, .member, .requester, .invited, .banned, .none]

  /// People from outside, in all their standings.
  package static let externals: [Party] = [.externalMember, .externalInvited, .externalBanned, .externalNone]

  /// What somebody is without being an administrator.
  ///
  /// Somebody from outside holds no staff role and can't have asked to join, whatever the store says.
  @inline(__always) init(_ standing: Standing, isExternal: Bool) {
    self =
      switch standing {
      case .owner: isExternal ? .externalMember : .owner
      case .moderator: isExternal ? .externalMember : .moderator
      case .member: isExternal ? .externalMember : .member
      case .requester: isExternal ? .externalNone : .requester
      case .invited: isExternal ? .externalInvited : .invited
      case .banned: isExternal ? .externalBanned : .banned
      case .none: isExternal ? .externalNone : .none
      }
  }

  var isExternal: Bool {
    switch self {
    case .externalMember, .externalInvited, .externalBanned, .externalNone: true
    default: false
    }
  }
}

extension Party {
  /// Owner, moderator or member.
  var isInside: Bool {
    switch self {
    case .owner, .moderator, .member, .externalMember: true
    default: false
    }
  }
}

extension Party: Ordinal {
  package var ordinal: Int {
    switch self {
    case .owner: 0
    case .moderator: 1
    case .member: 2
    case .requester: 3
    case .invited: 4
    case .banned: 5
    case .none: 6
    case .externalMember: 7
    case .externalInvited: 8
    case .externalBanned: 9
    case .externalNone: 10
    case .adminMode: 11
    case .admin: 12
    }
  }

  static let count = 13
}

/// Who asks, as the rules see it.
struct Asker: Sendable {
  let party: Party
  let isAdmin: Bool
  let inAdminMode: Bool

  /// - Parameter admin: counts for employees alone.
  @inline(__always) init(party: Party, admin: AdminState) {
    self.party = party
    // Cases are matched, not compared: across modules a comparison is a call.
    switch admin {
    case .none: (isAdmin, inAdminMode) = (false, false)
    case .off: (isAdmin, inAdminMode) = (!party.isExternal, false)
    case .on: (isAdmin, inAdminMode) = (!party.isExternal, !party.isExternal)
    }
  }

  @inline(__always) init(_ actor: Facts.Actor) {
    self.init(party: Party(actor.standing, isExternal: actor.isExternal), admin: actor.admin)
  }

  /// Everybody who can ask, each at the place of the own ordinal.
  static let all = (Party.employees + Party.externals).flatMap { party in
    AdminState.allCases.map { Asker(party: party, admin: $0) }
  }

  static let count = 33

  var ordinal: Int { party.ordinal * 3 + (inAdminMode ? 2 : isAdmin ? 1 : 0) }
}
