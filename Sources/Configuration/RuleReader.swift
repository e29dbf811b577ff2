import Domain
import Permissions

/// Reads one rule of the policy file; every problem is recorded at its place.
struct RuleReader {
  private let mapping: YAMLMapping
  private let row: Row

  /// Fails when the rule has no readable id.
  init?(_ value: YAMLValue) {
    guard let mapping = value.mapping("the rule"), let id = mapping.required("row") else { return nil }
    guard let text = id.text() else { return nil }
    self.mapping = mapping.named("row \(text)")
    guard let row = Row(text), Row.table.contains(row) || row.section == .own else {
      let meant = suggestion(for: text, among: Row.table.map(\.id))
      id.report(
        "there is no row \(quoted(text))" + (meant.isEmpty ? "; rules of your own have ids such as own-1" : meant))
      self.mapping.ignoreRest()
      return nil
    }
    self.row = row
  }

  /// The rule, or `nil` when something is wrong with it.
  func rule() -> Rule? {
    guard let actions = actions(), let first = actions.first else {
      mapping.ignoreRest()
      return nil
    }
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
    guard let cells = CellReader(mapping, row).cells(), isWhole else { return nil }
    rule.cells = cells
    return rule
  }

  private func actions() -> [Action]? {
    guard let value = mapping.required("action") else { return nil }
    let items = value.isList ? value.items() ?? [] : [value]
    let actions = items.compactMap { $0.choice(of: Action.self) }
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
