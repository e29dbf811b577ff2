import CommandLanguage
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
    // Misspelt parties stand for those that are named nowhere else.
    var guesses: [(party: Party, cell: Rule.Cell, place: Place)] = []
    var isWhole = true
    func add(_ list: YAMLValue, _ cell: Rule.Cell) {
      guard let items = list.items() else { return isWhole = false }
      for item in items {
        let party = item.named("party")
        if let word = party.choice(among: Party.words) {
          for party in Party.named(word) {
            if cells.updateValue(cell, forKey: party) != nil {
              item.report("row \(row) names \"\(party.rawValue)\" twice")
              isWhole = false
            }
            places[party] = item.place
          }
        } else if let word = party.nearest(among: Party.words) {
          guesses += Party.named(word).map { ($0, cell, item.place) }
        } else {
          isWhole = false
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
    for guess in guesses where cells[guess.party] == nil {
      cells[guess.party] = guess.cell
      places[guess.party] = guess.place
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
    return words.nearest(to: text).flatMap { Value(rawValue: $0) }
  }
}

extension Party {
  /// The words by which rules name parties, some of them for several.
  fileprivate static let words = allCases.map(\.rawValue) + ["employees", "externals"]

  /// The parties that one of the words names.
  fileprivate static func named(_ word: String) -> [Party] {
    switch word {
    case "employees": employees
    case "externals": externals
    default: Party(rawValue: word).map { [$0] } ?? []
    }
  }
}
