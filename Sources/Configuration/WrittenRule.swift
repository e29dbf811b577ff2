import Permissions

/// A rule as it stands in the policy file.
struct WrittenRule {
  let rule: Rule
  private let mapping: YAMLMapping
  private let parties: [Party: Place]

  /// - Parameter parties: where each party of the rule is named.
  init(rule: Rule, mapping: YAMLMapping, parties: [Party: Place]) {
    self.rule = rule
    self.mapping = mapping
    self.parties = parties
  }

  var place: Place { mapping.place }

  /// Where the rule says that, or where it starts when it doesn't.
  func place(of entry: PolicyProblem.Entry) -> Place {
    let found: Place? =
      switch entry {
      case .none: nil
      case .row: place(of: ["row"])
      case .action(let action): place(of: action)
      case .fact(let fact): place(of: fact.keys)
      case .condition(let condition): place(of: ["allow-if", condition.rawValue])
      case .party(let party): parties[party]
      }
    return found ?? place
  }

  /// Where the last of the keys stands, each of which is under the one before.
  private func place(of keys: [String]) -> Place? {
    let holder = keys.dropLast().reduce(mapping) { $0?.optional($1)?.mapping() }
    return keys.last.flatMap { holder?.optional($0)?.keyPlace }
  }

  private func place(of action: Action) -> Place? {
    guard let value = mapping.optional("action") else { return nil }
    return value.itemsOrItself.first { $0.text() == action.rawValue }?.place ?? value.place
  }
}
