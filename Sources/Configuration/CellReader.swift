import Permissions

/// Reads what a rule says of each party: `allow`, `allow-if`, `deny`, `forbid`, `impossible` and `own`.
struct CellReader {
  private let mapping: YAMLMapping
  private let row: Row

  init(_ mapping: YAMLMapping, _ row: Row) {
    self.mapping = mapping
    self.row = row
  }

  /// The cells that are written and where each stands, or `nil` when one can't be read, which is recorded.
  func cells() -> (cells: [Party: Rule.Cell], places: [Party: Place])? {
    var cells: [Party: Rule.Cell] = [:]
    var places: [Party: Place] = [:]
    var isWhole = true
    func add(_ list: YAMLValue, _ cell: Rule.Cell) {
      guard let items = list.items() else { return isWhole = false }
      for item in items {
        guard let parties = item.parties() else {
          isWhole = false
          continue
        }
        for party in parties {
          if cells.updateValue(cell, forKey: party) != nil {
            item.report("row \(row) names \"\(party.rawValue)\" twice")
            isWhole = false
          }
          places[party] = item.place
        }
      }
    }
    func addAll(under key: String, _ cell: (String, Place) -> Rule.Cell?) {
      guard let value = mapping.optional(key) else { return }
      guard let entries = value.mapping()?.all() else { return isWhole = false }
      for entry in entries {
        if let cell = cell(entry.key, entry.place) { add(entry.value, cell) } else { isWhole = false }
      }
    }
    if let allowed = mapping.optional("allow") { add(allowed, .allow(nil)) }
    addAll(under: "allow-if") { word, place in
      choice(Condition.self, word, "condition", at: place).map { .allow($0) }
    }
    if let own = mapping.optional("own") { add(own, .own) }
    for (key, isSuitable, cell) in Self.denials {
      addAll(under: key) { word, place in choice(Reason.self, word, "reason here", at: place, isSuitable).map(cell) }
    }
    return isWhole ? (cells, places) : nil
  }

  private static let denials:
    [(key: String, isSuitable: @Sendable (Reason) -> Bool, cell: @Sendable (Reason) -> Rule.Cell)] = [
      ("deny", { $0.isForDenying }, { .deny($0) }),
      ("forbid", { $0.isForDenying }, { .forbid($0) }),
      ("impossible", { $0.isForImpossible }, { .impossible($0) }),
    ]

  /// The value that the word stands for, of those that suit; of a misspelt one, which is recorded, the nearest.
  private func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ type: Value.Type, _ text: String, _ title: String, at place: Place,
    _ isSuitable: (Value) -> Bool = { _ in true }
  ) -> Value? {
    if let value = Value(rawValue: text), isSuitable(value) { return value }
    let words = Value.allCases.filter(isSuitable).map(\.rawValue)
    let meant = suggestion(for: text, among: words)
    mapping.log.report(
      "\(quoted(text)) is no \(title)" + (meant.isEmpty ? "; write one of \(words.joined(separator: ", "))" : meant),
      at: place)
    return Value(nearest: text, among: isSuitable)
  }
}

extension YAMLValue {
  /// Those of an item, such as `member`, or `employees` for several.
  fileprivate func parties() -> [Party]? {
    guard let name = text(as: "a party, such as owner") else { return nil }
    switch name {
    case "employees": return Party.employees
    case "externals": return Party.externals
    default: break
    }
    if let party = Party(rawValue: name) { return [party] }
    let words = Party.allCases.map(\.rawValue) + ["employees", "externals"]
    let meant = suggestion(for: name, among: words)
    report("\(quoted(name)) is no party" + (meant.isEmpty ? "; write one of \(words.joined(separator: ", "))" : meant))
    return Party(nearest: name).map { [$0] }
  }
}
