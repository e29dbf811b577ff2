import CommandLanguage
import Domain

/// A time zone as people type it, such as `Europe/Berlin`, `europe/berlin` or `America/New York`.
package struct TimeZoneName: Sendable, Equatable {
  let typed: String

  /// The zone, by its name in the time zone database.
  ///
  /// - Throws: ``Refusal/unknownTimeZone(_:among:)`` with none to choose from; of what is only like a zone, none is taken.
  func find(during turn: Turn) throws(Refusal) -> String {
    for name in [wanted, wanted.uppercased()] where turn.zones.offset(of: name, at: turn.now) != nil { return name }
    let folded = turn.folding.folded(wanted)
    if let same = turn.zones.names.first(where: { turn.folding.folded($0) == folded }) { return same }
    throw .unknownTimeZone(self)
  }

  /// The places of that name, or else what was most likely meant.
  func suggestions(during turn: Turn) -> [String] {
    let folded = turn.folding.folded(wanted)
    return guesses(folded, turn.zones.names.map { Candidate(name: $0, folded: turn.folding.folded($0)) }).map(\.name)
  }

  private var wanted: String { typed.split(separator: " ").joined(separator: "_") }

  private func guesses(_ folded: String, _ names: [Candidate]) -> [Candidate] {
    let places = names.filter { $0.place == folded }
    if !places.isEmpty { return Array(places.prefix(Self.maximumChoices)) }
    if let near = names.map(\.folded).nearest(to: folded) { return names.filter { $0.folded == near } }
    guard let near = names.map(\.place).nearest(to: folded) else { return [] }
    return Array(names.filter { $0.place == near }.prefix(Self.maximumChoices))
  }

  private static let maximumChoices = 5

  /// A zone, and how its name is compared.
  private struct Candidate {
    let name: String
    let folded: String

    /// Such as `berlin`.
    var place: Substring { folded.split(separator: "/").last ?? "" }
  }
}
