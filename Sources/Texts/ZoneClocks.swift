import CICU
package import Domain

/// The time zone database, as ICU has it.
package struct ZoneClocks: TimeZones {
  package init() {}

  package var names: [String] { TimeZone.names }

  package func offset(of zone: String, at moment: Moment) -> Moment.Span? {
    let name = Array(zone.utf16)
    guard TimeZone(zone) != nil else { return nil }
    var status = U_ZERO_ERROR
    let offset = unsafe cicu_zone_offset(name, Int32(name.count), Double(moment.milliseconds), &status)
    return cicu_failed(status) == 0 ? .milliseconds(Int64(offset)) : nil
  }
}
