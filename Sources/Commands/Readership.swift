package import Domain
import Permissions

/// Who is told something, and what of it they may read now; what concerns many is looked up for all of them at once.
package struct Readership {
  private let turn: Turn
  private var people: [PersonKey: Person] = [:]
  /// What is known of who is what; `nil` for who is nothing there.
  private var memberships: [GroupKey: [PersonKey: Membership?]] = [:]
  private var groups: [GroupKey: Group?] = [:]

  package init(during turn: Turn, in reading: some Reading) throws {
    self.turn = turn
    for notice in turn.notices where notice.people.count > Self.few {
      guard let key = notice.group, memberships[key] == nil, let group = try group(key, in: reading),
        notice.people.count >= group.memberCount / Self.share
      else { continue }
      let members = try reading.members(of: key, with: [.owner, .moderator, .member], limit: .max)
      for member in members { people[member.person.key] = member.person }
      memberships[key] = Dictionary(
        members.map { ($0.person.key, $0.membership) }, uniquingKeysWith: { one, _ in one })
    }
  }

  package func person(_ key: PersonKey, in reading: some Reading) throws -> Person? {
    try people[key] ?? reading.person(key)
  }

  /// The same without the actor's name, where somebody from outside may not know of the administrator who acted.
  package mutating func veiled(
    _ parts: [PersonalNotice.Part], to reader: Person, in reading: some Reading
  ) throws -> [PersonalNotice.Part] {
    let actor = turn.actor
    guard reader.isExternal, actor.admin(at: turn.now) == .on, try !reading.shareGroup(reader.key, actor.key) else {
      return parts
    }
    return try parts.map { part in
      // Who is invited may know by whom.
      let inviter = try part.group.flatMap { try membership(of: reader.key, in: $0, in: reading)?.inviter }
      guard inviter != actor.key else { return part }
      let veil = Phrase.Argument.phrase(Phrase("notice.administrator"))
      return PersonalNotice.Part(about: part.group, part.sentences.map { $0.replacing(actor, by: veil) })
    }
  }

  /// What of it somebody may read, outside of any room; what asked for an answer that it has by now isn't told again.
  ///
  /// - Parameter told: when that was told.
  package mutating func readable(
    _ parts: [PersonalNotice.Part], at told: Moment, by reader: Person, in reading: some Reading
  ) throws -> [PersonalNotice.Part] {
    var turn = turn
    turn.actor = reader
    turn.isOverheard = false
    return try parts.filter { part in
      guard let key = part.group else { return true }
      guard let group = try group(key, in: reading) else { return false }
      let membership = try membership(of: reader.key, in: key, in: reading)
      guard Found(Related(group: group, membership: membership), typed: "").isVisible(to: turn) else { return false }
      guard let (person, standing) = part.question(to: reader.key) else { return true }
      guard let asked = try self.membership(of: person, in: key, in: reading) else { return false }
      return asked.standing == standing && asked.since <= told
    }
  }

  private mutating func membership(
    of person: PersonKey, in group: GroupKey, in reading: some Reading
  ) throws -> Membership? {
    if let known = memberships[group]?[person] { return known }
    let membership = try reading.membership(of: person, in: group)
    memberships[group, default: [:]][person] = .some(membership)
    return membership
  }

  /// `nil` when it is gone.
  package mutating func group(_ key: GroupKey, in reading: some Reading) throws -> Group? {
    if let known = groups[key] { return known }
    let group = try reading.group(key)
    groups[key] = .some(group)
    return group
  }

  /// Up to so many are looked up one by one.
  private static let few = 10
  /// All members are read at once where at least one in so many of them is told.
  private static let share = 4
}

extension PersonalNotice.Part {
  /// Who has which standing for as long as it waits for an answer; `nil` where it asks for none.
  fileprivate func question(to reader: PersonKey) -> (person: PersonKey, standing: Standing)? {
    switch sentences.first?.key {
    case "notice.invited", "notice.reminded", "notice.offered": return (reader, .invited)
    case "notice.requested":
      guard case .person(let requester) = sentences.first?.arguments["actor"] else { return nil }
      return (requester.key, .requester)
    default: return nil
    }
  }
}
