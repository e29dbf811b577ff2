package import Domain
package import Permissions

/// A message to people whom a change concerns, besides the reply; the engine sees to it that it reaches them.
package struct Notice: Sendable, Equatable {
  /// In the order in which they were found, without who made the change.
  package let people: [PersonKey]
  /// The group that it names: who may no longer see it by the time of reading isn't told.
  ///
  /// `nil` where it has to be told all the same, such as to somebody who was removed from a hidden group.
  package let group: GroupKey?
  package let sentences: [Phrase]

  package init(to people: [PersonKey], about group: GroupKey?, _ sentences: [Phrase]) {
    self.people = people
    self.group = group
    self.sentences = sentences
  }
}

extension Turn {
  /// Tells people of a change, unless they made it themselves.
  mutating func tell(_ people: [PersonKey], about group: GroupKey?, _ sentences: Phrase...) {
    let others = people.filter { $0 != actor.key }
    if !others.isEmpty { notices.append(Notice(to: others, about: group, sentences)) }
  }
}

extension Turn {
  /// Tells the owners of what was done in their groups in Admin Mode, as the log says it.
  ///
  /// Whoever owned a group then is told all the same when it is gone by the time of reading, or out of sight.
  package mutating func tellOwners(of acts: [Act], in reading: some Reading) throws {
    for act in acts {
      guard act.inAdminMode, let group = act.before else { continue }
      let line = try reading.log(of: group.key, skipping: 0, limit: acts.count).first { line in
        line.action == act.action && line.target == act.subject.target
      }
      let what = try line?.phrase(in: reading) ?? Phrase("log.did.\(act.action.rawValue)", ["actor": .person(actor)])
      tell([group.owner], about: nil, group.phrase("notice.admin-mode", ["what": .phrase(what)]))
    }
  }
}

extension Found {
  /// Owner and moderators who want notices, whom requests and answers concern.
  func staff(in reading: some Reading) throws -> [PersonKey] {
    try reading.followers(of: group.key, with: [.owner, .moderator], limit: Self.mostStaff)
  }

  /// Who decides about requests: the owner, and the moderators where they may.
  func deciders(in reading: some Reading, limit: Int = Self.mostStaff) throws -> [Person] {
    let standings: [Standing] = group.settings.inviters == .owner ? [.owner] : [.owner, .moderator]
    return try reading.members(of: group.key, with: standings, limit: limit).map(\.person)
  }

  static let mostStaff = 1_000
}
