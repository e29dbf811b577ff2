package import Domain

/// A code by which the account that types it becomes one of its person's own.
package struct LinkCode: Sendable, Equatable {
  /// Such as `k7m2q4rt`; whoever knows it can act as the person, so it is told to that person alone.
  package let text: String
  package let person: PersonKey
  package let expires: Moment

  package init(text: String, person: PersonKey, expires: Moment) {
    self.text = text
    self.person = person
    self.expires = expires
  }

  /// How long there is to type it in the other messenger.
  package static let life = Moment.Span.minutes(10)

  /// How long it is: with ``WrongCodes/limit`` tries in an hour, nobody comes across one.
  package static let length = 8
}

/// How many wrong codes an account has typed, each less than an hour after the one before.
package struct WrongCodes: Sendable, Equatable {
  package let count: Int
  /// When they are forgotten.
  package let end: Moment

  package init(count: Int, end: Moment) {
    self.count = count
    self.end = end
  }

  /// After so many, no code is looked at until the end.
  package static let limit = 5

  private static let memory = Moment.Span.hours(1)

  package func isLocked(at now: Moment) -> Bool { count >= Self.limit && now < end }

  /// One more, after those that are not forgotten.
  package static func adding(to earlier: WrongCodes?, at now: Moment) -> WrongCodes {
    let count = earlier.map { now < $0.end ? $0.count : 0 } ?? 0
    return WrongCodes(count: count + 1, end: now + memory)
  }
}
