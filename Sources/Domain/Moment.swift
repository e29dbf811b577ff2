/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
package struct Moment: Sendable, Hashable, Comparable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package init(seconds: Int64) { milliseconds = seconds * 1_000 }

  /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
  package var seconds: Int64 { (milliseconds - (milliseconds % 1_000 + 1_000) % 1_000) / 1_000 }

  package static func < (one: Moment, other: Moment) -> Bool { one.milliseconds < other.milliseconds }

  package static func + (moment: Moment, span: Span) -> Moment {
    Moment(milliseconds: moment.milliseconds + span.milliseconds)
  }

  package static func - (moment: Moment, span: Span) -> Moment {
    Moment(milliseconds: moment.milliseconds - span.milliseconds)
  }
}

extension Moment {
  /// A length of time, in whole milliseconds.
  package struct Span: Sendable, Hashable, Comparable {
    package let milliseconds: Int64

    package static func milliseconds(_ count: Int64) -> Span { Span(milliseconds: count) }
    package static func seconds(_ count: Int64) -> Span { Span(milliseconds: count * 1_000) }
    package static func minutes(_ count: Int64) -> Span { seconds(count * 60) }
    package static func hours(_ count: Int64) -> Span { minutes(count * 60) }

    /// Whole minutes, rounded up.
    package var minutes: Int { Int((milliseconds + 59_999) / 60_000) }

    /// Whole days, rounded down.
    package var days: Int { Int(milliseconds / 86_400_000) }

    package static func < (one: Span, other: Span) -> Bool { one.milliseconds < other.milliseconds }
  }

  /// How long it is from `earlier` to this moment; negative when `earlier` is later.
  package func since(_ earlier: Moment) -> Span { Span(milliseconds: milliseconds - earlier.milliseconds) }
}
