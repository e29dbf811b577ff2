/// A day or a moment in somebody's words, such as `next friday`; the sender's time zone says which moment it is.
package struct DateText: Sendable, Equatable {
  package let typed: String
  package let edge: Edge

  package init(_ typed: String, edge: Edge = .end) {
    self.typed = typed
    self.edge = edge
  }

  /// Which moment of a day is meant where no time is given.
  package enum Edge: Sendable, Equatable {
    case start, end
  }
}
