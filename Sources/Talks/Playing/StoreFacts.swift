import Commands
import Domain
import Engine
import Texts

/// Compares what a talk says of the store with what the store holds.
struct StoreFacts {
  let bot: any TalkBot
  let cast: Cast
  let folding: any Folding

  /// A fact that is not so.
  struct Difference: Sendable, Equatable {
    let expected: String
    let came: String
  }

  func differences(_ name: GroupName, _ facts: [GroupFact]) async throws -> [Difference] {
    let folded = folding.folded(name.text)
    let accounts = cast.members.mapValues(\.account)
    return try await bot.snapshot { reading in
      guard let group = try reading.group(name, folded: folded) else {
        return facts == [.gone] ? [] : [Difference(expected: "a group \(name)", came: "there is none")]
      }
      var differences: [Difference] = []
      func compare(_ expected: String, _ came: String) {
        if expected != came { differences.append(Difference(expected: expected, came: came)) }
      }
      for fact in facts {
        switch fact {
        case .gone: compare("no group \(name)", "there is one")
        case .kind(let kind): compare("kind \(kind.rawValue)", "kind \(group.kind.rawValue)")
        case .privacy(let privacy): compare("privacy \(privacy.rawValue)", "privacy \(group.privacy.rawValue)")
        case .archived(let isArchived):
          compare("archived \(isArchived ? "yes" : "no")", "archived \(group.archived != nil ? "yes" : "no")")
        case .members(let count): compare("members \(count)", "members \(group.memberCount)")
        case .owner(let person):
          let owner = try reading.person(group.owner)
          compare("owner \(person)", "owner \(accounts.first { $0.value == owner?.account }?.key ?? "somebody else")")
        case .date(let boundary, let day, let zone):
          let moment = boundary == .from ? group.dates.from : group.dates.until
          compare("\(boundary.rawValue) \(day)", "\(boundary.rawValue) \(moment.map(zone.day) ?? "none")")
        case .standing(let person, let standing):
          let known = try accounts[person].flatMap { try reading.person($0) }
          let came = try known.flatMap { try reading.membership(of: $0.key, in: group.key)?.standing } ?? .none
          compare("standing \(person) \(standing.rawValue)", "standing \(person) \(came.rawValue)")
        }
      }
      return differences
    }
  }

  func differences(task title: String, _ facts: [TaskFact]) async throws -> [Difference] {
    let folded = folding.folded(title)
    let accounts = cast.members.mapValues(\.account)
    return try await bot.snapshot { reading in
      let all = try reading.groups(GroupFilter(), in: .everything(PersonKey("")), after: nil, limit: 1_000)
      let found = try all.flatMap { related in
        try reading.tickets(of: related.group.key, isOpen: nil, limit: 1_000).map { (related.group, $0) }
      }.first { $0.1.folded == folded }
      guard let (group, ticket) = found else {
        return facts == [.gone] ? [] : [Difference(expected: "a task “\(title)”", came: "there is no task “\(title)”")]
      }
      var differences: [Difference] = []
      func compare(_ expected: String, _ came: String) {
        if expected != came { differences.append(Difference(expected: expected, came: came)) }
      }
      for fact in facts {
        switch fact {
        case .gone: compare("no task “\(title)”", "there is one")
        case .status(let status): compare("status \(status.rawValue)", "status \(ticket.status.rawValue)")
        case .due(let day, let zone): compare("due \(day)", "due \(ticket.due.map(zone.day) ?? "none")")
        case .group(let name): compare("group \(name)", "group \(group.name.text)")
        case .responsible(let person):
          let account = try reading.person(ticket.responsible)?.account
          compare(
            "responsible \(person)",
            "responsible \(accounts.first { $0.value == account }?.key ?? "somebody else")")
        }
      }
      return differences
    }
  }

  /// How often the log of the group has an entry.
  ///
  /// - Parameter gone: What the group's key was, should it be deleted: its log stays.
  func difference(_ name: GroupName, gone: GroupKey?, _ entry: String, _ times: Int) async throws -> Difference? {
    let folded = folding.folded(name.text)
    return try await bot.snapshot { reading in
      let deleted = try gone.flatMap { try reading.group($0) == nil ? $0 : nil }
      guard let key = try reading.group(name, folded: folded)?.key ?? deleted else {
        return Difference(expected: "a group \(name)", came: "there is none")
      }
      let entries = try reading.log(of: key, skipping: 0, limit: 1_000).compactMap(\.action.logEntry)
      let count = entries.count { $0 == entry }
      guard count != times else { return nil }
      return Difference(
        expected: "\(entry) ×\(times)",
        came: "\(entry) ×\(count); the log has \(entries.reversed().joined(separator: ", "))")
    }
  }
}

extension StoreFacts {
  /// The keys of the groups that have these names now.
  func keys(of names: Set<GroupName>) async throws -> [GroupName: GroupKey] {
    let folding = folding
    return try await bot.snapshot { reading in
      var keys: [GroupName: GroupKey] = [:]
      for name in names { keys[name] = try reading.group(name, folded: folding.folded(name.text))?.key }
      return keys
    }
  }
}

extension Reading {
  /// The group of that name, of several the one that was made at that place.
  fileprivate func group(_ name: GroupName, folded: String) throws -> Group? {
    let found = try groups(
      GroupFilter(name: .whole(folded)), in: .everything(PersonKey("")), after: nil, limit: 100
    ).map(\.group)
      .sorted { ($0.created, $0.key.text) < ($1.created, $1.key.text) }
    return found.count < name.number ? nil : found[name.number - 1]
  }
}
