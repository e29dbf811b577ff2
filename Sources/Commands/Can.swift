import CommandLanguage
import Domain
import Permissions

/// `/muster can I archive X`: whether something would be allowed, and why; about others for who manages the group.
struct Can: ReadingCommand, GroupCommand {
  static let usage = Usage(
    .every, "can", .person.labelled("who"), .word("what", maximum: 50), .group,
    examples: ["muster can I archive Apollo", "project can @ann invite Apollo"])

  let name: PersonName
  let verb: String
  let reference: GroupReference
  private let root: String
  private let command: TypedCommand

  init(_ arguments: inout Arguments) throws(UsageError) {
    name = try arguments.person("who")
    verb = try arguments.text("what").lowercased()
    reference = try GroupReference(&arguments)
    command = arguments.typed
    root = arguments.root
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let action = try action()
    let found = try reference.find(in: reading, during: turn, toChange: false)
    let isOneself = name.user == nil && ["i", "me"].contains(name.handle.lowercased())
    let person =
      try isOneself ? turn.actor : PersonReference(name, in: command).find(in: reading, during: turn, about: found)
    guard person.key != turn.actor.key else {
      return try verdict(on: action, found, person, from: reading, during: turn)
    }
    guard found.standing == .owner || turn.actor.admin(at: turn.now) == .on else {
      throw Refusal.asksAboutOthers(found.group)
    }
    let membership = try reading.membership(of: person.key, in: found.group.key)
    var asked = turn
    asked.actor = person
    asked.actor.isAdmin = try person.isAdmin || reading.isAppointed(person, by: turn.appointed)
    return try verdict(
      on: action, Found(Related(group: found.group, membership: membership), by: found.reference), person,
      from: reading, during: asked, isOther: true)
  }

  /// - Parameter turn: As if the person had asked.
  private func verdict(
    on action: Action, _ found: Found, _ person: Person, from reading: any Reading, during turn: Turn,
    isOther: Bool = false
  ) throws -> Reply {
    let hasContents = try action == .delete && !reading.contents(of: found.group.key).isEmpty
    var words: [String: Phrase.Argument] = [
      "person": .person(person),
      "action": .phrase(Phrase("action.\(action.rawValue)", Denied.arguments(action, found.group, nil))),
    ]
    let other = isOther ? "-other" : ""
    switch found.decide(action, during: turn, preconditions: Facts.Preconditions(hasContents: hasContents)) {
    case .allow(let permit):
      words["row"] = .command(permit.row.id)
      return Reply(Phrase("can.yes\(other)", words))
    case .deny(let denial):
      words["row"] = .command(denial.row.id)
      guard denial.question != .visible else { return Reply(Phrase("can.unseen", words)) }
      let told = try Denied(denial: denial, group: found.group).reply(from: reading, during: turn)
      let blocks: [Reply.Block] = [.paragraph(Phrase("can.no\(other)", words))]
      return Reply(blocks + (isOther ? [.paragraph(Phrase("can.told", words))] : []) + told.blocks)
    }
  }

  /// What the verb asks for, of what has a command.
  private func action() throws(Refusal) -> Action {
    let verbs = CommandCatalog.all.map { $0.usage }.filter { $0.roots == .groups }.map { $0.verb }
      .filter { Action(rawValue: $0)?.needsGroup == true }
    guard let action = Action(rawValue: verb), verbs.contains(verb) else {
      let suggestions = verbs.nearest(to: verb, most: 3).map { "/\(root) can I \($0) \(reference.typed)" }
      throw .usage(.unknownVerb(verb, root: "\(root) can", suggestions: suggestions))
    }
    return action
  }
}
