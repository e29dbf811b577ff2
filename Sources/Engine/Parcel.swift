package import Domain

/// A message on its way to a messenger: a row of the outbox until the messenger has taken it.
package struct Parcel: Sendable, Equatable {
  package let key: String
  /// The name of the connection that delivers it.
  package let connection: String
  /// The delivery that caused it, for the log.
  package let delivery: String
  /// Where it goes; as good as a password.
  package let address: String
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

/// What becomes of a parcel's row.
package enum Settlement: Sendable, Equatable {
  /// The messenger has it: the row goes.
  case taken(key: String)
  /// It is tried again at `next`; what was tried so far is kept.
  case again(key: String, next: Moment, tries: Int, usesLeft: Int)
  /// It will never be taken: the row stays with its reason, for the operator; address and body go.
  case failed(key: String, reason: String, at: Moment)
}
