import CommandLanguage
package import Configuration
import Domain
import Texts

/// Reads `.talk` files, and says everything that is wrong in one at once.
package struct TalkReader {
  /// In which there are texts.
  let languages: [String]
  private let load: (String) -> Result<String, FileContents.Fault>
  private(set) var people: [Participant] = []
  private(set) var problems: [Problem] = []
  private var title: String?
  /// Where the clock on the wall was set last; the days that a talk names are those there.
  var zone = TimeZone.utc
  private var steps: [Step] = []
  /// The files that are being read, each included by the one before.
  private var open: [String] = []
  private var isInPeople = false
  /// Whether lines that begin with `|` still belong to the last step.
  private var takesMore = false
  /// Who has said something that was delivered.
  private var heard: Set<String> = []
  /// Who waits for a late delivery.
  private var late: (name: String, place: Place)?

  private init(languages: [String], load: @escaping (String) -> Result<String, FileContents.Fault>) {
    self.languages = languages
    self.load = load
  }

  /// Reads the talk in a file.
  ///
  /// - Parameters:
  ///   - languages: In which there are texts, such as `de`.
  ///   - load: The text of a file, or why it can't be had.
  /// - Throws: ``ConfigurationError`` with every mistake of the file and of those that it includes.
  package static func read(
    _ file: String, languages: [String],
    load: @escaping (String) -> Result<String, FileContents.Fault> = Files.text
  ) throws(ConfigurationError) -> Talk {
    var reader = TalkReader(languages: languages, load: load)
    reader.read(file: file, from: Place(file: file, line: 1, column: 1))
    if let late = reader.late {
      reader.report("nothing is said after this, so it is never delivered", at: late.place)
    }
    if reader.people.isEmpty, reader.problems.isEmpty {
      reader.report("a talk has people: write `people`, and below it a name and a messenger", at: .start(of: file))
    }
    guard reader.problems.isEmpty else { throw ConfigurationError(reader.problems) }
    return Talk(file: file, title: reader.title ?? file, people: reader.people, steps: reader.steps)
  }

  mutating func report(_ sentence: String, at place: Place) { problems.append(Problem(sentence, at: place)) }

  // MARK: - Lines

  private mutating func read(file: String, from place: Place) {
    guard !open.contains(file) else { return report("\(quoted(file)) includes itself", at: place) }
    switch load(file) {
    case .failure(let fault): report("\(quoted(file)) can't be read: \(fault.sentence)", at: place)
    case .success(let text):
      open.append(file)
      var number = 0
      for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd) {
        number += 1
        read(LineCursor(line, file: file, line: number), source: String(line))
      }
      isInPeople = false
      takesMore = false
      open.removeLast()
    }
  }

  private mutating func read(_ line: LineCursor, source: String) {
    var line = line
    if line.next == "|", !line.isIndented { return continueText(&line, source: source) }
    takesMore = false
    guard !line.isAtEnd else { return }
    if line.next == "#", source == "#" || source.hasPrefix("# ") {
      if title == nil { title = source.dropFirst().trimmingBlanks() }
      return
    }
    if line.isIndented {
      guard isInPeople else { return report("an indented line belongs below `people`", at: line.place) }
      if let person = participant(&line) { people.append(person) }
      return
    }
    isInPeople = false
    let place = line.place
    guard let action = action(&line) else { return }
    takesMore = action.hasText
    steps.append(Step(place: place, source: source, action: action))
  }

  /// Adds a line to the text of the step before.
  private mutating func continueText(_ line: inout LineCursor, source: String) {
    guard takesMore, let step = steps.popLast() else {
      return report("a line with `|` goes on with a text after `<` or `hears`", at: line.place)
    }
    _ = line.take("|")
    let text = line.rest().text
    steps.append(
      Step(place: step.place, source: step.source + "\n" + source, action: step.action.adding(line: text)))
  }

  /// What a line says; `nil` after reporting why it says nothing.
  private mutating func action(_ line: inout LineCursor) -> Step.Action? {
    if line.next == "#" { return room(&line) }
    let (word, place) = line.word()
    switch word {
    case "people":
      isInPeople = true
      return ended(&line, nil)
    case "clock": return clock(&line)
    case "state": return state(&line)
    case "log": return log(&line)
    case "restart": return ended(&line, .restart)
    case "kill": return ended(&line, .kill)
    case "messenger": return weather(&line)
    case "include":
      include(&line)
      return nil
    default:
      guard people.contains(where: { $0.name == word }) else {
        let known = people.map(\.name) + Self.keywords
        report("\(quoted(word)) is nobody in this talk" + suggestion(for: word, among: known), at: place)
        return nil
      }
      return deed(of: word, &line)
    }
  }

  static let keywords = ["clock", "people", "state", "log", "restart", "kill", "messenger", "include"]

  /// What follows somebody's name.
  private mutating func deed(of name: String, _ line: inout LineCursor) -> Step.Action? {
    let (word, place) = line.word()
    switch word {
    case ">": return speech(of: name, room: nil, &line)
    case "in":
      let (room, roomPlace) = line.word()
      guard room.first == "#", room.count > 1 else {
        report("a room is written #room", at: roomPlace)
        return nil
      }
      guard line.take(">") else {
        report("what \(name) says follows `>`", at: line.place)
        return nil
      }
      return speech(of: name, room: String(room.dropFirst()), &line)
    case "<":
      guard hasAnswer(name, at: place) else { return nil }
      return expectation(&line).map { .answer(name: name, $0) }
    case "presses":
      guard hasSpoken(name, at: place) else { return nil }
      let (label, labelPlace) = line.rest()
      guard !label.isEmpty else {
        report("the label of a button is missing", at: labelPlace)
        return nil
      }
      delivered(by: name)
      return .press(name: name, label: label)
    case "hears":
      let (text, textPlace) = line.rest()
      guard !text.isEmpty else {
        report("what does \(name) hear? Write a text, or `nothing`", at: textPlace)
        return nil
      }
      return text == "nothing" ? .hearsNothing(name: name) : .hears(name: name, TextPattern(text: text.unquoted))
    default:
      let known = [">", "<", "hears", "presses", "in"]
      report(
        "after a name comes `>`, `<`, `in #room >`, `hears` or `presses`, not \(quoted(word))"
          + suggestion(for: word, among: known), at: place)
      return nil
    }
  }

  /// Whether there is an answer to what the person said last.
  private mutating func hasAnswer(_ name: String, at place: Place) -> Bool {
    if late?.name == name {
      report("what \(name) said last is delivered after the next line, and has no answer yet", at: place)
      return false
    }
    return hasSpoken(name, at: place)
  }

  private mutating func hasSpoken(_ name: String, at place: Place) -> Bool {
    guard heard.contains(name) else {
      report("\(name) has said nothing yet", at: place)
      return false
    }
    return true
  }

  private mutating func speech(of name: String, room: String?, _ line: inout LineCursor) -> Step.Action? {
    var faults: Set<Speech.Fault> = []
    line.skipBlanks()
    let place = line.place
    while let fault = Speech.Fault.allCases.first(where: { fault in
      var ahead = line
      return ahead.take(fault.rawValue) && ahead.take(">")
    }) {
      _ = line.take(fault.rawValue)
      _ = line.take(">")
      faults.insert(fault)
    }
    let (text, textPlace) = line.rest()
    guard !text.isEmpty else {
      report("what does \(name) say?", at: textPlace)
      return nil
    }
    let first = text.prefix { !$0.isWhitespace }
    if text.dropFirst(first.count).trimmingBlanks().hasPrefix(">"),
      let fault = Speech.Fault.allCases.map(\.rawValue).nearest(to: first)
    {
      report("\(quoted(first)) is no fault of a delivery; did you mean \"\(fault)\"?", at: textPlace)
      return nil
    }
    for name in SpokenCode.names(in: text) {
      guard people.contains(where: { $0.name == name }) else {
        report(
          "\(quoted(name)) is nobody in this talk" + suggestion(for: name, among: people.map(\.name)), at: textPlace)
        return nil
      }
      guard hasAnswer(name, at: textPlace) else { return nil }
    }
    if let obstacle = obstacle(to: text, by: name, in: room, faults) {
      report(obstacle, at: textPlace)
      return nil
    }
    if faults.contains(.late) {
      if late != nil { report("two late deliveries wait at once", at: place) }
      late = (name, place)
    } else {
      delivered(by: name)
    }
    return .say(Speech(name: name, room: room, faults: faults, text: text))
  }

  /// From now on there is an answer to the person, and to whoever's late delivery has waited for this.
  private mutating func delivered(by name: String) {
    heard.insert(name)
    if let late { heard.insert(late.name) }
    late = nil
  }

  /// Why the person's messenger can't bring this.
  private func obstacle(to text: String, by name: String, in room: String?, _ faults: Set<Speech.Fault>) -> String? {
    guard let person = people.first(where: { $0.name == name }),
      let imitation = ImitationCatalog.named(person.connection)
    else { return nil }
    if faults.contains(.stale), !imitation.tellsTime {
      return "requests of \(person.connection) don't tell when they were made, so none is stale"
    }
    return imitation.obstacle(to: text, in: room)
  }

  private mutating func room(_ line: inout LineCursor) -> Step.Action? {
    let (room, place) = line.word()
    guard room.count > 1, line.take("<") else {
      report("a comment is `#` and a blank; what a room reads is `#room <` and a text", at: place)
      return nil
    }
    let (text, textPlace) = line.rest()
    guard !text.isEmpty else {
      report("what does \(room) read? Write a text, or `nothing`", at: textPlace)
      return nil
    }
    let name = String(room.dropFirst())
    return text == "nothing" ? .roomReadsNothing(name) : .room(name, TextPattern(text: text.unquoted))
  }

  private mutating func include(_ line: inout LineCursor) {
    let (name, place) = line.rest()
    guard !name.isEmpty else { return report("which file is included?", at: place) }
    let directory = place.file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(place.file[...$0]) } ?? ""
    read(file: name.hasPrefix("/") ? name : directory + name, from: place)
  }

  /// The action, unless something is left of the line.
  mutating func ended(_ line: inout LineCursor, _ action: Step.Action?) -> Step.Action? {
    let (rest, place) = line.rest()
    guard rest.isEmpty else {
      report("\(quoted(rest)) is more than this line takes", at: place)
      return nil
    }
    return action
  }
}

extension Step.Action {
  /// Whether it has a text that may go on in further lines.
  var hasText: Bool {
    switch self {
    case .answer(_, .text), .hears, .room: true
    default: false
    }
  }

  fileprivate func adding(line: String) -> Step.Action {
    func longer(_ pattern: TextPattern) -> TextPattern { TextPattern(text: pattern.text + "\n" + line) }
    return switch self {
    case .answer(let name, .text(let pattern)): .answer(name: name, .text(longer(pattern)))
    case .hears(let name, let pattern): .hears(name: name, longer(pattern))
    case .room(let room, let pattern): .room(room, longer(pattern))
    default: self
    }
  }
}

extension String {
  /// Without the quotes around it, which keep a text from being read as something else.
  var unquoted: String { count > 1 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self }
}

extension Character {
  /// Whether a line of a file ends here; Windows ends lines with two characters that Swift takes for one.
  var isLineEnd: Bool { self == "\n" || self == "\r\n" }
}

extension Place {
  fileprivate static func start(of file: String) -> Place { Place(file: file, line: 1, column: 1) }
}
