import CommandLanguage
import Permissions

/// The id of a rule of the policy file; every problem with it is recorded.
struct RuleHeading {
  let mapping: YAMLMapping
  /// The row that is written, or meant; `nil` where that is open.
  private(set) var row: Row?
  private let id: YAMLValue
  private let text: String

  /// The headings of those rules that have an id.
  ///
  /// An id that is none, or is there already, stands for the nearest of the missing rows, so that nothing else follows
  /// from it.
  static func read(_ rules: [YAMLValue]) -> [RuleHeading] {
    var headings = rules.compactMap { RuleHeading($0) }
    var places: [Row: Place] = [:]
    var strays: [Int] = []
    for (index, heading) in headings.enumerated() {
      if let row = heading.row, row.isKnown, places[row] == nil {
        places[row] = heading.mapping.place
      } else {
        strays.append(index)
      }
    }
    for index in strays { headings[index].findRow(besides: &places) }
    return headings
  }

  /// Fails when the rule has no readable id.
  private init?(_ value: YAMLValue) {
    guard let mapping = value.mapping("the rule") else { return nil }
    guard let id = mapping.required("row"), let text = id.text() else {
      mapping.ignoreRest()
      return nil
    }
    self.mapping = mapping.named("row \(text)")
    self.id = id
    self.text = text
    row = Row(text)
  }

  private mutating func findRow(besides places: inout [Row: Place]) {
    // With `own1`, for instance, `own-1` may be meant.
    let own = Row("own-\(text.drop { !$0.isNumber })")
    let missing = (Row.table + [own].compactMap(\.self)).filter { places[$0] == nil }.map(\.id)
    let first = row.flatMap { places[$0] }
    let mistake =
      first.map { "row \(text) is written twice; the first is in line \($0.line)" } ?? "there is no row \(quoted(text))"
    let meant = suggestion(for: text, among: missing)
    id.report(mistake + (meant.isEmpty && first == nil ? "; rules of your own have ids such as own-1" : meant))
    if let nearest = missing.nearest(to: text).flatMap({ Row($0) }) {
      row = nearest
      places[nearest] = mapping.place
    }
  }
}
