import Configuration
import Domain
import Permissions

extension TalkReader {
  /// What follows `<`: a text, or what the answer was.
  mutating func expectation(_ line: inout LineCursor) -> Expectation? {
    let (text, place) = line.rest()
    let words = text.split(separator: " ").map(String.init)
    guard let first = words.first else {
      report("what is the answer? Write its text, or `done`, `denied ROW`, `not found`, `asks`, `error`", at: place)
      return nil
    }
    switch (first, words.count) {
    case ("done", 1): return .outcome(.done)
    case ("asks", 1): return .outcome(.asks)
    case ("confirm", 1): return .outcome(.confirm)
    case ("not", 2) where words[1] == "found": return .outcome(.notFound)
    case ("dry", 2) where words[1] == "run": return .outcome(.dryRun)
    case ("error", 1): return .outcome(.error(nil))
    case ("nothing", 1): return .outcome(.nothing)
    case ("error", 2):
      guard ErrorCode.all.contains(words[1]) else {
        let meant = suggestion(for: words[1], among: ErrorCode.all)
        report("there is no error \(quoted(words[1]))" + meant, at: place)
        return nil
      }
      return .outcome(.error(words[1]))
    case ("denied", 2) where words[1] == "can": return .outcome(.deniedByNoRow)
    case ("denied", 1...2):
      guard words.count == 2, let row = Row(words[1]), Row.table.contains(row) || row.section == .own else {
        let meant = words.count == 2 ? suggestion(for: words[1], among: Row.table.map(\.id)) : ""
        report("`denied` is followed by a row of the permission table, such as G12 or own-1\(meant)", at: place)
        return nil
      }
      return .outcome(.denied(row))
    case ("refused", 1...2):
      guard words.count == 2, let status = Int(words[1]), 400...599 ~= status else {
        report("`refused` is followed by the status of the HTTP answer, such as 401", at: place)
        return nil
      }
      return .refused(status)
    default: return .text(TextPattern(text: text.unquoted))
    }
  }

  /// Reads `log X: ENTRY ×N`.
  mutating func log(_ line: inout LineCursor) -> Step.Action? {
    guard let group = groupName(&line) else { return nil }
    let (entry, place) = line.word()
    let entries = Action.allCases.compactMap(\.logEntry)
    guard entries.contains(entry) else {
      report("\(quoted(entry)) is no entry of the log" + suggestion(for: entry, among: entries), at: place)
      return nil
    }
    let (count, countPlace) = line.word()
    guard let sign = count.first, sign == "×" || sign == "x", let times = Int(count.dropFirst()) else {
      report("how often? Write ×1", at: countPlace)
      return nil
    }
    return ended(&line, .log(group, entry: entry, times: times))
  }

  /// The name of a group up to its colon: a name with `:` or `,` is quoted, `"X" (2)` is the second one made.
  mutating func groupName(_ line: inout LineCursor) -> GroupName? {
    line.skipBlanks()
    let isQuoted = line.next == "\""
    guard let (text, place) = line.name(upTo: [":"]) else {
      report("the name of a group is missing", at: line.place)
      return nil
    }
    var name = GroupName(text: text)
    if isQuoted, line.take("(") {
      let (number, numberPlace) = line.word(upTo: [")"])
      guard let count = Int(number), count > 0, line.take(")") else {
        report("of several groups with one name, \"\(text)\" (2) is the second", at: numberPlace)
        return nil
      }
      name.number = count
    }
    guard line.take(":") else {
      report("after \(quoted(text)) comes a colon", at: place)
      return nil
    }
    return name
  }
}
