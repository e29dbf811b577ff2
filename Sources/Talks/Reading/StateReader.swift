import Configuration
import Domain
import Texts

extension TalkReader {
  /// Reads `state group X: FACT, …` and `state task "TITLE": FACT, …`.
  mutating func state(_ line: inout LineCursor) -> Step.Action? {
    let (word, place) = line.word()
    switch word {
    case "group":
      guard let name = groupName(&line) else { return nil }
      return facts(&line) { reader, line in reader.groupFact(&line) }.map { .group(name, $0) }
    case "task":
      line.skipBlanks()
      let titlePlace = line.place
      guard let name = groupName(&line) else { return nil }
      guard name.number == 1 else {
        report("a task is named by its title alone, without a number", at: titlePlace)
        return nil
      }
      return facts(&line) { reader, line in reader.taskFact(&line) }.map { .task(title: name.text, $0) }
    default:
      report(
        "the state of what? Write `state group` or `state task`" + suggestion(for: word, among: ["group", "task"]),
        at: place)
      return nil
    }
  }

  private mutating func facts<Fact>(
    _ line: inout LineCursor, _ read: (inout TalkReader, inout LineCursor) -> Fact?
  ) -> [Fact]? {
    var facts: [Fact] = []
    repeat {
      guard let fact = read(&self, &line) else { return nil }
      facts.append(fact)
    } while line.take(",")
    let (rest, place) = line.rest()
    guard rest.isEmpty else {
      report("\(quoted(rest)) follows without a comma", at: place)
      return nil
    }
    return facts
  }

  private mutating func groupFact(_ line: inout LineCursor) -> GroupFact? {
    let (word, place) = line.word(upTo: [","])
    switch word {
    case "gone": return .gone
    case "kind": return choice(&line, of: Kind.self).map { .kind($0) }
    case "privacy": return choice(&line, of: Privacy.self).map { .privacy($0) }
    case "archived": return choice(&line, of: Answer.self).map { .archived($0 == .yes) }
    case "owner": return person(&line).map { .owner($0) }
    case "members":
      let (count, countPlace) = line.word(upTo: [","])
      guard let members = Int(count) else {
        report("how many members? Write a number", at: countPlace)
        return nil
      }
      return .members(members)
    case "standing":
      guard let name = person(&line), let standing = choice(&line, of: Standing.self) else { return nil }
      return .standing(name, standing)
    case "from", "until":
      let boundary: GroupFact.Boundary = word == "from" ? .from : .until
      return day(&line).map { .date(boundary, $0, zone) }
    default:
      let known = ["kind", "privacy", "archived", "owner", "members", "standing", "from", "until", "gone"]
      report("\(quoted(word)) is no fact of a group" + suggestion(for: word, among: known), at: place)
      return nil
    }
  }

  private mutating func taskFact(_ line: inout LineCursor) -> TaskFact? {
    let (word, place) = line.word(upTo: [","])
    switch word {
    case "gone": return .gone
    case "status": return choice(&line, of: Ticket.Status.self).map { .status($0) }
    case "due": return day(&line).map { .due($0, zone) }
    case "responsible": return person(&line).map { .responsible($0) }
    case "group": return value(&line, "the name of a group").map { .group($0) }
    default:
      let known = ["status", "due", "responsible", "group", "gone"]
      report("\(quoted(word)) is no fact of a task" + suggestion(for: word, among: known), at: place)
      return nil
    }
  }

  private enum Answer: String, CaseIterable {
    case yes, no
  }

  private mutating func value(_ line: inout LineCursor, _ wanted: String) -> String? {
    guard let (text, _) = line.name(upTo: [","]) else {
      report("this is followed by \(wanted)", at: line.place)
      return nil
    }
    return text
  }

  private mutating func day(_ line: inout LineCursor) -> String? {
    line.skipBlanks()
    let place = line.place
    guard let day = value(&line, "a day such as 2026-12-31, or none") else { return nil }
    let isWritten = day.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [4, 2, 2]
    let date = day.numbers(separatedBy: "-")
    let isDay = isWritten && date.count == 3 && LocalDay(year: date[0], month: date[1], day: date[2]) != nil
    guard isDay || day == "none" else {
      report("a day is written 2026-12-31, or none", at: place)
      return nil
    }
    return day
  }

  private mutating func person(_ line: inout LineCursor) -> String? {
    let (name, place) = line.word(upTo: [","])
    let known = people.map(\.name)
    guard known.contains(name) else {
      report("\(quoted(name)) is nobody in this talk" + suggestion(for: name, among: known), at: place)
      return nil
    }
    return name
  }

  private mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ line: inout LineCursor, of type: Value.Type
  ) -> Value? {
    let (word, place) = line.word(upTo: [","])
    if let value = Value(rawValue: word) { return value }
    let known = Value.allCases.map { $0.rawValue }
    report(
      "this is one of \(known.joined(separator: ", ")), not \(quoted(word))" + suggestion(for: word, among: known),
      at: place)
    return nil
  }
}
