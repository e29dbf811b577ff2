import CommandLanguage
import Domain
import Permissions

/// What a refusal lacks: it is looked for on a snapshot, so that no search holds up who writes.
package struct Unsearched: Error, Sendable {
  package let refusal: Refusal
  private let turn: Turn

  package init?(_ refusal: Refusal, during turn: Turn) {
    switch refusal {
    case .notFound(let reference, _) where reference.command != nil: break
    case .unknownPerson(let reference, _) where reference.command != nil && reference.name.user == nil: break
    case .whichGroup, .whichPerson, .unknownTimeZone: break
    default: return nil
    }
    self.refusal = refusal
    self.turn = turn
  }

  /// The same refusal with what may have been meant.
  package func searched(in reading: some Reading) throws -> Refusal {
    switch refusal {
    case .notFound(let reference, _): .notFound(reference, near: try reference.suggestions(in: reading, during: turn))
    case .unknownPerson(let reference, _):
      .unknownPerson(reference, near: try reference.suggestions(in: reading, during: turn))
    case .whichGroup(let question, _): .whichGroup(question, among: try question.choices(in: reading, during: turn))
    case .whichPerson(let question, _): .whichPerson(question, among: try question.choices(in: reading, during: turn))
    case .unknownTimeZone(let name, _): .unknownTimeZone(name, among: name.suggestions(during: turn))
    default: refusal
    }
  }

  /// The refusal with what was found a moment ago, as far as that is still there for the actor to see.
  ///
  /// - Parameter found: What ``searched(in:)`` gave, for this refusal or for another one.
  package func completed(by found: Refusal, in reading: some Reading) throws -> Refusal {
    switch (refusal, found) {
    case (.notFound(let reference, _), .notFound(let searched, let near)) where reference == searched:
      .notFound(reference, near: try near.filter { try turn.isThere($0, in: reading) })
    case (.unknownPerson(let reference, _), .unknownPerson(let searched, let near)) where reference == searched:
      .unknownPerson(reference, near: try near.filter { try turn.mayMean($0, in: reading) })
    case (.whichGroup(let question, _), .whichGroup(let searched, let groups)) where question == searched:
      .whichGroup(question, among: try groups.filter { try turn.isThere($0, in: reading) })
    case (.whichPerson(let question, _), .whichPerson(let searched, let people)) where question == searched:
      .whichPerson(question, among: try question.choices(in: reading, during: turn).filter(people.contains))
    case (.unknownTimeZone(let name, _), .unknownTimeZone(let searched, _)) where name == searched: found
    default: refusal
    }
  }
}

extension GroupReference {
  /// Up to three groups that the actor may see and whose name is one slip of the finger from what was typed.
  ///
  /// Where the command could be carried out for any of them, these alone. Whole names come before beginnings of names, then
  /// the kind that was asked for, one's own groups, and active ones.
  fileprivate func suggestions(in reading: some Reading, during turn: Turn) throws -> [Group] {
    let folded = turn.folding.folded(typed)
    guard folded.isLongEnough else { return [] }
    let action = command.flatMap { Action(rawValue: $0.verb) }
    let found = try reading.groups(near: folded, in: turn.sight, limit: maximumRead).map { Found($0, by: self) }
      .filter { $0.isVisible(to: turn) && !$0.group.name.folded.hasPrefix(folded) }
    let ranked = found.enumerated().compactMap { place, found -> (rank: [Int], group: Group)? in
      let isWhole = found.group.name.folded.isOneEdit(from: folded)
      guard isWhole || folded.unicodeScalars.count >= shortestStart else { return nil }
      let isUsable = action.map { found.couldAllow($0, during: turn) } ?? true
      let isFitting = turn.kind.map { $0 == found.group.kind } ?? true
      let isActive = found.group.archived == nil
      let rank = [isUsable, isWhole, isFitting, found.standing.isInside, isActive].map { $0 ? 0 : 1 }
      return (rank + [place], found.group)
    }
    let sorted = ranked.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
    return sorted.prefix { $0.rank[0] == sorted[0].rank[0] }.prefix(maximumSuggestions).map(\.group)
  }
}

extension PersonReference {
  /// Up to three people whom the actor may see and whose handle is one slip of the finger from what was typed.
  fileprivate func suggestions(in reading: some Reading, during turn: Turn) throws -> [Person] {
    let folded = turn.folding.folded(name.handle)
    guard folded.isLongEnough else { return [] }
    let found = try reading.people(near: folded, in: turn.sight, limit: maximumRead).filter { person in
      try turn.mayMean(person, in: reading)
    }
    return Array(found.prefix(maximumSuggestions))
  }
}

extension Turn {
  fileprivate func isThere(_ group: Group, in reading: some Reading) throws -> Bool {
    guard let group = try reading.group(group.key) else { return false }
    return try Found(reading.related(group, to: actor.key), typed: "").isVisible(to: self)
  }

  /// Whether the person may be suggested.
  fileprivate func mayMean(_ person: Person, in reading: some Reading) throws -> Bool {
    try person.isActive && sees(person, in: reading)
  }
}

extension String {
  /// Whether it is no single letter, from which everything is one step.
  fileprivate var isLongEnough: Bool { (2...200).contains(unicodeScalars.count) }
}

private let maximumSuggestions = 3
private let maximumRead = 50
/// From how many letters on the beginning of a name can be recognized though it is misspelt.
private let shortestStart = 4
