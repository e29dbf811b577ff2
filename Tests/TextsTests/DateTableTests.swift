import CommandLanguage
import Domain
import Testing

@testable import Texts

/// Each form of a date in four zones, on a day in November and on the eve of a change to or from summer time.
///
/// The moments were worked out apart from this program, with another reading of the time zone database.
struct DateTableTests {
  /// Zone, now, what is typed, the moment after `--from`, and the moment else; all moments in UTC.
  private static let rows = [
    "Europe/Berlin | 2026-11-23 18:00 | 2027-12-31 | 2027-12-30 23:00 | 2027-12-31 22:59:59.999",
    "Europe/Berlin | 2026-11-23 18:00 | 31.12.2027 | 2027-12-30 23:00 | 2027-12-31 22:59:59.999",
    "Europe/Berlin | 2026-11-23 18:00 | 31 Dec | 2026-12-30 23:00 | 2026-12-31 22:59:59.999",
    "Europe/Berlin | 2026-11-23 18:00 | today | 2026-11-22 23:00 | 2026-11-23 22:59:59.999",
    "Europe/Berlin | 2026-11-23 18:00 | tomorrow | 2026-11-23 23:00 | 2026-11-24 22:59:59.999",
    "Europe/Berlin | 2026-11-23 18:00 | tomorrow 9:00 | 2026-11-24 08:00 | 2026-11-24 08:00",
    "Europe/Berlin | 2026-11-23 18:00 | next friday | 2026-11-26 23:00 | 2026-11-27 22:59:59.999",
    "Europe/Berlin | 2026-11-23 18:00 | in 2 weeks | 2026-12-06 23:00 | 2026-12-07 22:59:59.999",
    "Europe/Berlin | 2026-11-23 18:00 | end of month | 2026-11-29 23:00 | 2026-11-30 22:59:59.999",
    "Europe/Berlin | 2027-03-27 20:00 | 2027-12-31 | 2027-12-30 23:00 | 2027-12-31 22:59:59.999",
    "Europe/Berlin | 2027-03-27 20:00 | 31.12.2027 | 2027-12-30 23:00 | 2027-12-31 22:59:59.999",
    "Europe/Berlin | 2027-03-27 20:00 | 31 Dec | 2027-12-30 23:00 | 2027-12-31 22:59:59.999",
    "Europe/Berlin | 2027-03-27 20:00 | today | 2027-03-26 23:00 | 2027-03-27 22:59:59.999",
    "Europe/Berlin | 2027-03-27 20:00 | tomorrow | 2027-03-27 23:00 | 2027-03-28 21:59:59.999",
    "Europe/Berlin | 2027-03-27 20:00 | tomorrow 9:00 | 2027-03-28 07:00 | 2027-03-28 07:00",
    "Europe/Berlin | 2027-03-27 20:00 | next friday | 2027-04-01 22:00 | 2027-04-02 21:59:59.999",
    "Europe/Berlin | 2027-03-27 20:00 | in 2 weeks | 2027-04-09 22:00 | 2027-04-10 21:59:59.999",
    "Europe/Berlin | 2027-03-27 20:00 | end of month | 2027-03-30 22:00 | 2027-03-31 21:59:59.999",
    "America/New_York | 2026-11-23 18:00 | 2027-12-31 | 2027-12-31 05:00 | 2028-01-01 04:59:59.999",
    "America/New_York | 2026-11-23 18:00 | 31.12.2027 | 2027-12-31 05:00 | 2028-01-01 04:59:59.999",
    "America/New_York | 2026-11-23 18:00 | 31 Dec | 2026-12-31 05:00 | 2027-01-01 04:59:59.999",
    "America/New_York | 2026-11-23 18:00 | today | 2026-11-23 05:00 | 2026-11-24 04:59:59.999",
    "America/New_York | 2026-11-23 18:00 | tomorrow | 2026-11-24 05:00 | 2026-11-25 04:59:59.999",
    "America/New_York | 2026-11-23 18:00 | tomorrow 9:00 | 2026-11-24 14:00 | 2026-11-24 14:00",
    "America/New_York | 2026-11-23 18:00 | next friday | 2026-11-27 05:00 | 2026-11-28 04:59:59.999",
    "America/New_York | 2026-11-23 18:00 | in 2 weeks | 2026-12-07 05:00 | 2026-12-08 04:59:59.999",
    "America/New_York | 2026-11-23 18:00 | end of month | 2026-11-30 05:00 | 2026-12-01 04:59:59.999",
    "America/New_York | 2027-03-13 20:00 | 2027-12-31 | 2027-12-31 05:00 | 2028-01-01 04:59:59.999",
    "America/New_York | 2027-03-13 20:00 | 31.12.2027 | 2027-12-31 05:00 | 2028-01-01 04:59:59.999",
    "America/New_York | 2027-03-13 20:00 | 31 Dec | 2027-12-31 05:00 | 2028-01-01 04:59:59.999",
    "America/New_York | 2027-03-13 20:00 | today | 2027-03-13 05:00 | 2027-03-14 04:59:59.999",
    "America/New_York | 2027-03-13 20:00 | tomorrow | 2027-03-14 05:00 | 2027-03-15 03:59:59.999",
    "America/New_York | 2027-03-13 20:00 | tomorrow 9:00 | 2027-03-14 13:00 | 2027-03-14 13:00",
    "America/New_York | 2027-03-13 20:00 | next friday | 2027-03-19 04:00 | 2027-03-20 03:59:59.999",
    "America/New_York | 2027-03-13 20:00 | in 2 weeks | 2027-03-27 04:00 | 2027-03-28 03:59:59.999",
    "America/New_York | 2027-03-13 20:00 | end of month | 2027-03-31 04:00 | 2027-04-01 03:59:59.999",
    "Asia/Kolkata | 2026-11-23 18:00 | 2027-12-31 | 2027-12-30 18:30 | 2027-12-31 18:29:59.999",
    "Asia/Kolkata | 2026-11-23 18:00 | 31.12.2027 | 2027-12-30 18:30 | 2027-12-31 18:29:59.999",
    "Asia/Kolkata | 2026-11-23 18:00 | 31 Dec | 2026-12-30 18:30 | 2026-12-31 18:29:59.999",
    "Asia/Kolkata | 2026-11-23 18:00 | today | 2026-11-22 18:30 | 2026-11-23 18:29:59.999",
    "Asia/Kolkata | 2026-11-23 18:00 | tomorrow | 2026-11-23 18:30 | 2026-11-24 18:29:59.999",
    "Asia/Kolkata | 2026-11-23 18:00 | tomorrow 9:00 | 2026-11-24 03:30 | 2026-11-24 03:30",
    "Asia/Kolkata | 2026-11-23 18:00 | next friday | 2026-11-26 18:30 | 2026-11-27 18:29:59.999",
    "Asia/Kolkata | 2026-11-23 18:00 | in 2 weeks | 2026-12-06 18:30 | 2026-12-07 18:29:59.999",
    "Asia/Kolkata | 2026-11-23 18:00 | end of month | 2026-11-29 18:30 | 2026-11-30 18:29:59.999",
    "Asia/Kolkata | 2027-03-27 20:00 | 2027-12-31 | 2027-12-30 18:30 | 2027-12-31 18:29:59.999",
    "Asia/Kolkata | 2027-03-27 20:00 | 31.12.2027 | 2027-12-30 18:30 | 2027-12-31 18:29:59.999",
    "Asia/Kolkata | 2027-03-27 20:00 | 31 Dec | 2027-12-30 18:30 | 2027-12-31 18:29:59.999",
    "Asia/Kolkata | 2027-03-27 20:00 | today | 2027-03-27 18:30 | 2027-03-28 18:29:59.999",
    "Asia/Kolkata | 2027-03-27 20:00 | tomorrow | 2027-03-28 18:30 | 2027-03-29 18:29:59.999",
    "Asia/Kolkata | 2027-03-27 20:00 | tomorrow 9:00 | 2027-03-29 03:30 | 2027-03-29 03:30",
    "Asia/Kolkata | 2027-03-27 20:00 | next friday | 2027-04-01 18:30 | 2027-04-02 18:29:59.999",
    "Asia/Kolkata | 2027-03-27 20:00 | in 2 weeks | 2027-04-10 18:30 | 2027-04-11 18:29:59.999",
    "Asia/Kolkata | 2027-03-27 20:00 | end of month | 2027-03-30 18:30 | 2027-03-31 18:29:59.999",
    "Pacific/Auckland | 2026-11-23 18:00 | 2027-12-31 | 2027-12-30 11:00 | 2027-12-31 10:59:59.999",
    "Pacific/Auckland | 2026-11-23 18:00 | 31.12.2027 | 2027-12-30 11:00 | 2027-12-31 10:59:59.999",
    "Pacific/Auckland | 2026-11-23 18:00 | 31 Dec | 2026-12-30 11:00 | 2026-12-31 10:59:59.999",
    "Pacific/Auckland | 2026-11-23 18:00 | today | 2026-11-23 11:00 | 2026-11-24 10:59:59.999",
    "Pacific/Auckland | 2026-11-23 18:00 | tomorrow | 2026-11-24 11:00 | 2026-11-25 10:59:59.999",
    "Pacific/Auckland | 2026-11-23 18:00 | tomorrow 9:00 | 2026-11-24 20:00 | 2026-11-24 20:00",
    "Pacific/Auckland | 2026-11-23 18:00 | next friday | 2026-11-26 11:00 | 2026-11-27 10:59:59.999",
    "Pacific/Auckland | 2026-11-23 18:00 | in 2 weeks | 2026-12-07 11:00 | 2026-12-08 10:59:59.999",
    "Pacific/Auckland | 2026-11-23 18:00 | end of month | 2026-11-29 11:00 | 2026-11-30 10:59:59.999",
    "Pacific/Auckland | 2027-04-02 23:30 | 2027-12-31 | 2027-12-30 11:00 | 2027-12-31 10:59:59.999",
    "Pacific/Auckland | 2027-04-02 23:30 | 31.12.2027 | 2027-12-30 11:00 | 2027-12-31 10:59:59.999",
    "Pacific/Auckland | 2027-04-02 23:30 | 31 Dec | 2027-12-30 11:00 | 2027-12-31 10:59:59.999",
    "Pacific/Auckland | 2027-04-02 23:30 | today | 2027-04-02 11:00 | 2027-04-03 10:59:59.999",
    "Pacific/Auckland | 2027-04-02 23:30 | tomorrow | 2027-04-03 11:00 | 2027-04-04 11:59:59.999",
    "Pacific/Auckland | 2027-04-02 23:30 | tomorrow 9:00 | 2027-04-03 21:00 | 2027-04-03 21:00",
    "Pacific/Auckland | 2027-04-02 23:30 | next friday | 2027-04-08 12:00 | 2027-04-09 11:59:59.999",
    "Pacific/Auckland | 2027-04-02 23:30 | in 2 weeks | 2027-04-16 12:00 | 2027-04-17 11:59:59.999",
    "Pacific/Auckland | 2027-04-02 23:30 | end of month | 2027-04-29 12:00 | 2027-04-30 11:59:59.999",
  ]

  @Test(arguments: rows)
  func reads(_ row: String) throws {
    let fields = row.split(separator: "|").map { $0.trimmingBlanks() }
    let now = try #require(Self.moment(fields[1]))
    let reader = DateReader(now: now, zone: fields[0], zones: ZoneClocks())
    for (edge, wanted) in [(DateText.Edge.start, fields[3]), (.end, fields[4])] {
      #expect(try reader.read(NameFolding().folded(fields[2]), edge: edge) == Self.moment(wanted), "\(edge)")
      // Case, blanks and the other way round of a time make no difference.
      let typed = NameFolding().folded("  " + fields[2].uppercased() + " ")
      #expect(try reader.read(typed, edge: edge) == Self.moment(wanted))
    }
  }

  @Test func `the table holds every zone, form and change, and can be wrong`() throws {
    let fields = Self.rows.map { $0.split(separator: "|").map { $0.trimmingBlanks() } }
    #expect(Set(fields.map { $0[0] }).count == 4)
    #expect(Set(fields.map { $0[2] }).count == 9)
    // Days of 23 and 25 hours are among them.
    let lengths = try fields.map { row in
      try #require(Self.moment(row[4])).since(try #require(Self.moment(row[3]))).milliseconds / 3_600_000
    }
    #expect(Set(lengths) == [0, 22, 23, 24])
    let reader = DateReader(now: try #require(Self.moment("2026-11-23 18:00")), zone: "UTC", zones: ZoneClocks())
    #expect(try reader.read("today", edge: .start) != Self.moment(fields[3][3]))
  }

  /// Reads `2026-12-31 22:59` or `2026-12-31 22:59:59.999`.
  private static func moment(_ text: String) -> Moment? {
    let numbers = text.split { "- :.".contains($0) }.compactMap { Int64($0) }
    guard numbers.count == 5 || numbers.count == 7 else { return nil }
    guard let day = LocalDay(year: Int(numbers[0]), month: Int(numbers[1]), day: Int(numbers[2])) else { return nil }
    let rest = numbers.count == 7 ? numbers[5] * 1_000 + numbers[6] : 0
    let minutes = Int64(day.number) * 24 * 60 + numbers[3] * 60 + numbers[4]
    return Moment(milliseconds: minutes * 60_000 + rest)
  }
}
