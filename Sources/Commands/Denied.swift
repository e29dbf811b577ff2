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
  ///
  /// - Parameter appointed: The administrators whom `bot.yaml` names.
  package func reply(from reading: some Reading, to actor: Person, appointed: Set<Account>) throws -> Reply {
    var blocks = [Reply.Block.paragraph(Self.sentence(denial, group, target, asked: asked))]
    blocks += others.map { .paragraph(Self.sentence($0.denial, group, $0.target)) } + details
    let helpers = try helpers(from: reading, to: actor, appointed).filter { $0.key != actor.key }.prefix(3)
    if !helpers.isEmpty { blocks.append(.paragraph(Phrase("denied.ask", ["people": .people(Array(helpers))]))) }
    if denial.adminModeHelps, actor.isAdmin {
      blocks.append(.paragraph(Phrase("denied.admin-mode", ["command": .command("/admin on")])))
    }
    return Reply(blocks)
  }

  /// Why, in a sentence that can name the group and the person.
  static func sentence(_ denial: Denial, _ group: Group?, _ target: Person?, asked: String? = nil) -> Phrase {
    var arguments = arguments(denial.action, group, target)
    arguments["action"] = .phrase(Phrase(asked ?? "action.\(denial.action.rawValue)", arguments))
    if denial.reason == .wrongKind, [.convert, .dates].contains(denial.action) {
      return Phrase("denied.wrong-kind-\(denial.action.rawValue)", arguments)
    }
    return Phrase("denied.\(denial.reason.rawValue)", arguments)
  }

  /// What the sentences about an action can name.
  static func arguments(_ action: Action, _ group: Group?, _ target: Person?) -> [String: Phrase.Argument] {
    var arguments: [String: Phrase.Argument] = [:]
    if let group {
      arguments["group"] = .text(group.name.text)
      arguments["kind"] = .phrase(Phrase("kind.a.\(group.kind.rawValue)"))
      arguments["unarchive"] = group.command("unarchive")
      arguments["convert"] = group.command("convert", then: "to project")
    }
    guard let target else { return arguments }
    arguments["person"] = .person(target)
    if let group {
      for (verb, word) in [("revoke", "from"), ("approve", "in"), ("unban", "in")] {
        arguments[verb] = group.command(verb, target.typed, word)
      }
    }
    return arguments
  }

  /// Who could do it now: the owner brings back what is archived, and an administrator of one's own company does more.
  private func helpers(
    from reading: some Reading, to actor: Person, _ appointed: Set<Account>
  ) throws -> [Person] {
    if denial.reason == .onlyAdmins || denial.reason == .onlyAdminMode {
      return actor.isAdmin || actor.isExternal ? [] : try Administrators(in: reading, appointed: appointed).people
    }
    let standings = denial.reason == .archived ? [.owner] : denial.helpers.values
    guard let group, !standings.isEmpty else { return [] }
    return try reading.members(of: group.key, with: standings, limit: 4).map(\.person)
  }
}
