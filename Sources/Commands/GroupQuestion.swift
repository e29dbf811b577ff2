package import CommandLanguage
import Domain
import Permissions

/// A command that says nothing of the group that it is about, and how it is written with one.
package struct GroupQuestion: Sendable, Equatable {
  package let error: UsageError
  private let root: String
  private let verb: String
  /// What stands before the group and behind it.
  private let before: String
  private let behind: String
  /// To whom it is to happen.
  private let people: [PersonReference]
  /// Whether every word of it means the same when it is typed again; a mention by the messenger's id doesn't.
  private let canBeRepeated: Bool

  /// - Parameter error: What is wrong with the text.
  /// - Returns: `nil` when it is something else than the group.
  package init?(_ pieces: [Piece], _ error: UsageError) {
    guard case .missing("group", _, _) = error else { return nil }
    do throws(UsageError) {
      let line = try CommandLine.read(Word.words(of: pieces), in: CommandCatalog.verbs)
      guard let usage = line.index.map({ CommandCatalog.verbs.usages[$0] }),
        let place = usage.slots.firstIndex(where: { $0.label == "group" })
      else { return nil }
      let (options, words) = try GivenOptions.take(from: line.words, of: usage, under: line.root)
      (self.error, root, verb) = (error, line.root, usage.verb)
      canBeRepeated = options.canBeRepeated && words.allSatisfy { $0.canBeRepeated }
      var rest = Array(words)
      let word = usage.slots[place].word?.rawValue
      if let word, rest.last?.typed.lowercased() == word { rest.removeLast() }
      let littleWords = usage.slots.compactMap { $0.word?.rawValue }
      people =
        usage.slots.contains { $0.value == .person || $0.value == .people }
        ? rest.filter { !littleWords.contains($0.typed.lowercased()) }.names.map { PersonReference($0) } : []
      // Without a little word, each slot before it holds one word.
      let ahead = word == nil ? place : rest.count
      before = (rest.prefix(ahead).map { $0.typed } + [word].compactMap(\.self)).map { $0 + " " }.joined()
      behind = rest.dropFirst(ahead).map { " " + $0.typed }.joined() + options.line
      // Where the rest isn't understood either, a group makes no command of it.
      if canBeRepeated { _ = try CommandCatalog.parse([.text(self.line(with: "group", under: root))]) }
    } catch {
      return nil
    }
  }

  /// Up to five groups for which the command could be carried out, the actor's own first.
  ///
  /// Where people are named there are none for others to read along: they would learn what somebody is to a group.
  func choices(in reading: some Reading, during turn: Turn) throws -> [Group] {
    guard people.isEmpty || !turn.isOverheard else { return [] }
    var found: [Group] = []
    for own in [GroupFilter.Own.inside, .invited, nil] where found.count < Self.maximumChoices {
      let filter = GroupFilter(kind: turn.kind, own: own)
      for related in try reading.groups(filter, in: turn.sight, after: nil, limit: Self.read)
      where found.count < Self.maximumChoices && !found.contains(where: { $0.key == related.group.key }) {
        if try isUsable(Found(related, typed: ""), in: reading, during: turn) { found.append(related.group) }
      }
    }
    return found
  }

  private func isUsable(_ found: Found, in reading: some Reading, during turn: Turn) throws -> Bool {
    guard found.isVisible(to: turn) else { return false }
    guard let action = Action(rawValue: verb) else { return true }
    return try found.couldAllow(action, during: turn)
      && people.allSatisfy { try found.allows(action, to: $0, in: reading, during: turn) }
  }

  func alternatives(_ groups: [Group]) -> [Alternative] {
    groups.alternatives { canBeRepeated ? line(with: "\($0.key)", under: $0.root(insteadOf: root)) : nil }
  }

  private func line(with group: String, under root: String) -> String { "/\(root) \(verb) \(before)\(group)\(behind)" }

  private static let maximumChoices = 5
  /// How many groups are looked at for each five.
  private static let read = 50
}

extension Found {
  /// Whether the action may happen, to somebody suitable if to anybody.
  func couldAllow(_ action: Action, during turn: Turn) -> Bool {
    allows(action, during: turn) || Standing.allCases.contains { allows(action, toSomebody: $0, during: turn) }
  }

  /// Whether the action may happen to the person; not where nobody of that name is known, or several people are.
  fileprivate func allows(
    _ action: Action, to reference: PersonReference, in reading: some Reading, during turn: Turn
  ) throws -> Bool {
    do {
      let target = try target(reference.find(in: reading, during: turn, about: self), in: reading, during: turn)
      let action = action == .invite ? self.action(inviting: target, during: turn) : action
      return decide(action, about: target, during: turn).isAllowed
    } catch is Refusal {
      return false
    }
  }
}
