import TestSupport
import Testing

@testable import Configuration

/// Every single edit of a valid file is refused, or means the same.
struct MutantTests {
  private let lines = Sample.text.split(separator: "\n").map(String.init)

  /// A line that may be left out, and what that means instead.
  ///
  /// Every one of them takes something away: nobody is given more because a line was lost.
  private static let optional: [(line: String, meaning: String)] = [
    ("operator_listen:", "operators have no address"),
    ("admins:", "nobody is an administrator at first"),
    ("    bot_token:", "no direct messages"),
    ("    employees:", "everybody is a stranger"),
    ("    reply_hosts: [hooks", "the messenger's own hosts, which are the same for Slack"),
  ]

  /// Lines that say what is so anyway: their values are the defaults.
  private static let defaults = [
    "language:", "  connections:", "  request_seconds:", "  idle_seconds:", "  head_bytes:", "  body_bytes:",
    "  buffered_bytes:", "    reply:", "    allow_private_addresses:", "    loud:",
  ]

  private func meaning(_ text: String) -> String? {
    let reading = Sample.read(text)
    let problems = Sample.problems(reading)
    #expect(!problems.contains { $0.contains(Sample.canary) }, "a problem repeats a secret")
    guard case .success(let settings) = reading else { return nil }
    var dumped = ""
    dump(settings, to: &dumped)
    return dumped
  }

  @Test func `the sample itself is valid`() {
    #expect(Sample.problems(Sample.read(Sample.text)) == [])
  }

  @Test func `a line that is missing is refused, or takes something away`() {
    let whole = meaning(Sample.text)
    for index in lines.indices {
      var rest = lines
      let line = rest.remove(at: index)
      let meaning = meaning(rest.joined(separator: "\n"))
      if Self.defaults.contains(where: { line.hasPrefix($0) }) {
        #expect(meaning == whole, "\(line)")
      } else if Self.optional.contains(where: { line.hasPrefix($0.line) }) {
        #expect(meaning != nil && meaning != whole, "\(line)")
      } else {
        #expect(meaning == nil, "without “\(line)” the file should be refused")
      }
    }
  }

  @Test func `a line that is there twice is refused`() {
    for index in lines.indices {
      var more = lines
      more.insert(lines[index], at: index)
      #expect(meaning(more.joined(separator: "\n")) == nil, "\(lines[index])")
    }
  }

  @Test func `a key with one wrong letter is refused`() {
    var count = 0
    for index in lines.indices {
      for key in keys(in: lines[index]) {
        for word in misspellings(of: key.word) {
          var mutant = lines
          mutant[index] = key.before + word + key.after
          #expect(meaning(mutant.joined(separator: "\n")) == nil, "\(mutant[index])")
          count += 1
        }
      }
    }
    #expect(count > 1_000)
  }

  @Test(arguments: ["", " ~", " null", " ''", " []", " {}", " &a", " !!str"])
  func `a value that is emptied is refused`(_ nothing: String) {
    for index in lines.indices {
      for key in keys(in: lines[index]) where !key.value.isEmpty {
        var mutant = lines
        mutant[index] = key.before + key.word + ":" + nothing + key.rest
        let isListOfNobody = nothing == " []" && ["admins", "employees"].contains(key.word)
        #expect((meaning(mutant.joined(separator: "\n")) == nil) != isListOfNobody, "\(mutant[index])")
      }
    }
  }

  @Test func `no change of a few bytes makes the reader trap`() {
    var random = SeededRandom(standard: 20_000)
    let original = Array(Sample.text.utf8)
    let pieces: [[UInt8]] = [
      "\n", ": ", "- ", "{", "}", "[", "]", "'", "\"", "&a ", "*a", "!", "|", ">", "#", "\t", "%", "? ",
    ]
    .map { Array($0.utf8) }
    var refused = 0
    let count = Effort.amount(soak: 1_000_000, usual: 20_000, brief: 1_000)
    for _ in 0..<count {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
        case 3: bytes.removeSubrange(place..<min(place + Int.random(in: 1...40, using: &random), bytes.count))
        default: bytes.insert(contentsOf: bytes[place..<min(place + 60, bytes.count)], at: place)
        }
        if bytes.isEmpty { break }
      }
      if case .failure(let error) = Sample.read(bytes) {
        refused += 1
        #expect(!error.problems.isEmpty, "seed \(random.seed)")
      }
    }
    #expect(refused > count / 2)
  }

  // MARK: - Edits

  /// A key of a line and what stands around it.
  private struct Key {
    let before: String
    let word: String
    let value: String
    let rest: String

    var after: String { ":" + value + rest }
  }

  /// The keys of a line, those inside braces too; a value ends where its braces do.
  private func keys(in line: String) -> [Key] {
    var keys: [Key] = []
    var start: String.Index?
    for index in line.indices {
      let letter = line[index]
      if letter.isLetter || letter == "_" {
        start = start ?? index
      } else if letter == ":", let first = start, line[line.index(after: index)...].first ?? " " == " " {
        let isInside = line[..<first].contains("{")
        let from = line.index(after: index)
        let to = isInside ? line[from...].firstIndex(of: "}") ?? line.endIndex : line.endIndex
        keys.append(
          Key(
            before: String(line[..<first]), word: String(line[first..<index]), value: String(line[from..<to]),
            rest: String(line[to...])))
        start = nil
      } else {
        start = nil
      }
    }
    return keys
  }

  private func misspellings(of word: String) -> [String] {
    let letters = Array(word)
    var found: Set<String> = []
    for (index, letter) in letters.enumerated() {
      let (before, behind) = (String(letters[..<index]), String(letters[(index + 1)...]))
      found.insert(before + behind)
      found.insert("\(before)x\(behind)")
      found.insert("\(before)q\(letter)\(behind)")
      found.insert(before + letter.uppercased() + behind)
      if let last = before.last { found.insert("\(before.dropLast())\(letter)\(last)\(behind)") }
    }
    return found.subtracting([word]).sorted()
  }
}
