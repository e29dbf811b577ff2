package import Domain
package import Permissions

/// A denial about a group that the actor may see; the engine words it with who can help.
package struct Denied: Error, Sendable {
  package let denial: Denial
  /// `nil` for what needs no group.
  package let group: Group?

  package init(denial: Denial, group: Group?) {
    self.denial = denial
    self.group = group
  }

  /// The reply: why, the smallest change that would allow it, and up to three people who can do it now.
  package func reply(from reading: some Reading, to actor: Person) throws -> Reply {
    var arguments: [String: Phrase.Argument] = [:]
    var sentences: [Phrase] = []
    if let group {
      arguments["group"] = .text(group.name.text)
      arguments["command"] = .command("/\(group.kind.rawValue) \(denial.action.rawValue) \(group.key)")
      arguments["unarchive"] = .command("/\(group.kind.rawValue) unarchive \(group.key)")
    }
    arguments["action"] = .phrase(Phrase("action.\(denial.action.rawValue)", arguments))
    sentences.append(Phrase("denied.\(denial.reason)", arguments))
    if let group, !denial.helpers.isEmpty {
      let helpers = try reading.members(of: group.key, with: denial.helpers, limit: 3).map(\.person)
        .filter { $0.key != actor.key }
      if !helpers.isEmpty { sentences.append(Phrase("denied.ask", ["people": .people(helpers)])) }
    }
    if denial.adminModeHelps, actor.isAdmin {
      sentences.append(Phrase("denied.admin-mode", ["command": .command("/admin on")]))
    }
    return Reply(sentences.map(Reply.Block.paragraph))
  }
}
