package import Domain
package import Permissions

/// A denial about a group that the actor may see; the engine words it with who can help.
package struct Denied: Error, Sendable {
  package let denial: Denial
  /// `nil` for what needs no group.
  package let group: Group?
  /// The person whom the action is about.
  package let target: Person?
  /// The others who were named in the same command; it was denied for each of them as well.
  package let others: [Case]
  /// What stands in the way, such as the tasks inside.
  package let details: [Reply.Block]

  package init(
    denial: Denial, group: Group?, target: Person? = nil, others: [Case] = [], details: [Reply.Block] = []
  ) {
    self.denial = denial
    self.group = group
    self.target = target
    self.others = others
    self.details = details
  }

  /// A denial, and whom it is about.
  package struct Case: Sendable {
    package let denial: Denial
    package let target: Person
  }

  /// The reply: why, the smallest change that would allow it, and up to three people who can do it now.
  package func reply(from reading: some Reading, to actor: Person) throws -> Reply {
    var blocks = [Reply.Block.paragraph(Self.sentence(denial, group, target))]
    blocks += others.map { .paragraph(Self.sentence($0.denial, group, $0.target)) } + details
    if let group, !helpers.isEmpty {
      let helpers = try reading.members(of: group.key, with: helpers, limit: 4).map(\.person)
        .filter { $0.key != actor.key }.prefix(3).map(\.self)
      if !helpers.isEmpty { blocks.append(.paragraph(Phrase("denied.ask", ["people": .people(helpers)]))) }
    }
    if denial.adminModeHelps, actor.isAdmin {
      blocks.append(.paragraph(Phrase("denied.admin-mode", ["command": .command("/admin on")])))
    }
    return Reply(blocks)
  }

  /// Who of the group could change it: the owner brings back what is archived.
  private var helpers: [Standing] {
    denial.reason == Reason.archived.rawValue ? [.owner] : denial.helpers
  }

  /// Why, in a sentence that can name the group and the person.
  static func sentence(_ denial: Denial, _ group: Group?, _ target: Person?) -> Phrase {
    var arguments = arguments(denial.action, group, target)
    arguments["action"] = .phrase(Phrase("action.\(denial.action.rawValue)", arguments))
    return Phrase("denied.\(denial.reason)", arguments)
  }

  /// What the sentences about an action can name.
  static func arguments(_ action: Action, _ group: Group?, _ target: Person?) -> [String: Phrase.Argument] {
    var arguments: [String: Phrase.Argument] = [:]
    if let group {
      arguments["group"] = .text(group.name.text)
      arguments["unarchive"] = group.command("unarchive")
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
}
