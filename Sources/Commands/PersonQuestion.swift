package import CommandLanguage
import Domain
import Permissions

/// A command about a group that says nothing of whom it is about, and how it is written with somebody.
package struct PersonQuestion: Sendable, Equatable {
  package let error: UsageError
  private let usage: Usage
  private let root: String
  private let group: GroupReference
  /// How the group was typed, and the options.
  private let typed: String
  private let options: String
  /// Whether every word of it means the same when it is typed again; a mention by the messenger's id doesn't.
  private let canBeRepeated: Bool

  /// - Parameter error: What is wrong with the text.
  /// - Returns: `nil` when it is something else than the person, or no group is named either.
  init?(_ pieces: [Piece], _ error: UsageError) {
    guard case .missing(let label, _, _) = error else { return nil }
    do throws(UsageError) {
      let line = try CommandLine.read(Word.words(of: pieces), in: CommandCatalog.verbs)
      guard let usage = line.index.map({ CommandCatalog.verbs.usages[$0] }),
        usage.slots.contains(where: { $0.label == label && ($0.value == .person || $0.value == .people) }),
        usage.slots.contains(where: { $0.value == .group })
      else { return nil }
      let (options, words) = try GivenOptions.take(from: line.words, of: usage, under: line.root)
      // What is left is the group, and a little word before or behind it.
      let littleWords = usage.slots.compactMap { $0.word?.rawValue }
      var rest = words[...]
      if let first = rest.first, littleWords.contains(first.typed.lowercased()) { rest.removeFirst() }
      if let last = rest.last, littleWords.contains(last.typed.lowercased()) { rest.removeLast() }
      guard !rest.isEmpty else { return nil }
      self.error = error
      self.usage = usage
      root = line.root
      group = GroupReference(typed: rest.map { $0.text }.joined(separator: " "))
      typed = rest.map { $0.typed }.joined(separator: " ")
      self.options = options.line
      canBeRepeated = options.canBeRepeated
    } catch {
      return nil
    }
  }

  /// Up to five people of whom the actor may know and to whom it could happen, as the group's list has them.
  ///
  /// There are none where the actor may not see the group, and where others read along.
  func choices(in reading: some Reading, during turn: Turn) throws -> [Person] {
    guard !turn.isOverheard, let action = Action(rawValue: usage.verb), let found = try found(in: reading, during: turn)
    else { return [] }
    let standings = Standing.allCases.filter { found.allows(action, toSomebody: $0, during: turn) }
    let members = try reading.members(of: found.group.key, with: standings, limit: Self.read).filter { member in
      guard found.reveals(member.membership, to: turn), try turn.sees(member.person, in: reading, about: found) else {
        return false
      }
      let target = try found.target(member.person, in: reading, during: turn)
      return found.decide(action, about: target, during: turn).isAllowed
    }
    return members.prefix(Self.maximumChoices).map(\.person)
  }

  private func found(in reading: some Reading, during turn: Turn) throws -> Found? {
    do {
      return try group.find(in: reading, during: turn, toChange: true)
    } catch is Refusal {
      return nil
    }
  }

  func alternative(_ person: Person) -> Alternative {
    let choice = Phrase("person.choice", ["name": .text(person.name), "command": .command(person.typed)])
    guard canBeRepeated else { return Alternative(line: choice, button: nil) }
    let slots = usage.slots.map { slot in
      (slot.word.map { $0.rawValue + " " } ?? "") + (slot.value == .group ? typed : person.typed)
    }
    let line = (["/\(root)", usage.verb] + slots).joined(separator: " ") + options
    return Alternative(
      line: Phrase("person.offer", ["name": .text(person.name), "command": .command(line)]),
      button: Button(choice, line))
  }

  private static let maximumChoices = 5
  /// How many people are looked at for them.
  private static let read = 50
}

extension Refusal {
  /// What the sender of a text that is no command is told: a question with choices, where only a name is missing.
  package init(_ error: UsageError, in pieces: [Piece]) {
    if let question = GroupQuestion(pieces, error) {
      self = .whichGroup(question)
    } else if let question = PersonQuestion(pieces, error) {
      self = .whichPerson(question)
    } else {
      self = .usage(error)
    }
  }
}
