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
  /// Whether somebody is mentioned in it by the messenger's id, which text can't repeat.
  private let isByID: Bool

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
      isByID = options.isByID || words.contains { $0.isByID }
      var rest = words.map { $0.typed }
      let word = usage.slots[place].word?.rawValue
      if let word, rest.last?.lowercased() == word { rest.removeLast() }
      // Without a little word, each slot before it holds one word.
      let ahead = word == nil ? place : rest.count
      before = (rest.prefix(ahead) + [word].compactMap(\.self)).map { $0 + " " }.joined()
      behind = rest.dropFirst(ahead).map { " " + $0 }.joined() + options.line
      // Where the rest isn't understood either, a group makes no command of it.
      if !isByID { _ = try CommandCatalog.parse([.text(self.line(with: "group", under: root))]) }
    } catch {
      return nil
    }
  }

  /// Up to five groups for which the command could be carried out, the actor's own first.
  func choices(in reading: some Reading, during turn: Turn) throws -> [Group] {
    var found: [Group] = []
    for own in [GroupFilter.Own.inside, .invited, nil] where found.count < Self.maximumChoices {
      let filter = GroupFilter(kind: turn.kind, own: own)
      found += try reading.groups(filter, in: turn.sight, after: nil, limit: Self.read)
        .map { Found($0, typed: "") }
        .filter { there in isUsable(there, during: turn) && !found.contains { $0.key == there.group.key } }
        .map(\.group)
    }
    return Array(found.prefix(Self.maximumChoices))
  }

  private func isUsable(_ found: Found, during turn: Turn) -> Bool {
    guard found.isVisible(to: turn), let action = Action(rawValue: verb) else { return found.isVisible(to: turn) }
    // To whom it is to happen, if to anybody, is another question.
    return ([nil] + Standing.allCases).contains { standing in
      guard let standing else { return found.allows(action, during: turn) }
      return found.allows(action, toSomebody: standing, during: turn)
    }
  }

  func alternative(_ group: Group) -> Alternative {
    group.alternative(isByID ? nil : line(with: "\(group.key)", under: group.root(insteadOf: root)))
  }

  private func line(with group: String, under root: String) -> String { "/\(root) \(verb) \(before)\(group)\(behind)" }

  private static let maximumChoices = 5
  /// How many groups are looked at for each five.
  private static let read = 50
}
