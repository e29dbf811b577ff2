import Permissions

/// Reads what a rule says of each party: `allow`, `deny`, `forbid`, `impossible` and `own`.
struct CellReader {
  private let mapping: YAMLMapping
  private let row: Row

  init(_ mapping: YAMLMapping, _ row: Row) {
    self.mapping = mapping
    self.row = row
  }

  /// One cell for every party, or `nil` when something is wrong, which is recorded.
  func cells() -> [Party: Rule.Cell]? {
    var cells: [Party: Rule.Cell] = [:]
    var isWhole = true
    func add(_ items: [YAMLValue]?, _ cell: (YAMLValue, Substring?) -> Rule.Cell?) {
      guard let items else { return isWhole = false }
      for item in items {
        guard let (parties, condition) = item.parties(), let cell = cell(item, condition) else {
          isWhole = false
          continue
        }
        for party in parties where cells.updateValue(cell, forKey: party) != nil {
          item.report("row \(row) names \"\(party.rawValue)\" twice")
          isWhole = false
        }
      }
    }
    if let allowed = mapping.optional("allow") {
      add(allowed.items()) { item, condition in condition.map { item.condition($0) } ?? .allow(nil) }
    }
    if let own = mapping.optional("own") { add(own.items()) { $1.map($0.refuseCondition) ?? .own } }
    for (key, isSuitable, cell) in Self.denials {
      guard let value = mapping.optional(key) else { continue }
      for entry in value.mapping()?.all() ?? [] {
        guard let reason = reason(entry.key, at: entry.place, isSuitable) else {
          isWhole = false
          continue
        }
        add(entry.value.items()) { $1.map($0.refuseCondition) ?? cell(reason) }
      }
    }
    guard isWhole else { return nil }
    let missing = Party.allCases.filter { $0 != .admin && cells[$0] == nil }.map(\.rawValue)
    guard missing.isEmpty else {
      mapping.report("row \(row) doesn't say what \(missing.joined(separator: ", ")) may do")
      return nil
    }
    return cells
  }

  private static let denials:
    [(key: String, isSuitable: @Sendable (Reason) -> Bool, cell: @Sendable (Reason) -> Rule.Cell)] = [
      ("deny", { $0.isForDenying }, { .deny($0) }),
      ("forbid", { $0.isForDenying }, { .forbid($0) }),
      ("impossible", { $0.isForImpossible }, { .impossible($0) }),
    ]

  private func reason(_ text: String, at place: Place, _ isSuitable: (Reason) -> Bool) -> Reason? {
    if let reason = Reason(rawValue: text), isSuitable(reason) { return reason }
    let words = Reason.allCases.filter(isSuitable).map(\.rawValue)
    let meant = suggestion(for: text, among: words)
    mapping.log.report(
      "\(quoted(text)) is no reason here" + (meant.isEmpty ? "; write one of \(words.joined(separator: ", "))" : meant),
      at: place)
    return nil
  }
}

extension YAMLValue {
  /// The parties of an item such as `member (by-level)`, and the word in parentheses.
  fileprivate func parties() -> ([Party], Substring?)? {
    guard let text = text(as: "a party, such as owner or \"member (by-level)\"") else { return nil }
    var name = text[...]
    var condition: Substring?
    if let open = text.firstIndex(of: "("), text.hasSuffix(")"), text[..<open].hasSuffix(" ") {
      name = text[..<open].dropLast()
      condition = text[text.index(after: open)...].dropLast()
    }
    switch name {
    case "employees": return (Party.employees, condition)
    case "externals": return (Party.externals, condition)
    default: break
    }
    if let party = Party(rawValue: String(name)) { return ([party], condition) }
    let words = Party.allCases.map(\.rawValue) + ["employees", "externals"]
    let meant = suggestion(for: String(name), among: words)
    report("\(quoted(name)) is no party" + (meant.isEmpty ? "; write one of \(words.joined(separator: ", "))" : meant))
    return nil
  }

  fileprivate func condition(_ text: Substring) -> Rule.Cell? {
    if let condition = Condition(rawValue: String(text)) { return .allow(condition) }
    let words = Condition.allCases.map(\.rawValue)
    let meant = suggestion(for: String(text), among: words)
    report(
      "\(quoted(text)) is no condition" + (meant.isEmpty ? "; write one of \(words.joined(separator: ", "))" : meant))
    return nil
  }

  fileprivate func refuseCondition(_ text: Substring) -> Rule.Cell? {
    report("only what is allowed has a condition; leave out (\(text))")
    return nil
  }
}
