import CommandLanguage
import Domain
import Permissions

/// A word of a list, and what it stands for.
struct ListedWord<Value> {
  let value: Value
  let item: YAMLValue
  /// Whether it is misspelt, which is recorded, and stands for the nearest.
  let isGuess: Bool
}

/// Readers of the values that only the policy file has.
///
/// A misspelt word, which is recorded, stands for the nearest, so that nothing else follows from it.
extension YAMLValue {
  /// The same called otherwise in problems.
  func named(_ name: String) -> YAMLValue { YAMLValue(node, name: name, keyPlace: keyPlace, log: log) }

  /// The items of a list; of what is no list, itself.
  var itemsOrItself: [YAMLValue] { isList ? items() ?? [] : [self] }

  private var isList: Bool {
    if case .sequence = node.content { true } else { false }
  }

  /// One of the words, or the nearest.
  func choiceOrNearest(among words: [String]) -> String? { choice(among: words) ?? nearest(among: words) }

  /// One of the enum's words, or the nearest.
  func choiceOrNearest<Value: CaseIterable & RawRepresentable<String>>(of type: Value.Type) -> Value? {
    choice(of: type) ?? nearest(of: type)
  }

  /// The word that was most likely meant.
  func nearest(among words: [String]) -> String? {
    guard case .scalar(let text, _) = node.content else { return nil }
    return words.nearest(to: text)
  }

  private func nearest<Value: CaseIterable & RawRepresentable<String>>(of type: Value.Type) -> Value? {
    nearest(among: type.allCases.map(\.rawValue)).flatMap { Value(rawValue: $0) }
  }

  /// One of the enum's words or a list of them, each called `title` in problems; `nil` where something is missing.
  ///
  /// No word is there twice; one that is misspelt is left out where what it stands for is there.
  func words<Value: CaseIterable & RawRepresentable<String> & Equatable>(
    of type: Value.Type, called title: String
  ) -> [ListedWord<Value>]? {
    var words: [ListedWord<Value>] = []
    var guesses: [ListedWord<Value>] = []
    var isWhole = true
    for item in itemsOrItself {
      let word = item.named(title)
      if let value = word.choice(of: type) {
        if words.contains(where: { $0.value == value }) {
          item.report("\(quoted(value.rawValue)) is in \"\(name)\" twice")
          isWhole = false
        }
        words.append(ListedWord(value: value, item: item, isGuess: false))
      } else if let value = word.nearest(of: type) {
        guesses.append(ListedWord(value: value, item: item, isGuess: true))
      } else {
        isWhole = false
      }
    }
    for guess in guesses where !words.contains(where: { $0.value == guess.value }) { words.append(guess) }
    return isWhole ? words : nil
  }

  /// One word, a list of words, or `any` for all of them.
  func choices<Value: Ordinal & RawRepresentable<String>>(of type: Value.Type) -> Choice<Value>? {
    guard isList else {
      let word = choiceOrNearest(among: type.allCases.map(\.rawValue) + ["any"])
      return word.map { Value(rawValue: $0).map { Choice($0) } ?? .all }
    }
    guard let words = words(of: type, called: name) else { return nil }
    guard !words.isEmpty else {
      report("\"\(name)\" is empty; name at least one, or write any")
      return nil
    }
    return Choice(words.map(\.value))
  }

  /// `yes`, `no`, or `any`, which is the inner nil.
  func flagOrAny() -> Bool?? {
    guard case .scalar(let text, isQuoted: false) = node.content, ["yes", "no", "any"].contains(text) else {
      report("\"\(name)\" is yes, no or any, without quotes")
      return nil
    }
    return .some(text == "any" ? nil : text == "yes")
  }

  /// A level, or `none`, which is the inner nil.
  func levelOrNone() -> Level?? {
    choiceOrNearest(among: Level.allCases.map(\.rawValue) + ["none"]).map { Level(rawValue: $0) }
  }
}
