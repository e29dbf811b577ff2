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
    guard let first = actions.first else { return nil }
    let asked = actions.dropFirst().reduce(first.selectors) { $0.union($1.selectors) }
    var rule = Rule(row: row, actions: actions, cells: [:])
    var isWhole = true
    func read<Value>(_ fact: Fact, _ key: String, _ reader: (YAMLValue) -> Value?, into keep: (Value) -> Void) {
      guard asked.contains(fact) else { return }
      if let value = mapping.required(key).flatMap(reader) { keep(value) } else { isWhole = false }
    }
    read(.kind, "kind", { $0.choices(of: Kind.self) }, into: { rule.kinds = $0 })
    read(.privacy, "privacy", { $0.choices(of: Privacy.self) }, into: { rule.privacies = $0 })
    read(.archived, "archived", { $0.flagOrAny() }, into: { rule.isArchived = $0 })
    read(.inviters, "inviters", { $0.choices(of: Inviters.self) }, into: { rule.inviters = $0 })
    read(.openToExternals, "open-to-externals", { $0.flagOrAny() }, into: { rule.openToExternals = $0 })
    read(.guestsMayBeInvited, "guests-may-be-invited", { $0.flagOrAny() }, into: { rule.guestsMayBeInvited = $0 })
    read(.level, "level", { $0.levelOrNone() }, into: { rule.level = $0 })
    if asked.contains(.targetExternal) {
      let target = mapping.required("target")?.mapping("the target of row \(row)")
      if let external = target?.required("external")?.flagOrAny() {
        rule.targetIsExternal = external
      } else {
        isWhole = false
      }
      if asked.contains(.targetStanding) {
        if let standings = target?.required("standing")?.choices(of: Standing.self) {
          rule.targetStandings = standings
        } else {
          isWhole = false
        }
      }
    }
    // What stands under a key that nobody knows would be missed elsewhere.
    guard let read = CellReader(mapping, row).cells(), isWhole, !mapping.hasUnknownKeys else { return nil }
    rule.cells = read.cells
    return WrittenRule(rule: rule, mapping: mapping, parties: read.places)
  }

  /// Its actions, or `nil` when one of them can't be read.
  static func actions(_ mapping: YAMLMapping) -> [Action]? {
    guard let value = mapping.required("action") else { return nil }
    let items = value.isList ? value.items() ?? [] : [value]
    let actions = items.compactMap { $0.choiceOrNearest(of: Action.self) }
    guard actions.count == items.count, !actions.isEmpty else {
      if items.isEmpty { value.report("\"action\" is empty; name at least one") }
      return nil
    }
    if let twice = actions.enumerated().first(where: { actions[..<$0.offset].contains($0.element) }) {
      value.report("\"\(twice.element.rawValue)\" is in \"action\" twice")
      return nil
    }
    return actions
  }
}
