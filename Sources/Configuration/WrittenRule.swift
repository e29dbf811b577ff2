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
      case .row: mapping.optional("row")?.keyPlace
      case .action(let action): place(of: action)
      case .fact(.targetStanding): target?.optional("standing")?.keyPlace
      case .fact(.targetExternal): target?.optional("external")?.keyPlace
      case .fact(let fact): mapping.optional(fact.rawValue)?.keyPlace
      case .condition(let condition):
        mapping.optional("allow-if")?.mapping()?.optional(condition.rawValue)?.keyPlace
      case .party(let party): parties[party]
      }
    return found ?? place
  }

  private var target: YAMLMapping? { mapping.optional("target")?.mapping() }

  private func place(of action: Action) -> Place? {
    guard let value = mapping.optional("action") else { return nil }
    let items = value.isList ? value.items() ?? [] : [value]
    return items.first { $0.text() == action.rawValue }?.place ?? value.place
  }
}
