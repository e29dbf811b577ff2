package import Domain
package import Engine

/// When a parcel is tried again, as a value: it is told what happened and says what becomes of the parcel.
///
/// A try that may have been read costs a use of the address; one of which nothing was sent costs none. It sends nothing
/// and keeps no time.
package struct Schedule: Sendable {
  /// How long to wait before each further try; the last one serves for all that follow.
  private let waits: [Moment.Span]

  package init(waits: [Moment.Span] = [.seconds(1), .seconds(5), .seconds(30), .minutes(2), .minutes(5)]) {
    self.waits = waits
  }

  /// What became of a try.
  package enum Try: Sendable, Equatable {
    /// The messenger answered.
    case answered(Verdict)
    /// No answer came; the messenger may have read it all the same.
    case unanswered(reason: String)
    /// Nothing was sent, and nothing will change that.
    case impossible(reason: String)
    /// Nothing was sent: there was no connection.
    case unreachable(reason: String)
  }

  /// What becomes of `parcel` after a try.
  ///
  /// - Parameter jitter: From 0 to 1, random: what failed together is not tried together again.
  package func settlement(for parcel: Parcel, after tried: Try, at now: Moment, jitter: Double) -> Settlement {
    var uses = parcel.usesLeft
    let asked: Moment.Span?
    let reason: String
    switch tried {
    case .answered(.taken): return .taken(key: parcel.key)
    case .answered(.failed(let why)), .impossible(let why): return .failed(key: parcel.key, reason: why, at: now)
    case .answered(.next):
      return .failed(key: parcel.key, reason: "the messenger leads on and on", at: now)
    case .answered(.again(let after)):
      uses -= 1
      asked = after
      reason = "the messenger asks to try again"
    case .unanswered(let why):
      uses -= 1
      asked = nil
      reason = why
    case .unreachable(let why):
      asked = nil
      reason = why
    }
    let tries = parcel.tries + 1
    guard uses > 0 else { return .failed(key: parcel.key, reason: "\(reason); the address is used up", at: now) }
    var planned = waits[min(tries, waits.count) - 1]
    if uses < parcel.usesLeft { planned = max(planned, Self.pause(before: uses, in: parcel.expires.since(now))) }
    let next = now + wait(planned, atLeast: asked, jitter: jitter)
    guard next < parcel.expires else {
      return .failed(key: parcel.key, reason: "\(reason); the address expires before the next try", at: now)
    }
    return .again(key: parcel.key, next: next, tries: tries, usesLeft: uses)
  }

  /// How long an address is left alone that takes `uses` more posts: the last ones are spread over the time left.
  ///
  /// For the half hour of Slack's and Mattermost's addresses it is 30 s, 4 min and 15 min.
  private static func pause(before uses: Int, in left: Moment.Span) -> Moment.Span {
    let thousandths: Int64 = uses <= pausesBeforeLast.count ? pausesBeforeLast[uses - 1] : 0
    return .milliseconds(left.milliseconds * thousandths / 1_000)
  }

  /// Of the time left, in thousandths: before the last use, before the last but one, and so on.
  private static let pausesBeforeLast: [Int64] = [600, 135, 17]

  /// The wait, from four fifths to six fifths of it, and never less than the messenger asked for.
  private func wait(_ planned: Moment.Span, atLeast asked: Moment.Span?, jitter: Double) -> Moment.Span {
    let planned = planned.milliseconds
    let spread = Moment.Span.milliseconds(planned * 4 / 5 + Int64(Double(planned * 2 / 5) * jitter))
    return max(spread, asked ?? spread)
  }
}
