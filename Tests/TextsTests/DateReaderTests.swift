import CommandLanguage
import Domain
import Testing

@testable import Texts

/// What people mean by their dates, on the clock of their zone.
struct DateReaderTests {
  /// Monday, 23 November 2026, 19:00 in Berlin.
  private static let now = Moment(seconds: 1_795_456_800)

  private static func read(
    _ text: String, at now: Moment = now, in zone: String = "Europe/Berlin", edge: DateText.Edge = .end
  ) throws(DateError) -> String {
    let zones = ZoneClocks()
    let moment = try DateReader(now: now, zone: zone, zones: zones).read(NameFolding().folded(text), edge: edge)
    let (day, time) = zones.local(moment, in: zone)
    let minutes = time.milliseconds / 60_000
    if zones.start(of: day, in: zone) == moment { return day.text + " start" }
    if zones.end(of: day, in: zone) == moment { return day.text + " end" }
    let offset = (zones.offset(of: zone, at: moment)?.milliseconds ?? 0) / 60_000
    return "\(day.text) \(minutes / 60):\(minutes % 60 / 10)\(minutes % 10) +\(offset)"
  }

  @Test(arguments: [
    ("2026-12-31", "2026-12-31 end"), ("2026-12-31 09:30", "2026-12-31 9:30 +60"),
    ("2026-12-31T09:30", "2026-12-31 9:30 +60"), ("31.12.2026", "2026-12-31 end"), ("31.12.26", "2026-12-31 end"),
    ("31.12.", "2026-12-31 end"), ("1.2.", "2027-02-01 end"), ("29.2.", "2028-02-29 end"),
    ("31 Dec", "2026-12-31 end"), ("31 December", "2026-12-31 end"), ("31. Dezember", "2026-12-31 end"),
    ("31.Dez", "2026-12-31 end"), ("Dec 31st, 2027", "2027-12-31 end"), ("31st of December 2027", "2027-12-31 end"),
    ("1 March", "2027-03-01 end"), ("1. März", "2027-03-01 end"), ("1. Maerz 2026", "2026-03-01 end"),
    ("23 Nov", "2026-11-23 end"), ("22 Nov", "2027-11-22 end"), ("25/12/2026", "2026-12-25 end"),
    ("2026/12/25", "2026-12-25 end"), ("2027/1/5", "2027-01-05 end"),
    ("12/25/2026", "2026-12-25 end"), ("04/04/2026", "2026-04-04 end"),
    ("today", "2026-11-23 end"), ("heute", "2026-11-23 end"), ("tomorrow", "2026-11-24 end"),
    ("Morgen", "2026-11-24 end"), ("übermorgen", "2026-11-25 end"), ("day after tomorrow", "2026-11-25 end"),
    ("yesterday", "2026-11-22 end"), ("tomorrow 9:00", "2026-11-24 9:00 +60"),
    ("tomorrow at 9 am", "2026-11-24 9:00 +60"), ("tomorrow 9pm", "2026-11-24 21:00 +60"),
    ("morgen um 18 Uhr", "2026-11-24 18:00 +60"), ("morgen 18.30 Uhr", "2026-11-24 18:30 +60"),
    ("9:00 tomorrow", "2026-11-24 9:00 +60"), ("18:00 am 31.12.", "2026-12-31 18:00 +60"),
    ("12:30 am 31.12.", "2026-12-31 12:30 +60"),
    ("12 am tomorrow", "2026-11-24 start"), ("tomorrow 12:30 pm", "2026-11-24 12:30 +60"),
    ("tomorrow noon", "2026-11-24 12:00 +60"), ("21:15", "2026-11-23 21:15 +60"),
    ("monday", "2026-11-30 end"), ("next monday", "2026-11-30 end"), ("this monday", "2026-11-23 end"),
    ("next friday", "2026-11-27 end"), ("friday", "2026-11-27 end"), ("on Fri.", "2026-11-27 end"),
    ("nächsten Freitag", "2026-11-27 end"), ("am Freitag 9:00", "2026-11-27 9:00 +60"),
    ("kommenden Sonntag", "2026-11-29 end"), ("in 2 weeks", "2026-12-07 end"), ("in 2 Wochen", "2026-12-07 end"),
    ("in einer Woche", "2026-11-30 end"), ("in 3 days at 10:00", "2026-11-26 10:00 +60"),
    ("in a month", "2026-12-23 end"), ("in 3 months", "2027-02-23 end"), ("in 1 year", "2027-11-23 end"),
    ("in 3 hours", "2026-11-23 22:00 +60"), ("in 90 Minuten", "2026-11-23 20:30 +60"),
    ("end of month", "2026-11-30 end"), ("end of the month", "2026-11-30 end"), ("Monatsende", "2026-11-30 end"),
    ("Ende des Monats", "2026-11-30 end"), ("end of next month", "2026-12-31 end"),
    ("Ende nächster Woche", "2026-12-06 end"), ("end of year", "2026-12-31 end"), ("Jahresende", "2026-12-31 end"),
    ("end of week", "2026-11-29 end"), ("this week", "2026-11-29 end"), ("next month", "2026-12-31 end"),
  ])
  func reads(_ text: String, _ meaning: String) throws {
    #expect(try Self.read(text) == meaning)
  }

  @Test(arguments: [
    ("2026-12-31", "2026-12-31 start"), ("tomorrow", "2026-11-24 start"), ("tomorrow 9:00", "2026-11-24 9:00 +60"),
    ("next week", "2026-11-30 start"), ("next month", "2026-12-01 start"), ("next year", "2027-01-01 start"),
    ("end of month", "2026-11-30 start"),
  ])
  func `begins with the start of a day`(_ text: String, _ meaning: String) throws {
    #expect(try Self.read(text, edge: .start) == meaning)
  }

  @Test(arguments: [
    "", "soon", "friday friday", "31", "31.12.2026 x", "9", "25:00", "9:60", "tomorrow 25 uhr", "in weeks",
    "in 5000 weeks", "in -1 days", "31.12.5", "next", "end of", "2026", "12-31-2026", "day after", "at", "dec",
    String(repeating: "tomorrow ", count: 1_000),
  ])
  func `doesn't guess`(_ text: String) {
    #expect(throws: DateError.unreadable) { try Self.read(text) }
  }

  @Test(arguments: ["31.02.2026", "2026-02-30", "31 June", "0.1.2026", "13/13/2026", "2026-13-01", "1.1.999"])
  func `knows which days there are`(_ text: String) {
    #expect(throws: DateError.noSuchDay) { try Self.read(text) }
  }

  @Test func `asks about a date that two countries read differently`() throws {
    let one = try #require(LocalDay(year: 2026, month: 4, day: 3))
    let other = try #require(LocalDay(year: 2026, month: 3, day: 4))
    #expect(throws: DateError.twoReadings(one, other)) { try Self.read("03/04/2026") }
  }

  /// The same moment is another day elsewhere.
  @Test(arguments: [
    ("Pacific/Auckland", "today", "2026-11-24 end"), ("Pacific/Auckland", "tomorrow 9:00", "2026-11-25 9:00 +780"),
    ("Asia/Kolkata", "today", "2026-11-23 end"), ("Asia/Kolkata", "in 3 hours", "2026-11-24 2:30 +330"),
    ("America/New_York", "tomorrow 9:00", "2026-11-24 9:00 +-300"), ("America/New_York", "friday", "2026-11-27 end"),
    ("Europe/Berlin", "14.6. 9:00", "2027-06-14 9:00 +120"),
  ])
  func `reads by the clock of the zone`(_ zone: String, _ text: String, _ meaning: String) throws {
    #expect(try Self.read(text, in: zone) == meaning)
  }

  /// Berlin sets its clocks forward on 28 March 2027 at 2:00 and back on 31 October 2027 at 3:00; Havana does it at
  /// midnight, so that a day begins at 1:00, on 14 March 2027.
  @Test(arguments: [
    ("Europe/Berlin", "28.3.2027 1:59", "2027-03-28 1:59 +60"),
    ("Europe/Berlin", "28.3.2027 2:30", "2027-03-28 3:30 +120"),
    ("Europe/Berlin", "28.3.2027 3:00", "2027-03-28 3:00 +120"),
    ("Europe/Berlin", "31.10.2027 1:30", "2027-10-31 1:30 +120"),
    ("Europe/Berlin", "31.10.2027 2:30", "2027-10-31 2:30 +120"),
    ("Europe/Berlin", "31.10.2027 3:00", "2027-10-31 3:00 +60"),
    ("America/New_York", "14.3.2027 2:30", "2027-03-14 3:30 +-240"),
    ("America/New_York", "7.11.2027 1:30", "2027-11-07 1:30 +-240"),
    ("Pacific/Auckland", "26.9.2027 2:30", "2027-09-26 3:30 +780"),
    ("Pacific/Auckland", "4.4.2027 2:30", "2027-04-04 2:30 +780"),
    ("Asia/Kolkata", "28.3.2027 2:30", "2027-03-28 2:30 +330"),
    ("America/Havana", "13.3.2027", "2027-03-13 end"),
    ("America/Havana", "14.3.2027 0:30", "2027-03-14 1:30 +-240"),
  ])
  func `a skipped time is as much later, a doubled one is the first`(
    _ zone: String, _ text: String, _ meaning: String
  ) throws {
    #expect(try Self.read(text, in: zone) == meaning)
  }

  @Test func `a day lasts as long as its clocks say`() throws {
    let zones = ZoneClocks()
    func hours(_ year: Int, _ month: Int, _ day: Int, _ zone: String) throws -> Int64 {
      let day = try #require(LocalDay(year: year, month: month, day: day))
      return zones.end(of: day, in: zone).since(zones.start(of: day, in: zone)).milliseconds / 3_600_000 + 1
    }
    #expect(try hours(2027, 3, 28, "Europe/Berlin") == 23)
    #expect(try hours(2027, 10, 31, "Europe/Berlin") == 25)
    #expect(try hours(2027, 3, 14, "America/Havana") == 23)
    #expect(try hours(2027, 6, 1, "Asia/Kolkata") == 24)
  }

  @Test func `days are counted as the calendar has them`() throws {
    for number in stride(from: -25_000, through: 2_900_000, by: 97) {
      let day = LocalDay(number: number)
      let (year, month, dayOfMonth) = day.parts
      guard LocalDay.years.contains(year) else { continue }
      #expect(LocalDay(year: year, month: month, day: dayOfMonth) == day)
    }
    #expect(LocalDay(year: 2026, month: 11, day: 23)?.weekday == 1)
    #expect(LocalDay(year: 1969, month: 12, day: 28)?.weekday == 7)
    #expect(LocalDay(year: 2027, month: 1, day: 31)?.adding(months: 1).text == "2027-02-28")
  }

  @Test(arguments: ["Europe/Berlin", "UTC", "Asia/Kathmandu"])
  func `knows the zones of the database`(_ zone: String) { #expect(TimeZone(zone) != nil) }

  @Test(arguments: ["", "Europe/Bärlin", "Mars/Olympus", "GMT+17", String(repeating: "x", count: 5_000)])
  func `knows no other zones`(_ zone: String) { #expect(TimeZone(zone) == nil) }
}
