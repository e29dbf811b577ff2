/// The clocks of the world: how far each is from Greenwich, and when.
package protocol TimeZones: Sendable {
  /// How far the zone's clocks are ahead of UTC at `moment`; `nil` for a zone that nobody knows.
  ///
  /// - Parameter zone: A name of the time zone database, such as `Europe/Berlin`.
  func offset(of zone: String, at moment: Moment) -> Moment.Span?

  /// The names of the places whose clocks are known.
  var names: [String] { get }
}

extension TimeZones {
  /// What the zone's calendar and clock show: the day, and the time since its clocks showed midnight.
  package func local(_ moment: Moment, in zone: String) -> (day: LocalDay, time: Moment.Span) {
    let shown = moment.milliseconds + (offset(of: zone, at: moment)?.milliseconds ?? 0)
    let length = Moment.Span.hours(24).milliseconds
    let day = shown / length - (shown % length < 0 ? 1 : 0)
    return (LocalDay(number: Int(day)), .milliseconds(shown - day * length))
  }

  /// The moment at which the zone's clocks show `time` on `day`.
  ///
  /// A time that clocks show twice, because they are set back, is the first of the two; one that they skip is as much
  /// later as they were set forward: the way of most calendars.
  package func moment(_ day: LocalDay, _ time: Moment.Span, in zone: String) -> Moment {
    let shown = Moment(milliseconds: Int64(day.number) * Moment.Span.hours(24).milliseconds + time.milliseconds)
    // Clocks are changed far less often than every other day.
    let before = offset(of: zone, at: shown - .hours(24)) ?? .seconds(0)
    let after = offset(of: zone, at: shown + .hours(24)) ?? .seconds(0)
    // With clocks set back, the earlier offset gives the first of two moments; with clocks set forward, it is the one
    // that moves a skipped time on.
    for candidate in [before, after] where offset(of: zone, at: shown - candidate) == candidate {
      return shown - candidate
    }
    return shown - before
  }

  /// The first moment of a day.
  package func start(of day: LocalDay, in zone: String) -> Moment { moment(day, .seconds(0), in: zone) }

  /// The last moment of a day.
  package func end(of day: LocalDay, in zone: String) -> Moment { start(of: day + 1, in: zone) - .milliseconds(1) }
}
