import Domain

/// What was typed for each slot and option of a command; the command takes what it knows, and ``finish()`` finds the
/// rest.
package struct Arguments: ~Copyable {
  /// Under which root the command was typed, such as `project`.
  package let root: String
  package let usage: Usage
  /// The whole command, to repeat it with another name in it.
  package let typed: TypedCommand
  private var slots: [String: [Word]]
  private var options: GivenOptions

  /// - Parameter given: All options as they were typed, where some of them are not the command's to read.
  package init(
    _ split: Split, _ options: GivenOptions, of usage: Usage, under root: String, given: GivenOptions? = nil
  ) {
    typed = TypedCommand(split, given ?? options, of: usage, under: root)
    self.root = root
    self.usage = usage
    slots = split.words
    self.options = options
  }

  /// Makes sure that nothing is left over.
  package consuming func finish() throws(UsageError) {
    if let option = options.leftOver { throw .unknownOption(option, suggestion: nil, usage: usage.line(under: root)) }
    guard let words = slots.first?.value else { return }
    throw .tooMuch(words.map { $0.text }.joined(separator: " "), usage: usage.line(under: root))
  }
}

// MARK: - Slots

extension Arguments {
  /// The text of a required slot.
  package mutating func text(_ label: String) throws(UsageError) -> String {
    guard let text = try optionalText(label) else { throw missing(label) }
    return text
  }

  /// The text of a slot, within its limit; `nil` when it was left out.
  package mutating func optionalText(_ label: String) throws(UsageError) -> String? {
    guard let text = slots.removeValue(forKey: label)?.text, !text.isEmpty else { return nil }
    let limit =
      switch usage.slots.first(where: { $0.label == label })?.value {
      case .text(let maximum), .word(let maximum): maximum
      case .group: GroupName.maximumLength
      default: Self.maximumValue
      }
    try check(text, label: label, maximum: limit)
    return text
  }

  /// The choice of a required slot.
  package mutating func choice<Value: RawRepresentable>(
    _ label: String, _ type: Value.Type
  ) throws(UsageError) -> Value where Value.RawValue == String {
    guard let choice = try optionalChoice(label, type) else { throw missing(label) }
    return choice
  }

  /// The choice of a slot; `nil` when it was left out.
  package mutating func optionalChoice<Value: RawRepresentable>(
    _ label: String, _ type: Value.Type
  ) throws(UsageError) -> Value? where Value.RawValue == String {
    guard let text = try optionalText(label) else { return nil }
    return try value(of: text, at: .slot(label), choices: usage.slots.first { $0.label == label }?.choices)
  }

  /// The number of a slot, from 1 up; `nil` when it was left out.
  package mutating func optionalNumber(_ label: String) throws(UsageError) -> Int? {
    guard let text = try optionalText(label) else { return nil }
    return try number(text, at: .slot(label))
  }

  /// The people of a required slot.
  package mutating func people(_ label: String = "people") throws(UsageError) -> [PersonName] {
    guard let names = slots.removeValue(forKey: label)?.names, !names.isEmpty else { throw missing(label) }
    return names
  }

  /// The person of a required slot.
  package mutating func person(_ label: String = "person") throws(UsageError) -> PersonName {
    guard let name = slots.removeValue(forKey: label)?.names.first else { throw missing(label) }
    return name
  }

  /// The day or moment of a required slot.
  package mutating func date(_ label: String, edge: DateText.Edge = .end) throws(UsageError) -> DateText {
    DateText(try text(label), edge: edge)
  }

  private func missing(_ label: String) -> UsageError {
    .missing(label: label, root: root, usage: usage.line(under: root))
  }
}

// MARK: - Options

extension Arguments {
  /// Whether the option without a value was given.
  package mutating func flag(_ name: String) throws(UsageError) -> Bool { try options.flag(name) }

  /// The text of an option; `nil` when it was not given.
  ///
  /// - Parameter mayBeEmpty: Whether `""` stands for no text, rather than for a forgotten one.
  package mutating func text(
    of name: String, maximum: Int, mayBeEmpty: Bool = false
  ) throws(UsageError) -> String? {
    guard let words = try given(name) else { return nil }
    let text = words.text
    guard !text.isEmpty || mayBeEmpty else { throw .missingValue(option: name, usage: usage.line(under: root)) }
    try check(text, label: name, maximum: maximum)
    return text
  }

  /// The choice of an option; `nil` when it was not given.
  package mutating func choice<Value: RawRepresentable>(
    of name: String, _ type: Value.Type
  ) throws(UsageError) -> Value? where Value.RawValue == String {
    guard let text = try text(of: name, maximum: Self.maximumValue) else { return nil }
    return try value(of: text, at: .option(name), choices: usage.options.first { $0.name == name }?.choices)
  }

  /// The number of an option, from 1 up; `nil` when it was not given.
  package mutating func number(of name: String) throws(UsageError) -> Int? {
    guard let text = try text(of: name, maximum: Self.maximumValue) else { return nil }
    return try number(text, at: .option(name))
  }

  /// The page that is wanted; the first unless given.
  package mutating func page() throws(UsageError) -> Int { try number(of: Usage.Option.page.name) ?? 1 }

  /// The people of an option; none when it was not given.
  package mutating func people(of name: String) throws(UsageError) -> [PersonName] {
    guard let names = try given(name)?.names else { return [] }
    guard !names.isEmpty else { throw .missingValue(option: name, usage: usage.line(under: root)) }
    guard names.count <= Usage.maximumPeople else { throw .tooManyPeople(maximum: Usage.maximumPeople) }
    return names
  }

  /// The person of an option; `nil` when it was not given.
  package mutating func person(of name: String) throws(UsageError) -> PersonName? {
    let names = try people(of: name)
    guard names.count < 2 else { throw .onePerson(option: name) }
    return names.first
  }

  /// The day or moment of an option; `nil` when it was not given.
  package mutating func date(of name: String, edge: DateText.Edge = .end) throws(UsageError) -> DateText? {
    try text(of: name, maximum: Self.maximumValue).map { DateText($0, edge: edge) }
  }

  private mutating func given(_ name: String) throws(UsageError) -> [Word]? {
    guard let words = options.take(name) else { return nil }
    guard !words.isEmpty else { throw .missingValue(option: name, usage: usage.line(under: root)) }
    return words
  }
}

// MARK: - Values

extension Arguments {
  /// In characters, for what has a stricter form anyway.
  private static let maximumValue = 100

  private func check(_ text: String, label: String, maximum: Int) throws(UsageError) {
    // Bytes are counted at once, characters one by one.
    guard text.utf8.count <= maximum || text.length <= maximum else {
      throw .overLimit(label: label, length: text.length, maximum: maximum)
    }
    guard text.unicodeScalars.allSatisfy({ !$0.isControl || $0 == "\n" }) else { throw .control(label: label) }
  }

  private func value<Value: RawRepresentable>(
    of text: String, at place: UsageError.Place, choices: [String]?
  ) throws(UsageError) -> Value where Value.RawValue == String {
    let word = text.lowercased()
    guard choices?.contains(word) != false, let value = Value(rawValue: word) else {
      throw .notAChoice(place, value: text, choices: choices ?? [])
    }
    return value
  }

  private func number(_ text: String, at place: UsageError.Place) throws(UsageError) -> Int {
    guard let number = Int(text), (1...1_000_000).contains(number) else { throw .notANumber(place, value: text) }
    return number
  }
}

extension Usage.Slot {
  fileprivate var choices: [String]? {
    guard case .choice(let words) = value else { return nil }
    return words
  }
}

extension Usage.Option {
  fileprivate var choices: [String]? {
    guard case .choice(let words) = value else { return nil }
    return words
  }
}

extension [Word] {
  /// As one text.
  fileprivate var text: String { map { $0.text }.joined(separator: " ").trimmingBlanks() }
}
