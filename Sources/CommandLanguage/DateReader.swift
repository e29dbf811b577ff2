package import Domain

/// Reads days and moments in people's words, in English and German, as they are meant in one time zone.
///
/// It knows `2026-12-31`, `31.12.2026`, `31 Dec`, `today`, `tomorrow 9:00`, `next friday`, `in 2 weeks`, `end of month`
/// and their like.
package struct DateReader: Sendable {
  private let now: Moment
  private let zone: String
  private let zones: any TimeZones
  private let today: LocalDay

  package init(now: Moment, zone: String, zones: any TimeZones) {
    self.now = now
    self.zone = zone
    self.zones = zones
    today = zones.local(now, in: zone).day
  }

  /// The moment that is meant.
  ///
  /// - Parameters:
  ///   - folded: What was typed, folded as names are.
  ///   - edge: Which moment of a day, and which day of a week or a month, where nothing else is said.
  package func read(_ folded: String, edge: DateText.Edge) throws(DateError) -> Moment {
    var words = DateTokens(folded)
    guard !words.isEmpty else { throw .unreadable }
    if let span = words.span() {
      guard words.isEmpty else { throw .unreadable }
      return now + span
    }
    // A time may stand before the day, as in `9:00 tomorrow`.
    var time = words.time()
    let day = try day(&words, edge)
    if time == nil { time = words.time() }
    guard words.isEmpty else { throw .unreadable }
    if let time { return zones.moment(day ?? today, .minutes(Int64(time)), in: zone) }
    guard let day else { throw .unreadable }
    return edge == .end ? zones.end(of: day, in: zone) : zones.start(of: day, in: zone)
  }

  private func day(_ words: inout DateTokens, _ edge: DateText.Edge) throws(DateError) -> LocalDay? {
    words.skip(["on", "am", "by", "bis"])
    if let day = try words.numbered(onOrAfter: today) { return day }
    if let count = words.take(DateWords.days) { return today + count }
    if words.takeAll(["day", "after", "tomorrow"]) { return today + 2 }
    if let count = words.count(of: [.day, .week, .month, .year]) { return today.adding(count.number, count.unit) }
    if let day = try words.named(onOrAfter: today) { return day }
    if let unit = words.take(DateWords.ends) { return today.edge(of: unit, .end) }
    if let end = words.end() { return today.adding(end.isNext ? 1 : 0, end.unit).edge(of: end.unit, .end) }
    return weekdayOrPeriod(&words, edge)
  }

  /// `friday`, `next friday`, `this week`, `next month`.
  private func weekdayOrPeriod(_ words: inout DateTokens, _ edge: DateText.Edge) -> LocalDay? {
    let isNext = words.take(anyOf: DateWords.next)
    let isThis = !isNext && words.take(anyOf: DateWords.this)
    if let weekday = words.take(DateWords.weekdays) {
      // The first one after today; only `this friday` may be today.
      let first = isThis ? today : today + 1
      return first + (weekday - first.weekday + 7) % 7
    }
    guard isNext || isThis, let unit = words.unit(of: [.week, .month, .year]) else { return nil }
    return today.adding(isNext ? 1 : 0, unit).edge(of: unit, edge)
  }
}

extension LocalDay {
  fileprivate func adding(_ count: Int, _ unit: DateWords.Unit) -> LocalDay {
    switch unit {
    case .minute, .hour: self
    case .day: self + count
    case .week: self + count * 7
    case .month: adding(months: count)
    case .year: adding(months: count * 12)
    }
  }

  /// The first or the last day of the week, month or year around this one; weeks begin on Monday.
  fileprivate func edge(of unit: DateWords.Unit, _ edge: DateText.Edge) -> LocalDay {
    let (year, month, day) = parts
    switch (unit, edge) {
    case (.week, .start): return self + (1 - weekday)
    case (.week, .end): return self + (7 - weekday)
    case (.month, .start): return self + (1 - day)
    case (.month, .end): return self + (LocalDay.length(of: month, in: year) - day)
    case (.year, .start): return LocalDay(year: year, month: 1, day: 1) ?? self
    case (.year, .end): return LocalDay(year: year, month: 12, day: 31) ?? self
    case (.minute, _), (.hour, _), (.day, _): return self
    }
  }
}
