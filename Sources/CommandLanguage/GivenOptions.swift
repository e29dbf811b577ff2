/// The options that were given, apart from the words around them.
package struct GivenOptions: Sendable, Equatable {
  private var values: [Given] = []

  private struct Given: Equatable {
    let name: String
    /// What was typed after the name; `nil` for nothing at all.
    var words: [Word]?
  }

  /// Takes the options out of `words`; what is left is what the command is about.
  ///
  /// A value runs to the next option or to the end, unless it is joined to the name by `=` or `:`.
  /// - Throws: ``UsageError`` for an option that the command hasn't, or one given twice.
  package static func take(
    from words: some Sequence<Word>, of usage: Usage, under root: String
  ) throws(UsageError) -> (options: GivenOptions, rest: [Word]) {
    var options = GivenOptions()
    var rest: [Word] = []
    // Whether words belong to the last option.
    var isOpen = false
    let known = usage.options + Usage.general
    for word in words {
      switch word.form {
      case .option(let name, let value):
        guard let option = known.first(where: { $0.name == name }) else {
          throw .unknownOption(
            name, suggestion: known.map { $0.name }.nearest(to: name).map { "--" + $0 }, usage: usage.line(under: root))
        }
        try options.add(name, value.map { [$0] })
        isOpen = value == nil && option.value != .none
      case .pair(let name, let value) where known.contains { $0.name == name }:
        try options.add(name, [value])
        isOpen = false
      default:
        if isOpen { options.extend(by: word) } else { rest.append(word) }
      }
    }
    return (options, rest)
  }

  /// The words given with an option, once: empty when nothing follows its name, `nil` when it was not given.
  mutating func take(_ name: String) -> [Word]? {
    guard let index = values.firstIndex(where: { $0.name == name }) else { return nil }
    return values.remove(at: index).words ?? []
  }

  /// Whether the option without a value was given.
  package mutating func flag(_ name: String) throws(UsageError) -> Bool {
    guard let words = take(name) else { return false }
    guard words.isEmpty else {
      throw .unexpectedValue(option: name, value: words.map { $0.text }.joined(separator: " "))
    }
    return true
  }

  /// As it can be typed again, with a blank before each.
  package var line: String {
    values.map { given in
      guard let words = given.words, !words.isEmpty else { return " --\(given.name)" }
      return " --\(given.name) " + words.map { $0.typed }.joined(separator: " ")
    }.joined()
  }

  /// Whether every word of it means the same when it is typed again.
  package var canBeRepeated: Bool { values.allSatisfy { $0.words?.allSatisfy { $0.canBeRepeated } != false } }

  /// The same with another person in the place of one.
  func naming(_ person: PersonName, as typed: String, of usage: Usage) -> GivenOptions {
    let people = Set(usage.options.filter { $0.value == .person || $0.value == .people }.map { $0.name })
    var options = self
    for index in options.values.indices where people.contains(options.values[index].name) {
      options.values[index].words = options.values[index].words?.map { $0.naming(person, as: typed) }
    }
    return options
  }

  /// An option that nobody took.
  var leftOver: String? { values.first?.name }

  /// Adds a word to the option that was given last.
  private mutating func extend(by word: Word) {
    values[values.count - 1].words = values[values.count - 1].words ?? []
    values[values.count - 1].words?.append(word)
  }

  private mutating func add(_ name: String, _ words: [Word]?) throws(UsageError) {
    guard !values.contains(where: { $0.name == name }) else { throw .doubledOption(name) }
    values.append(Given(name: name, words: words))
  }
}
