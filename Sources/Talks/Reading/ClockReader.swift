import Configuration
import Domain
import Texts

extension TalkReader {
  /// `clock TIME [ZONE]` or `clock +3d`.
  mutating func clock(_ line: inout LineCursor) -> Step.Action? {
    let (word, place) = line.word()
    if word.hasPrefix("+") {
      guard let span = Moment.Span(word.dropFirst()) else {
        report("a time that passes is written +90s, +31m, +2h, +3d or +1w", at: place)
        return nil
      }
      return ended(&line, .moveClock(span))
    }
    let (time, _) = line.word()
    let (zone, zonePlace) = line.word()
    guard zone.isEmpty || TimeZone(zone) != nil else {
      report("\(quoted(zone)) is no time zone" + suggestion(for: zone, among: TimeZone.names), at: zonePlace)
      return nil
    }
    let date = word.numbers(separatedBy: "-")
    let clock = time.numbers(separatedBy: ":")
    guard date.count == 3, clock.count == 2, let zone = zone.isEmpty ? .utc : TimeZone(zone),
      let moment = zone.moment(
        year: date[0], month: date[1], day: date[2], hour: clock[0], minute: clock[1])
    else {
      report("a time is written 2026-11-23 09:00, with a zone such as Europe/Berlin behind it", at: place)
      return nil
    }
    self.zone = zone
    return ended(&line, .setClock(moment))
  }

  /// `messenger NAME down`, `up` or `429 30s`.
  mutating func weather(_ line: inout LineCursor) -> Step.Action? {
    let (name, place) = line.word()
    let connections = people.map(\.connection)
    guard connections.contains(name) else {
      report("nobody here is on \(quoted(name))" + suggestion(for: name, among: connections), at: place)
      return nil
    }
    let (word, wordPlace) = line.word()
    switch word {
    case "up": return ended(&line, .messenger(name, .up))
    case "down": return ended(&line, .messenger(name, .down))
    case "429":
      let (time, timePlace) = line.word()
      guard let span = Moment.Span(time) else {
        report("how long does it ask to wait? Write 429 30s", at: timePlace)
        return nil
      }
      return ended(&line, .messenger(name, .throttled(span)))
    default:
      let meant = suggestion(for: word, among: ["down", "up", "429"])
      report("a messenger is `down`, `up` or `429 30s`, not \(quoted(word))" + meant, at: wordPlace)
      return nil
    }
  }
}

extension Moment.Span {
  /// Reads a number and its unit, such as `31m`.
  init?(_ text: some StringProtocol) {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), 1...100_000 ~= count else {
      return nil
    }
    self = .seconds(count * unit)
  }
}

extension String {
  /// The plain numbers between the separators; empty when there is anything else.
  func numbers(separatedBy separator: Character) -> [Int] {
    let parts = split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.allSatisfy(\.isNumber) ? Int(part) : nil }
    return numbers.count == parts.count ? numbers : []
  }
}
