import CommandLanguage
import Domain
import Permissions

/// `/project privacy X to LEVEL`: who finds the group and how one gets in.
struct SetPrivacy: GroupCommand, ConfirmedCommand {
  static let usage = Usage(
    .groups, "privacy", .group, .choice("privacy", Privacy.allCases.map { $0.rawValue }).after(.to),
    examples: ["project privacy Apollo to private"])

  let reference: GroupReference
  let privacy: Privacy

  init(_ arguments: inout Arguments) throws(UsageError) {
    privacy = try arguments.choice("privacy", Privacy.self)
    reference = try GroupReference(&arguments)
  }

  /// What was hidden and is shown to everybody can't be hidden again from who has seen it.
  func consequences(in reading: any Reading, during turn: Turn) throws -> Reply? {
    let found = try reference.find(in: reading, during: turn, toChange: true)
    _ = try found.permit(.privacy, during: turn)
    guard found.group.privacy == .hidden, privacy != .hidden else { return nil }
    return Reply(found.group.phrase("privacy-change.confirm.\(privacy.rawValue)"))
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.privacy, during: turn)
    let group = found.group
    guard group.privacy != privacy else { return Reply(group.phrase("privacy-change.same.\(privacy.rawValue)")) }
    let requesters = try workspace.members(of: group.key, with: [.requester], limit: .max)
    try workspace.apply(.setPrivacy(privacy), by: permit, at: turn.now)
    let done = group.phrase("privacy-change.done.\(privacy.rawValue)")
    guard !requesters.isEmpty, privacy != .private else { return Reply(done) }
    turn.tell(requesters, becauseOf: privacy, of: group)
    let asked: [String: Phrase.Argument] = [
      "people": .people(requesters.map(\.person)), "count": .number(requesters.count),
    ]
    return Reply(done, Phrase("privacy-change.requests.\(privacy.rawValue)", asked))
  }
}

extension Turn {
  /// Tells those who had asked to join what the new privacy makes of their requests.
  mutating func tell(_ requesters: [Member], becauseOf privacy: Privacy, of group: Group) {
    guard privacy != .private else { return }
    tell(
      requesters.map(\.person.key), about: privacy == .public ? group.key : nil,
      group.phrase("notice.requests.\(privacy.rawValue)"))
  }
}
