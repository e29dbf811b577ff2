package import Domain
package import Permissions

/// A denial that the actor may know the reason of; the engine words it with who can help.
package struct Denied: Error, Sendable {
  package let denial: Denial
  /// What was asked, where the rules decide it as they decide another action: a key among the texts, such as
  /// `action.admin-people`.
  package let asked: String?
  /// `nil` for what needs no group.
  package let group: Group?
  /// The person whom the action is about.
  package let target: Person?
  /// The others who were named in the same command; it was denied for each of them as well.
  package let others: [Case]
  /// What stands in the way, such as the tasks inside.
  package let details: [Reply.Block]

  package init(
    denial: Denial, asked: String? = nil, group: Group?, target: Person? = nil, others: [Case] = [],
    details: [Reply.Block] = []
  ) {
    self.denial = denial
    self.asked = asked
    self.group = group
    self.target = target
    self.others = others
    self.details = details
  }

  /// Denied by the row that would have allowed it, for a reason that is not the rules' to know.
  init(_ action: Action, row: Row, reason: Reason, about target: Person) {
    self.init(
      denial: Denial(action: action, row: row, question: .target, reason: reason), group: nil, target: target)
  }

  /// A denial, and whom it is about.
  package struct Case: Sendable {
    package let denial: Denial
    package let target: Person
  }

  /// The reply: why, the smallest change that would allow it, and up to three people who can do it now.
  package func reply(from reading: some Reading, during turn: Turn) throws -> Reply {
    let actor = turn.actor
    let sentence = Self.sentence(denial, group, target, toOneself: target?.key == actor.key, asked: asked)
    var blocks = [Reply.Block.paragraph(sentence)]
    blocks += others.map { .paragraph(Self.sentence($0.denial, group, $0.target)) } + details
    if let membership = try membership(from: reading, during: turn) { blocks.append(.paragraph(membership)) }
    if let remedy = try remedy(from: reading, during: turn) { blocks.append(.paragraph(remedy)) }
    if denial.adminModeHelps, actor.isAdmin {
      blocks.append(.paragraph(Phrase("denied.admin-mode", ["command": .command("/admin on")])))
    }
    return Reply(blocks)
  }

  /// Why, in a sentence that can name the group and the person.
  ///
  /// - Parameter toOneself: Whether the person reads it.
  static func sentence(
    _ denial: Denial, _ group: Group?, _ target: Person?, toOneself: Bool = false, asked: String? = nil
  ) -> Phrase {
    var arguments = arguments(denial.action, group, target)
    arguments["action"] = .phrase(Phrase(asked ?? "action.\(denial.action.rawValue)", arguments))
    return Phrase(denial.sentence(toOneself: toOneself), arguments)
  }

  /// What the sentences about an action can name.
  static func arguments(_ action: Action, _ group: Group?, _ target: Person?) -> [String: Phrase.Argument] {
    var arguments: [String: Phrase.Argument] = [:]
    if let group {
      arguments["group"] = .text(group.name.text)
      arguments["kind"] = .phrase(Phrase("kind.a.\(group.kind.rawValue)"))
      arguments["convert"] = group.command("convert", then: "to project")
      arguments["transfer"] = .usage("/\(group.kind.rawValue) transfer \(group.key) to @PERSON")
      arguments["inviters"] = .phrase(Phrase("level.\(group.settings.inviters.rawValue)"))
    }
    guard let target else { return arguments }
    arguments["person"] = .person(target)
    if let group {
      for (verb, word) in [("revoke", "from"), ("approve", "in"), ("unban", "in"), ("demote", "in")] {
        arguments[verb] = group.command(verb, target.typed, word)
      }
    }
    return arguments
  }

  /// How to become a member at once, where nothing else is missing.
  private func membership(from reading: some Reading, during turn: Turn) throws -> Phrase? {
    guard denial.reason == .onlyMembers, let found = try found(in: reading, during: turn), !found.standing.isInside,
      found.group.privacy == .public, found.allows(.join, during: turn)
    else { return nil }
    return Phrase("denied.join", ["command": found.group.command("join")])
  }

  /// How what stands in the way can be lifted, or who can do it now.
  private func remedy(from reading: some Reading, during turn: Turn) throws -> Phrase? {
    let actor = turn.actor
    switch denial.reason {
    case .onlyAdmins, .onlyAdminMode:
      guard !actor.isAdmin, !actor.isExternal else { return nil }
      return try ask("denied.ask", Administrators(in: reading, appointed: turn.appointed).people, actor)
    case .archived, .alreadyArchived:
      guard let found = try found(in: reading, during: turn) else { return nil }
      switch found.decide(.unarchive, during: turn) {
      case .allow: return Phrase("archive.next", ["command": found.group.command("unarchive")])
      case .deny(let denial): return try ask("denied.ask-to-unarchive", denial.helpers, from: reading, actor)
      }
    case .banned:
      guard let found = try found(in: reading, during: turn) else { return nil }
      switch found.decide(.unban, toSomebody: .banned, during: turn) {
      case .allow: return nil
      case .deny(let denial): return try ask("denied.ask-to-unban", denial.helpers, from: reading, actor)
      }
    case .targetModerator where denial.action == .ban:
      guard let found = try found(in: reading, during: turn),
        case .deny(let denial) = found.decide(.demote, toSomebody: .moderator, during: turn)
      else { return nil }
      return try ask("denied.ask", denial.helpers, from: reading, actor)
    default: return try ask("denied.ask", denial.helpers, from: reading, actor)
    }
  }

  private func found(in reading: some Reading, during turn: Turn) throws -> Found? {
    try group.map { Found(try reading.related($0, to: turn.actor.key), typed: $0.name.text) }
  }

  private func ask(
    _ key: String, _ helpers: Choice<Standing>, from reading: some Reading, _ actor: Person
  ) throws -> Phrase? {
    guard let group, !helpers.isEmpty else { return nil }
    return ask(key, try reading.members(of: group.key, with: helpers.values, limit: 4).map(\.person), actor)
  }

  private func ask(_ key: String, _ people: [Person], _ actor: Person) -> Phrase? {
    let others = people.filter { $0.key != actor.key }.prefix(3)
    return others.isEmpty ? nil : Phrase(key, ["people": .people(Array(others))])
  }
}
