package import Domain

/// A message on its way to a messenger: a row of the outbox until the messenger has taken it.
package struct Parcel: Sendable, Equatable {
  package let key: String
  /// The name of the connection that delivers it.
  package let connection: String
  /// The delivery that caused it, for the log.
  package let delivery: String
  /// Where it goes: an address that is as good as a password, or somebody's direct talk.
  package private(set) var address: String
  package let body: [UInt8]
  package let created: Moment
  /// After this, it is given up.
  package let expires: Moment
  /// How many posts the address still takes.
  package var usesLeft: Int
  /// How often it was tried.
  package var tries: Int

  /// How long a parcel is its taker's alone: longer than a try takes, so that no two nodes try at once.
  package static let lease: Moment.Span = .seconds(30)

  /// How long the operator can read why a parcel was never taken.
  package static let failedLife: Moment.Span = .hours(30 * 24)

  package init(
    key: String, connection: String, delivery: String, address: String, body: [UInt8], created: Moment,
    expires: Moment, usesLeft: Int, tries: Int = 0
  ) {
    self.key = key
    self.connection = connection
    self.delivery = delivery
    self.address = address
    self.body = body
    self.created = created
    self.expires = expires
    self.usesLeft = usesLeft
    self.tries = tries
  }
}

extension Parcel {
  /// What is delivered one beside the other: the replies of a connection, or its direct messages.
  package struct Kind: Sendable, Hashable {
    package let connection: String
    package let isDirect: Bool

    package init(connection: String, isDirect: Bool) {
      self.connection = connection
      self.isDirect = isDirect
    }
  }

  package var kind: Kind { Kind(connection: connection, isDirect: recipient != nil) }
}

extension Parcel: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "parcel \(key) for \(connection) ••••" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

// MARK: - Direct messages

extension Parcel {
  /// The address of the direct talk with somebody: the messenger knows the way there, and has the token for it.
  ///
  /// - Parameter user: The messenger's id of the person.
  package static func directAddress(of user: String) -> String { direct + user }

  /// What follows in the address of a direct talk; `nil` for a parcel that goes elsewhere.
  package var recipient: String? { address.hasPrefix(Self.direct) ? String(address.dropFirst(Self.direct.count)) : nil }

  /// How long a direct message is tried; a notice waits in the inbox afterwards.
  package static let directLife = Moment.Span.hours(24)

  /// More often than it is tried in that time.
  package static let directUses = 1_000

  private static let direct = "direct:"

  /// The same on its further way, as ``Verdict/next(address:)`` says it.
  package func readdressed(to address: String) -> Parcel {
    var parcel = self
    parcel.address = address
    return parcel
  }
}

/// What becomes of a parcel's row.
package enum Settlement: Sendable, Equatable {
  /// The messenger has it: the row goes.
  case taken(key: String)
  /// It is tried again at `next`; what was tried so far is kept.
  case again(key: String, next: Moment, tries: Int, usesLeft: Int)
  /// It will never be taken: the row stays with its reason, for the operator; address and body go, and what it told
  /// somebody goes into the inbox.
  case failed(key: String, reason: String, at: Moment)
}
