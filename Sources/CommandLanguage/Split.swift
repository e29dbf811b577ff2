/// One way to tell apart the words that follow a verb: which of them belong to which slot.
///
/// `copy Back as before as Road` can be read in two ways. Each way that fits the slots is a split; the first is the one
/// where the last little words part, and only the store can tell whether another one was meant.
package struct Split: Sendable, Equatable {
  /// By label; what was left out has none.
  let words: [String: [Word]]

  /// Every way to read `words`, at most ``maximum``.
  ///
  /// The little word between people with `@` and something else, or before a choice that ends the command, tells nothing
  /// new, so it may be another one or none. Neither does it matter which of the former comes first.
  ///
  /// - Throws: ``UsageError`` when there is none: what is wrong with the most likely one.
  package static func all(of words: [Word], of usage: Usage, under root: String) throws(UsageError) -> [Split] {
    let segments = Segment.segments(of: usage.slots)
    let splitter = Splitter(words: words, segments: segments, usage: usage, root: root)
    var found: [Split] = []
    var first: UsageError?
    for parts in splitter.candidates {
      do throws(UsageError) {
        found.append(try splitter.split(parts))
      } catch {
        first = first ?? error
      }
    }
    guard found.isEmpty else { return found }
    for parts in [splitter.partsByMentions, splitter.partsByChoice] {
      if let parts, let split = try? splitter.split(parts) { return [split] }
    }
    throw first ?? .tooMuch(words.map { $0.text }.joined(separator: " "), usage: usage.line(under: root))
  }

  /// The command with quotes where they keep words together, so that there is one way to read it.
  package func line(of usage: Usage, under root: String) -> String {
    var parts = ["/" + root] + (usage.verb.isEmpty || usage.verb == root ? [] : [usage.verb])
    for slot in usage.slots {
      guard let words = words[slot.label] else { continue }
      if let word = slot.word { parts.append(word.rawValue) }
      switch slot.value {
      case .group, .text:
        let quoted = words.count > 1 ? Quote.around(words.map { $0.text }.joined(separator: " ")) : nil
        parts += quoted.map { [$0] } ?? words.map { $0.typed }
      default: parts += words.map { $0.typed }
      }
    }
    return parts.joined(separator: " ")
  }

  /// Whether every word of it means the same when it is typed again.
  package var canBeRepeated: Bool { words.values.allSatisfy { $0.allSatisfy { $0.canBeRepeated } } }

  /// The same with another group in its place.
  func naming(group: String) -> Split { Split(words: words.merging(["group": [Word(group)]]) { _, new in new }) }

  /// The same with another person in the place of one.
  func naming(_ person: PersonName, as typed: String, of usage: Usage) -> Split {
    let people = Set(usage.slots.filter { $0.value == .person || $0.value == .people }.map { $0.label })
    return Split(
      words: Dictionary(
        uniqueKeysWithValues: words.map { label, words in
          (label, people.contains(label) ? words.map { $0.naming(person, as: typed) } : words)
        }))
  }

  /// How many ways are looked at.
  static let maximum = 8
}

/// Slots that follow one another without a little word between them.
struct Segment {
  let word: Usage.LittleWord?
  let slots: [Usage.Slot]

  static func segments(of slots: [Usage.Slot]) -> [Segment] {
    var segments: [Segment] = []
    for slot in slots {
      if slot.word == nil, let last = segments.last {
        segments[segments.count - 1] = Segment(word: last.word, slots: last.slots + [slot])
      } else {
        segments.append(Segment(word: slot.word, slots: [slot]))
      }
    }
    return segments
  }

  fileprivate var isOfPeople: Bool { slots.last.map { $0.value == .people || $0.value == .person } == true }

  /// Whether the first little word after it ends it: neither a list of people nor a single word holds one.
  var endsAtFirstLittleWord: Bool { slots.last.map { $0.isOneWord || $0.value == .people } == true }
}

/// Tries where the little words can part a command.
private struct Splitter {
  let words: [Word]
  let segments: [Segment]
  let usage: Usage
  let root: String

  /// The words of each segment, most likely first; `nil` for one that was left out.
  typealias Parts = [ArraySlice<Word>?]

  /// The last little word parts first; from the right, because what stands there is most often short.
  var candidates: [Parts] {
    var found: [Parts] = []
    if segments.isEmpty { return words.isEmpty ? [[]] : [] }
    collect(&found, segment: segments.count - 1, end: words.count, after: [])
    return found
  }

  /// The people, who all have an `@`, and what stands before or behind them, in whichever order.
  var partsByMentions: Parts? {
    guard segments.count == 2, segments.allSatisfy({ $0.slots.count == 1 }),
      segments[0].isOfPeople != segments[1].isOfPeople, let first = words.first,
      let border = words.firstIndex(where: { $0.isMention != first.isMention }),
      words[border...].allSatisfy({ $0.isMention != first.isMention })
    else { return nil }
    let parts = parts(before: border, littleWord: first.isMention ? border : border - 1)
    return first.isMention == segments[0].isOfPeople ? parts : parts.reversed()
  }

  /// One of the words to choose from at the end, and what stands before it.
  var partsByChoice: Parts? {
    guard segments.count == 2, segments[1].slots.count == 1, case .choice = segments[1].slots[0].value,
      words.count > 1
    else { return nil }
    return parts(before: words.count - 1, littleWord: words.count - 2)
  }

  /// What stands before and from `border` on, without the word at `littleWord` if it is one.
  private func parts(before border: Int, littleWord: Int) -> Parts {
    guard words[littleWord].isLittle else { return [words[..<border], words[border...]] }
    return [words[..<littleWord], words[(littleWord + 1)...]]
  }

  private func collect(_ found: inout [Parts], segment: Int, end: Int, after: Parts) {
    guard found.count < Split.maximum else { return }
    let current = segments[segment]
    if segment == 0 {
      // Its little word may be left out: nothing stands before it.
      let isLed = current.word.map { word in words[..<end].first?.isLittle(word) == true } ?? false
      return found.append([words[..<end].dropFirst(isLed ? 1 : 0)] + after)
    }
    guard let word = current.word else { return }
    for start in starts(of: word, before: end, following: segment - 1) {
      collect(&found, segment: segment - 1, end: start, after: [words[(start + 1)..<end]] + after)
    }
    // Left out, by right or by mistake; the latter is found out when the words are looked at.
    collect(&found, segment: segment - 1, end: end, after: [nil] + after)
  }

  /// Where the little word stands, last first.
  private func starts(of word: Usage.LittleWord, before end: Int, following segment: Int) -> [Int] {
    if segment == 0, segments[segment].endsAtFirstLittleWord {
      return words[..<end].firstIndex { $0.isLittle(word) }.map { [$0] } ?? []
    }
    return Array(words[..<end].indices.lazy.reversed().filter { words[$0].isLittle(word) }.prefix(Split.maximum))
  }

  /// Gives each slot its words.
  func split(_ parts: Parts) throws(UsageError) -> Split {
    var filled: [String: [Word]] = [:]
    for (segment, part) in zip(segments, parts) {
      guard let part else { continue }
      var rest = part
      for (index, slot) in segment.slots.enumerated() {
        let taken = index < segment.slots.count - 1 && slot.isOneWord ? rest.prefix(1) : rest
        rest = rest.dropFirst(taken.count)
        if !taken.isEmpty { filled[slot.label] = Array(taken) }
      }
    }
    for slot in usage.slots {
      if let words = filled[slot.label] {
        try check(words, for: slot)
      } else if slot.isRequired || parts.isGiven(slot, in: segments) {
        throw .missing(label: slot.label, root: root, usage: usage.line(under: root))
      }
    }
    return Split(words: filled)
  }

  /// Whether the words can be what the slot wants.
  private func check(_ words: [Word], for slot: Usage.Slot) throws(UsageError) {
    switch slot.value {
    case .group, .text, .date: break
    case .people:
      let names = words.names
      guard !names.isEmpty else { throw .missing(label: slot.label, root: root, usage: usage.line(under: root)) }
      guard names.count <= Usage.maximumPeople else { throw .tooManyPeople(maximum: Usage.maximumPeople) }
    case .person:
      let names = words.names
      guard names.count < 2 else { throw tooMuch(words.dropFirst()) }
    case .word, .number:
      guard words.count < 2 else { throw tooMuch(words.dropFirst()) }
    case .choice(let choices):
      guard words.count == 1, choices.contains(words[0].text.lowercased()) else {
        throw .notAChoice(.slot(slot.label), value: words.map { $0.text }.joined(separator: " "), choices: choices)
      }
    }
  }

  private func tooMuch(_ words: ArraySlice<Word>) -> UsageError {
    .tooMuch(words.map { $0.text }.joined(separator: " "), usage: usage.line(under: root))
  }
}

extension [ArraySlice<Word>?] {
  /// Whether the little word of the slot was typed, so that something has to follow it.
  fileprivate func isGiven(_ slot: Usage.Slot, in segments: [Segment]) -> Bool {
    zip(segments, self).contains { segment, part in
      segment.word != nil && segment.slots.first?.label == slot.label && part != nil
    }
  }
}
