import CommandLanguage
import Domain
import Permissions

/// Readers of the values that only the policy file has.
extension YAMLValue {
  var isList: Bool {
    if case .sequence = node.content { true } else { false }
  }

  private var isAny: Bool {
    if case .scalar("any", isQuoted: false) = node.content { true } else { false }
  }

  /// One of the enum's words; of a misspelt one, which is recorded, the nearest, so that nothing else follows from it.
  func choiceOrNearest<Value: CaseIterable & RawRepresentable<String>>(of type: Value.Type) -> Value? {
    if let value = choice(of: type) { return value }
    guard case .scalar(let text, _) = node.content else { return nil }
    return Value(nearest: text)
  }

  /// One word, a list of words, or `any` for all of them.
  func choices<Value: Ordinal & RawRepresentable<String>>(of type: Value.Type) -> Choice<Value>? {
    if isAny { return .all }
    let items = isList ? items() ?? [] : [self]
    let values = items.compactMap { $0.choiceOrNearest(of: type) }
    guard values.count == items.count else { return nil }
    guard !values.isEmpty else {
      report("\"\(name)\" is empty; name at least one, or write any")
      return nil
    }
    guard Choice(values).values.count == values.count else {
      report("\"\(name)\" names something twice")
      return nil
    }
    return Choice(values)
  }

  /// `yes`, `no`, or `any`, which is the inner nil.
  func flagOrAny() -> Bool?? {
    if isAny { return .some(nil) }
    guard case .scalar(let text, isQuoted: false) = node.content, text == "yes" || text == "no" else {
      report("\"\(name)\" is yes, no or any, without quotes")
      return nil
    }
    return .some(text == "yes")
  }

  /// A level, or `none`, which is the inner nil.
  func levelOrNone() -> Level?? {
    if case .scalar("none", isQuoted: false) = node.content { return .some(nil) }
    return choiceOrNearest(of: Level.self).map { .some($0) }
  }
}

extension CaseIterable where Self: RawRepresentable<String> {
  /// The value, among those that suit, that a misspelt word was most likely meant to be.
  init?(nearest word: String, among isSuitable: (Self) -> Bool = { _ in true }) {
    guard let meant = Self.allCases.filter(isSuitable).map(\.rawValue).nearest(to: word) else { return nil }
    self.init(rawValue: meant)
  }
}
