import Domain
import Platform

/// The time in a talk: it stands still but for what the talk says, and a millisecond for each line that is said.
final class TalkClock: Sendable {
  private let moment: Guarded<Moment>

  init(_ moment: Moment) { self.moment = Guarded(moment) }

  var now: Moment { moment.withLock { $0 } }

  /// - Parameter moment: an earlier one as well: a talk may say what it likes.
  func set(_ moment: Moment) { self.moment.withLock { $0 = moment } }
}
