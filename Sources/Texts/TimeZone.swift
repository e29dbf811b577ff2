import CICU
package import Domain

/// A time zone of the tz database, such as `Europe/Berlin`.
package struct TimeZone: Sendable, Equatable {
  package let name: String

  package static let utc = TimeZone(known: "UTC")

  private init(known name: String) { self.name = name }

  /// `nil` when nobody knows it.
  package init?(_ name: String) {
    let id = Array(name.utf16)
    var status = U_ZERO_ERROR
    guard !id.isEmpty, id.count <= 64, unsafe cicu_knows_zone(id, Int32(id.count), &status) != 0,
      cicu_failed(status) == 0
    else { return nil }
    self.name = name
  }

  /// When a clock on the wall there shows this; `nil` when it is no date and time.
  package func moment(year: Int, month: Int, day: Int, hour: Int, minute: Int) -> Moment? {
    guard 1970...2999 ~= year else { return nil }
    let id = Array(name.utf16)
    var status = U_ZERO_ERROR
    guard let calendar = unsafe cicu_calendar_open(id, Int32(id.count), &status) else { return nil }
    defer { unsafe cicu_calendar_close(calendar) }
    let milliseconds = unsafe cicu_calendar_milliseconds(
      calendar, Int32(year), Int32(month), Int32(day), Int32(hour), Int32(minute), &status)
    return cicu_failed(status) == 0 ? Moment(milliseconds: Int64(milliseconds)) : nil
  }

  /// The day that it is there, such as `2026-12-31`.
  package func day(of moment: Moment) -> String {
    let id = Array(name.utf16)
    var status = U_ZERO_ERROR
    guard let calendar = unsafe cicu_calendar_open(id, Int32(id.count), &status) else { return "" }
    defer { unsafe cicu_calendar_close(calendar) }
    var parts: (year: Int32, month: Int32, day: Int32) = (0, 0, 0)
    unsafe cicu_calendar_day(calendar, Double(moment.milliseconds), &parts.year, &parts.month, &parts.day, &status)
    func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return cicu_failed(status) == 0 ? "\(parts.year)-\(twoDigits(parts.month))-\(twoDigits(parts.day))" : ""
  }

  /// The names of all zones.
  package static var names: [String] {
    var status = U_ZERO_ERROR
    guard let zones = unsafe cicu_zones_open(&status) else { return [] }
    defer { unsafe cicu_zones_close(zones) }
    var names: [String] = []
    while let name = unsafe cicu_zones_next(zones, &status), cicu_failed(status) == 0 {
      names.append(unsafe String(cString: name))
    }
    return names
  }
}
