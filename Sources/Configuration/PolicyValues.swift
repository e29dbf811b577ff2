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

  /// One word, a list of words, or `any` for all of them.
  func choices<Value: Ordinal & RawRepresentable<String>>(of type: Value.Type) -> Choice<Value>? {
    if isAny { return .all }
    let items = isList ? items() ?? [] : [self]
    let values = items.compactMap { $0.choice(of: type) }
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
    return choice(of: Level.self).map { .some($0) }
  }
}
