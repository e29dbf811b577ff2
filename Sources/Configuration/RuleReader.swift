import Domain
import Permissions

/// Reads one rule of the policy file; every problem is recorded at its place.
struct RuleReader {
  private let mapping: YAMLMapping
  private let row: Row

  init(_ mapping: YAMLMapping, _ row: Row) {
    self.mapping = mapping
    self.row = row
  }

  /// The rule, or `nil` when part of it can't be read.
  func rule(of actions: [Action]) -> WrittenRule? {
    let selectors = SelectorReader(mapping, actions)
    var rule = Rule(row: row, actions: actions, cells: [:])
    var isWhole = true
    func read<Value>(_ fact: Fact, _ path: WritableKeyPath<Rule, Value>, _ reader: (YAMLValue) -> Value?) {
      if let value = selectors.value(of: fact, or: rule[keyPath: path], reader) {
        rule[keyPath: path] = value
      } else {
        isWhole = false
      }
    }
    read(.kind, \.kinds) { $0.choices(of: Kind.self) }
    read(.privacy, \.privacies) { $0.choices(of: Privacy.self) }
    read(.archived, \.isArchived) { $0.flagOrAny() }
    read(.inviters, \.inviters) { $0.choices(of: Inviters.self) }
    read(.openToExternals, \.openToExternals) { $0.flagOrAny() }
    read(.guestsMayBeInvited, \.guestsMayBeInvited) { $0.flagOrAny() }
    read(.targetStanding, \.targetStandings) { $0.choices(of: Standing.self) }
    read(.targetExternal, \.targetIsExternal) { $0.flagOrAny() }
    read(.level, \.level) { $0.levelOrNone() }
    // What stands under a key that nobody knows would be missed elsewhere.
    guard let read = CellReader(mapping, row).cells(), isWhole, !mapping.hasUnknownKeys else { return nil }
    rule.cells = read.cells
    return WrittenRule(rule: rule, mapping: mapping, parties: read.places)
  }

  /// Its actions, or `nil` when one of them can't be read.
  static func actions(_ mapping: YAMLMapping) -> [Action]? {
    guard let value = mapping.required("action"), let words = value.words(of: Action.self, called: "action") else {
      return nil
    }
    if words.isEmpty { value.report("\"action\" is empty; name at least one") }
    return words.isEmpty ? nil : words.map(\.value)
  }
}
