/// Somebody the bot knows.
package struct Person: Sendable, Equatable {
  package let key: PersonKey
  /// The name to show, as the messenger gave it last; it proves nothing.
  package var name: String
  /// What others type after `@`; people change it and reuse it, so no right follows from it.
  package var handle: String
  /// The account by which a messenger knew this person first.
  package var account: Account
  /// Somebody from outside the company.
  package var isExternal: Bool
  package var isActive: Bool
  package var isAdmin: Bool
  /// Until when Admin Mode stays on without another command; `nil` while it is off.
  package var adminModeUntil: Moment?
  /// The language of the replies, such as `de`; `nil` for the portal's.
  package var language: String?
  /// Such as `Europe/Berlin`; `nil` for the portal's.
  package var timeZone: String?
  /// Whether it is remembered what they changed last; known where they were found by their account.
  package var hasLastChange = false
  /// The folded handle of the account by which they were found, where a code has linked it; `nil` for the first account.
  package var linkedHandle: String?

  package init(
    key: PersonKey, name: String, handle: String, account: Account, isExternal: Bool = false, isActive: Bool = true,
    isAdmin: Bool = false, adminModeUntil: Moment? = nil, language: String? = nil,
    timeZone: String? = nil
  ) {
    self.key = key
    self.name = name
    self.handle = handle
    self.account = account
    self.isExternal = isExternal
    self.isActive = isActive
    self.isAdmin = isAdmin
    self.adminModeUntil = adminModeUntil
    self.language = language
    self.timeZone = timeZone
  }

  /// How others name this person in a command: by the account where a messenger has told nothing but an id.
  package var typed: String { handle.isEmpty ? account.description : "@" + handle }

  /// For how long Admin Mode stays on without another act.
  package static let adminModeLength: Moment.Span = .minutes(30)

  package func admin(at now: Moment) -> AdminState {
    guard isAdmin else { return .none }
    return adminModeUntil.map { now < $0 } == true ? .on : .off
  }
}

/// Whether somebody is an administrator of the portal, and whether Admin Mode is on.
package enum AdminState: String, Sendable, CaseIterable {
  case none, off, on
}

/// How a messenger knows a person: by the id that never changes, not by a name.
package struct Account: Sendable, Hashable, CustomStringConvertible {
  /// The name of the connection in `bot.yaml`.
  package let connection: String
  /// The messenger's id of the user, such as `U012AB3CD`.
  package let user: String

  package init(connection: String, user: String) {
    self.connection = connection
    self.user = user
  }

  package var description: String { "\(connection):\(user)" }
}

/// What a person is to a group, and since when.
package struct Membership: Sendable, Equatable {
  package let person: PersonKey
  package var standing: Standing
  /// Who invited, for an invitation.
  package var inviter: PersonKey?
  /// What the requester or the inviter wrote.
  package var message: String
  package var since: Moment
  /// Whether who accepts the invitation becomes the owner, if the inviter still is.
  package var offersOwnership: Bool
  /// When the invitation was last recalled to mind.
  package var reminded: Moment?

  package init(
    person: PersonKey, standing: Standing, inviter: PersonKey? = nil, message: String = "", since: Moment,
    offersOwnership: Bool = false, reminded: Moment? = nil
  ) {
    self.person = person
    self.standing = standing
    self.inviter = inviter
    self.message = message
    self.since = since
    self.offersOwnership = offersOwnership
    self.reminded = reminded
  }
}

/// What a person has made of a group for oneself alone.
package struct Marks: Sendable, Equatable {
  package var isPinned: Bool
  /// Whether the person wants no notices of it.
  package var isMuted: Bool

  package init(isPinned: Bool = false, isMuted: Bool = false) {
    self.isPinned = isPinned
    self.isMuted = isMuted
  }
}
