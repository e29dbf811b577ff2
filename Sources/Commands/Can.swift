import CommandLanguage
import Domain
import Permissions

/// `/muster can I archive X`: whether something would be allowed, and why; about others for who manages the group.
struct Can: ReadingCommand {
  static let usage = Usage(
    .every, "can", .person.labelled("who"), .word("what", maximum: 50), .group.optional,
    examples: ["muster can I archive Apollo", "project can @ann invite Apollo"])

  let name: PersonName
  let action: Action
  /// `nil` for what needs no group.
  let reference: GroupReference?
  private let command: TypedCommand

  init(_ arguments: inout Arguments) throws(UsageError) {
    command = arguments.typed
    name = try arguments.person("who")
    let verb = try arguments.text("what").lowercased()
    var reference = try GroupReference(ifGivenIn: &arguments)
    action = try Self.action(verb, of: reference?.typed, under: arguments.root)
    if reference == nil, action.needsGroup { reference = try GroupReference(&arguments) }
    self.reference = action.needsGroup ? reference : nil
  }

  /// The words of the command with the “I” that may be left out before a verb, also before one that is misspelt.
  static func completed(_ words: ArraySlice<Word>) -> ArraySlice<Word> {
    guard let first = words.first, first.form == .plain else { return words }
    let typed = words.prefix(2).map { $0.text.lowercased() }
    let isVerb = verbs.contains(typed[0]) || isNearVerb(typed[0]) && !typed.dropFirst().contains(where: isNearVerb)
    return isVerb ? [Word("I")] + words : words
  }

  private static func isNearVerb(_ word: String) -> Bool {
    !oneself.contains(word) && (verbs.contains(word) || verbs.nearest(to: word) != nil)
  }

  private static let oneself = ["i", "me"]

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let found = try reference?.find(in: reading, during: turn, toChange: false)
    let isOneself = name.user == nil && Self.oneself.contains(name.handle.lowercased())
    let person =
      try isOneself ? turn.actor : PersonReference(name, in: command).find(in: reading, during: turn, about: found)
    guard person.key != turn.actor.key else { return try verdict(found, person, from: reading, during: turn) }
    guard found?.standing == .owner || turn.actor.admin(at: turn.now) == .on else {
      throw Refusal.asksAboutOthers(found?.group)
    }
    let theirs = try found.map { Found(try reading.related($0.group, to: person.key), by: $0.reference) }
    var asked = turn
    asked.actor = person
    asked.actor.isAdmin = try person.isAdmin || reading.isAppointed(person, by: turn.appointed)
    return try verdict(theirs, person, from: reading, during: asked, isOther: true)
  }

  /// - Parameter turn: As if the person had asked.
  private func verdict(
    _ found: Found?, _ person: Person, from reading: any Reading, during turn: Turn, isOther: Bool = false
  ) throws -> Reply {
    var words: [String: Phrase.Argument] = [
      "person": .person(person),
      "action": .phrase(Phrase("action.\(action.rawValue)", Denied.arguments(action, found?.group, nil))),
    ]
    let other = isOther ? "-other" : ""
    switch try decision(about: found, from: reading, during: turn) {
    case .allow(let permit):
      words["row"] = .command(permit.row.id)
      return Reply(Phrase("can.yes\(other)", words))
    case .deny(let denial):
      words["row"] = .command(denial.row.id)
      guard denial.question != .visible else { return Reply(Phrase("can.unseen", words)) }
      let told = try Denied(denial: denial, group: found?.group).reply(from: reading, during: turn)
      let blocks: [Reply.Block] = [.paragraph(Phrase("can.no\(other)", words))]
      return Reply(blocks + (isOther ? [.paragraph(Phrase("can.told", words))] : []) + told.blocks)
    }
  }

  private func decision(about found: Found?, from reading: any Reading, during turn: Turn) throws -> Decision {
    guard let found else {
      let new = Facts.GroupFacts(kind: turn.kindOfNew, privacy: .public)
      return turn.policy.decide(
        action, by: Facts(actor: turn.facts(standing: .none), group: new), about: turn.subject(nil))
    }
    let hasContents = try action == .delete && !reading.contents(of: found.group.key).isEmpty
    return found.decide(action, during: turn, preconditions: Facts.Preconditions(hasContents: hasContents))
  }

  /// What the verb asks for, of what has a command.
  ///
  /// - Parameter group: As it was typed, to repeat it.
  private static func action(_ verb: String, of group: String?, under root: String) throws(UsageError) -> Action {
    guard let action = Action(rawValue: verb), verbs.contains(verb) else {
      let suggestions = verbs.nearest(to: verb, most: 3).map { verb in
        (["/\(root) can I \(verb)"] + [group].compactMap(\.self)).joined(separator: " ")
      }
      throw .unknownVerb(verb, root: "\(root) can", suggestions: suggestions)
    }
    return action
  }

  private static let verbs = CommandCatalog.all.map { $0.usage }.filter { $0.roots == .groups }.map { $0.verb }
    .filter { Action(rawValue: $0) != nil }
}
