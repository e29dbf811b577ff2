import Domain
import Permissions

/// A command that makes people something else to a group, such as moderators of it.
protocol StandingCommand: GroupCommand {
  static var action: Action { get }
  /// What they become.
  static var standing: Standing { get }

  var people: [PersonReference] { get }
}

extension StandingCommand {
  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let people = try people.meet(in: &workspace, during: turn, about: found)
    let decided = try found.make(people, Self.standing, by: Self.action, in: &workspace, during: turn)
    try turn.tell(decided.people, became: Self.action, in: found, from: workspace)
    return Reply([.paragraph(decided.sentence(for: Self.action, in: found.group))] + decided.refusals(in: found.group))
  }
}

extension Decided {
  /// What is true now of those for whom the action was carried out.
  func sentence(for action: Action, in group: Group) -> Phrase {
    group.became(action.rawValue, people(by: action))
  }
}

extension Group {
  /// What is true now of people who became something else to it.
  func became(_ key: String, _ people: [Person]) -> Phrase {
    phrase(
      "become.\(key)",
      [
        "people": .people(people), "count": .number(people.count),
        "undo": command("unban", people.first?.typed ?? "", "in"),
      ])
  }
}

extension Turn {
  /// Tells people what they are to the group from now on, and its staff of it.
  ///
  /// - Parameter key: Which sentence says it; the action's own when `nil`.
  mutating func tell(
    _ people: [Person], became action: Action, as key: String? = nil, in found: Found, from reading: some Reading
  ) throws {
    guard !people.isEmpty else { return }
    let (group, key) = (found.group, key ?? action.rawValue)
    // Whoever is put out of a hidden group can't see it any more, and is told all the same.
    let isAbout = action != .remove && action != .ban && action != .reject && action != .revoke
    tell(
      people.map(\.key), about: isAbout ? group.key : nil,
      group.phrase("notice.become.\(key)", ["actor": .person(actor)]))
    // An invitation taken back, a request turned down, and a ban, are between the two.
    guard ![.revoke, .reject, .ban, .unban].contains(action) else { return }
    tell(
      try found.staff(in: reading).filter { key in !people.contains { $0.key == key } }, about: group.key,
      group.phrase(
        "notice.staff.\(key)",
        ["people": .people(people), "count": .number(people.count), "actor": .person(actor)]))
  }
}
