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
    guard let day = LocalDay(year: year, month: month, day: day), 0..<24 ~= hour, 0..<60 ~= minute else { return nil }
    return ZoneClocks().moment(day, .minutes(Int64(hour * 60 + minute)), in: name)
  }

  /// The day that it is there, such as `2026-12-31`.
  package func day(of moment: Moment) -> String {
    ZoneClocks().local(moment, in: name).day.text
  }

  /// The names of all places whose zones are known, such as `Europe/Berlin`.
  package static let names: [String] = {
    var status = U_ZERO_ERROR
    guard let zones = unsafe cicu_zones_open(&status) else { return [] }
    defer { unsafe cicu_enumeration_close(zones) }
    var names: [String] = []
    while let name = unsafe cicu_enumeration_next(zones, &status), cicu_failed(status) == 0 {
      names.append(unsafe String(cString: name))
    }
    // What else there is are abbreviations and names of old systems.
    return names.filter { $0.contains("/") && !$0.hasPrefix("Etc/") && !$0.hasPrefix("SystemV/") }
  }()
}
