import Domain

/// The words of a command that are still to be read; the command takes what it knows, and ``finish()`` finds the rest.
package struct Arguments: ~Copyable {
  /// Under which root the command was typed, such as `project`.
  package let root: String
  package let usage: Usage
  private var words: [Word]
  private var options: [(name: String, value: String?)]

  /// Sorts the words into what follows the verb and options.
  ///
  /// - Throws: ``UsageError`` for an option that the command hasn't, or one given twice.
  package init(_ words: some Sequence<Word>, of usage: Usage, under root: String) throws(UsageError) {
    self.root = root
    self.usage = usage
    var positional: [Word] = []
    var options: [(name: String, value: String?)] = []
    // The option to which words belong, until the next one.
    var open: (name: String, words: [String])?
    func known(_ name: String) -> Usage.Option? { usage.options.first { $0.name == name } }
    for word in words {
      let given: (name: String, value: String?)
      switch word.form {
      case .option(let name, let value):
        guard known(name) != nil else {
          let names = usage.options.map { $0.name }
          throw .unknownOption(
            name, suggestion: names.nearest(to: name).map { "--" + $0 }, usage: usage.line(under: root))
        }
        given = (name, value)
      case .pair(let name, let value) where known(name) != nil: given = (name, value)
      default:
        if open != nil { open?.words.append(word.text) } else { positional.append(word) }
        continue
      }
      if let closing = open { options.append((closing.name, closing.words.joined(separator: " "))) }
      open = nil
      guard !options.contains(where: { $0.name == given.name }) else { throw .doubledOption(given.name) }
      if given.value == nil, let option = known(given.name), case .none = option.value {
        options.append(given)
      } else if let value = given.value {
        options.append((given.name, value))
      } else {
        open = (given.name, [])
      }
    }
    if let closing = open {
      guard !options.contains(where: { $0.name == closing.name }) else { throw .doubledOption(closing.name) }
      options.append((closing.name, closing.words.joined(separator: " ")))
    }
    self.words = positional
    self.options = options
  }

  /// Everything that follows the verb, as one text.
  ///
  /// - Throws: ``UsageError/missing(label:root:usage:)`` when nothing follows.
  package mutating func text() throws(UsageError) -> String {
    guard let text = optionalText() else {
      throw .missing(label: usage.argument?.label ?? "", root: root, usage: usage.line(under: root))
    }
    return text
  }

  /// Everything that follows the verb, as one text; `nil` when nothing follows.
  package mutating func optionalText() -> String? {
    defer { words = [] }
    let text = words.map { $0.text }.joined(separator: " ").trimmingBlanks()
    return text.isEmpty ? nil : text
  }

  /// Whether the option without a value was given.
  package mutating func flag(_ name: String) throws(UsageError) -> Bool {
    guard let given = take(name) else { return false }
    guard given.value == nil else { throw .unexpectedValue(option: name, value: given.value ?? "") }
    return true
  }

  /// The text of an option; `nil` when it was not given.
  package mutating func text(of name: String, maximum: Int) throws(UsageError) -> String? {
    guard let given = take(name) else { return nil }
    guard let value = given.value, !value.isEmpty else {
      throw .missingValue(option: name, usage: usage.line(under: root))
    }
    guard value.count <= maximum else { throw .overLimit(label: name, length: value.count, maximum: maximum) }
    guard value.unicodeScalars.allSatisfy({ !$0.isControl || $0 == "\n" }) else { throw .control(label: name) }
    return value
  }

  /// The choice of an option; `nil` when it was not given.
  package mutating func choice<Value: RawRepresentable & CaseIterable>(
    of name: String, _ type: Value.Type
  ) throws(UsageError) -> Value? where Value.RawValue == String {
    guard let value = try text(of: name, maximum: 4_000) else { return nil }
    guard let choice = Value(rawValue: value.lowercased()) else {
      throw .notAChoice(option: name, value: value, choices: Value.allCases.map { $0.rawValue })
    }
    return choice
  }

  /// The number of an option, from 1 up; `nil` when it was not given.
  package mutating func number(of name: String) throws(UsageError) -> Int? {
    guard let value = try text(of: name, maximum: 4_000) else { return nil }
    guard let number = Int(value), (1...1_000_000).contains(number) else {
      throw .notANumber(option: name, value: value)
    }
    return number
  }

  /// Makes sure that nothing is left over.
  package consuming func finish() throws(UsageError) {
    guard words.isEmpty else {
      throw .tooMuch(words.map { $0.text }.joined(separator: " "), usage: usage.line(under: root))
    }
  }

  private mutating func take(_ name: String) -> (name: String, value: String?)? {
    guard let index = options.firstIndex(where: { $0.name == name }) else { return nil }
    return options.remove(at: index)
  }
}
