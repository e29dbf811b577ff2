package import Domain

/// A day or a moment in somebody's words, such as `next friday`; the sender's time zone says which moment it is.
package struct DateText: Sendable, Equatable {
  package let typed: String
  package let edge: Edge

  package init(_ typed: String, edge: Edge = .end) {
    self.typed = typed
    self.edge = edge
  }

  /// Which moment of a day is meant where no time is given, and which day of a longer time.
  package enum Edge: Sendable, Equatable {
    case start, end
  }
}

/// Why a text is no date.
package enum DateError: Error, Sendable, Equatable {
  /// Nothing that is known as a date.
  case unreadable
  /// Such as the 31st of February.
  case noSuchDay
  /// Countries read it differently: with the day first, and with the month first.
  case twoReadings(LocalDay, LocalDay)
}
