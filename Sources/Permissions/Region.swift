import Domain

/// Situations of one action that are told at once: all combinations of some values of the facts that choose its rules.
package struct Region: Sendable, Equatable {
  private let action: Action
  private let situations: Traits
  private let all: Traits

  private init(_ action: Action, _ situations: Traits, of all: Traits) {
    self.action = action
    self.situations = situations
    self.all = all
  }

  /// All situations of the action in which a rule can hold.
  init(of action: Action) {
    let all = Space.choosing[action.ordinal].reduce(Traits(bits: 0)) { Traits(bits: $0.bits | $1.bits) }
    self.init(action, all, of: all)
  }

  /// Those that are among the others as well; `nil` when there are none.
  func intersection(_ others: Traits) -> Region? {
    situations.meets(others) ? Region(action, Traits(bits: situations.bits & others.bits), of: all) : nil
  }

  /// What of the region is in none of the others, in parts as large as can be.
  func parts(outside others: [Traits]) -> [Region] {
    var parts: [Traits] = []
    for point in Space.choosing[action.ordinal] where !(others + parts).contains(where: point.isWithin) {
      var part = point
      for value in situations.values where !others.contains(where: part.adding(value).meets) {
        part = part.adding(value)
      }
      parts.append(part)
    }
    return parts.map { Region(action, $0, of: all) }
  }

  /// Whether a gap can name it, so that it depends on nothing but the place and whether somebody is from outside.
  var fitsGap: Bool { isWhole(.settings) && isWhole(.targetStanding) }

  private func isWhole(_ part: Traits.Part) -> Bool { situations.bits & part.all == all.bits & part.all }
}

extension Region: CustomStringConvertible {
  /// Such as `“archive” in an active public or private project`; facts of which any value will do are left out.
  package var description: String {
    ([["“\(action.rawValue)”", place].compactMap(\.self).joined(separator: " ")] + details).joined(separator: ", ")
  }

  private var place: String? {
    let kind = words(.kind, Kind.self)
    let words = [flag(.archived, "archived", "active"), words(.privacy, Privacy.self), kind].compactMap(\.self)
    guard let first = words.first else { return nil }
    let article = first.hasPrefix("a") ? "in an" : "in a"
    return ([article] + words + (kind == nil ? ["group"] : [])).joined(separator: " ")
  }

  private var details: [String] {
    let who = flag(.targetExternal, "somebody from outside", "an employee")
    let standing = words(.targetStanding, Standing.self).map { " (\($0))" }
    return [
      words(.inviters, Inviters.self).map { "inviting: \($0)" },
      flag(.openToExternals, "open to externals", "closed to externals"),
      flag(.guestsMayBeInvited, "guests may be invited", "guests may not be invited"),
      who == nil && standing == nil ? nil : "about \(who ?? "somebody")\(standing ?? "")",
    ].compactMap(\.self)
  }

  private func words<Value: Ordinal & RawRepresentable<String>>(_ part: Traits.Part, _ type: Value.Type) -> String? {
    if isWhole(part) { return nil }
    let values = Choice<Value>(bits: UInt32(truncatingIfNeeded: (situations.bits & part.all) >> part.first)).values
    return values.map(\.rawValue).joined(separator: " or ")
  }

  private func flag(_ part: Traits.Part, _ yes: String, _ no: String) -> String? {
    if isWhole(part) { return nil }
    return situations.bits & part[true] != 0 ? yes : no
  }
}

extension Space {
  /// Every situation in which a rule can hold, as far as rules are chosen by it, by the ordinal of the action.
  fileprivate static let choosing = Action.allCases.map(situations)

  private static func situations(of action: Action) -> [Traits] {
    var situations: [Traits] = []
    let facts = action.selectors.intersection(Fact.choosing).union([.targetStanding])
    Space(action, facts: facts).visit { facts in
      if let standing = facts.target?.standing, !action.targetStandings.contains(standing) { return true }
      situations.append(Traits(facts))
      return true
    }
    return situations
  }
}

extension Traits {
  /// The single values, from the first fact's on.
  fileprivate var values: [Traits] {
    (0..<UInt64.bitWidth).map { Traits(bits: bits & 1 << UInt64($0)) }.filter { $0.bits != 0 }
  }

  fileprivate func adding(_ value: Traits) -> Traits { Traits(bits: bits | value.bits) }

  /// Whether some situation is among both; a fact without a value is none that is asked for.
  fileprivate func meets(_ other: Traits) -> Bool {
    Fact.parts.allSatisfy { bits & $0.part.all == 0 || bits & other.bits & $0.part.all != 0 }
  }
}
