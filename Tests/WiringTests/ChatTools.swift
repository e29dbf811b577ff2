import CommandLanguage
import Domain
import Engine
import Foundation
import Storage
import Testing
import Texts

@testable import Commands
@testable import Permissions

extension Chat {
  /// Says line after line: who, what, what the answer is, and its words, in which `…` stands for any text.
  ///
  /// Where the answer is `confirm, done`, who said it says Yes as well, and the words are those of the second answer.
  func talk(
    _ lines: [(name: String, text: String, outcome: String, reply: String)],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    for line in lines {
      var heard = await says(line.name, line.text)
      var outcome = heard.outcome
      if let code = heard.code, line.outcome != outcome {
        heard = await says(line.name, "/project confirm \(code)")
        outcome += ", " + heard.outcome
      }
      let isAsExpected = outcome == line.outcome && heard.text.matches(line.reply)
      #expect(
        isAsExpected, "\(line.name) > \(line.text)\n\(outcome)\n\(heard.text)", sourceLocation: sourceLocation)
    }
  }

  /// The group of this name, whoever may see it.
  func group(_ name: String) async throws -> Group? {
    try await store.snapshot { reading in
      try reading.groups(
        GroupFilter(name: .whole(NameFolding().folded(name))), in: .everything(PersonKey("")), after: nil, limit: 1
      ).first?.group
    }
  }

  /// The group of this name that somebody owns.
  func group(_ name: String, ownedBy owner: String) async throws -> Group? {
    let owner = try await person(owner).key
    return try await store.snapshot { reading in
      try reading.groups(
        GroupFilter(name: .whole(NameFolding().folded(name)), owner: owner), in: .everything(owner), after: nil,
        limit: 1
      ).first?.group
    }
  }

  func person(_ name: String) async throws -> Person {
    try #require(try await store.snapshot { try $0.person(Account(connection: "chat", user: name)) })
  }

  /// Everything that a command could have changed of a group.
  func trace(_ name: String) async throws -> [String] {
    guard let group = try await group(name) else { return [] }
    return try await store.snapshot { reading in
      try ["\(group)", "\(try reading.log(of: group.key, skipping: 0, limit: 1))"]
        + reading.members(of: group.key, with: Standing.allCases, limit: 99).map { "\($0)" }
    }
  }

  /// Everything that a command could have changed of anything.
  func trace() async throws -> [String] {
    let groups = try await store.snapshot { reading in
      try reading.groups(GroupFilter(), in: .everything(PersonKey("")), after: nil, limit: 999).map(\.group)
    }
    let people = try await store.snapshot { reading in
      try ["ann", "bob", "root"].map {
        "\(try reading.person(Account(connection: "chat", user: $0))?.isAdmin ?? false)"
      }
        + reading.log(of: GroupKey(""), skipping: 0, limit: 99).map { "\($0)" }
    }
    var trace = people
    for group in groups { trace += try await self.trace(group.name.text) }
    return trace
  }

  // MARK: - What there is no command for

  /// Somebody from outside, as an invitation by link would make known.
  func know(external name: String) async throws {
    let person = Person(
      key: PersonKey("x-\(name)"), name: name, handle: name, account: Account(connection: "chat", user: name),
      isExternal: true)
    try await store.transaction { try $0.know(person, as: name, at: .start) }
  }

  /// Lets somebody in by the group's owner, who may not even see that person.
  func turnIn(_ name: String, to group: String, by owner: String) async throws {
    let (person, owner, group) = (
      try await person(name), try await person(owner), try #require(try await self.group(group))
    )
    try await store.transaction { transaction in
      let member = Membership(person: person.key, standing: .member, since: .start)
      try transaction.apply(
        .setMembership(member), by: .to(.add, group.key, by: owner.key, target: person.key), at: .start)
    }
  }

  /// Lets so many in by the group's owner.
  func fill(_ group: String, with count: Int) async throws {
    let group = try #require(try await self.group(group))
    try await store.transaction { transaction in
      for name in (0..<count).map({ "p\($0)" }) {
        let person = Person(
          key: PersonKey(name), name: name, handle: name, account: Account(connection: "chat", user: name))
        try transaction.know(person, as: name, at: .start)
        try transaction.apply(
          .setMembership(Membership(person: person.key, standing: .member, since: .start)),
          by: .to(.add, group.key, by: group.owner, target: person.key), at: .start)
      }
    }
  }

  /// Sets levels, whatever the rules say to that.
  func set(_ levels: [FeatureOperation: Level], of name: String) async throws {
    let group = try #require(try await group(name))
    var settings = group.settings
    settings.levels = levels
    try await store.transaction { [settings] in
      try $0.apply(.setSettings(settings), by: .to(.settings, group.key, by: group.owner), at: .start)
    }
  }

  func turnAdminModeOn(_ name: String) async throws {
    let person = try await person(name)
    try await store.transaction { transaction in
      try transaction.apply(
        .portal(.adminMode(until: .start + .hours(1_000))), by: .to(.adminOn, nil, by: person.key), at: .start)
    }
  }

  /// A task, which the group's owner gives to somebody.
  func add(task title: String, for name: String, to group: String, due: Moment? = nil) async throws {
    let (person, group) = (try await person(name), try #require(try await self.group(group)))
    let ticket = Ticket(
      key: TicketKey("t-\(title.lowercased())"), group: group.key, title: title, folded: title.lowercased(),
      creator: group.owner, responsible: person.key, due: due, created: .start)
    try await store.transaction {
      try $0.apply(.addTicket(ticket), by: .to(.taskAdd, group.key, by: group.owner), at: .start)
    }
  }

  func add(file name: String, to group: String) async throws {
    let group = try #require(try await self.group(group))
    let file = SharedFile(
      group: group.key, name: name, folded: name.lowercased(), url: "https://files.example/1", by: group.owner,
      at: .start)
    try await store.transaction {
      try $0.apply(.shareFile(file), by: .to(.fileShare, group.key, by: group.owner), at: .start)
    }
  }

  /// The titles of somebody's open tasks.
  func openTasks(of name: String, in group: String) async throws -> [String] {
    let (person, group) = (try await person(name), try #require(try await self.group(group)))
    let tickets = try await store.snapshot { try $0.openTickets(of: person.key, in: group.key, limit: 99) }
    return tickets.map(\.title).sorted { $0 > $1 }
  }
}

extension Chat.Heard {
  /// The code in a question that waits for Yes.
  var code: String? {
    guard outcome == "confirm", let start = text.range(of: "confirm ")?.upperBound else { return nil }
    return String(text[start...].prefix { $0.isLetter || $0.isNumber })
  }
}

extension Moment {
  /// When every chat begins.
  static let start = Moment(seconds: 1_795_456_800)
}

extension Permit {
  /// A permit as the engine would give it.
  fileprivate static func to(
    _ action: Action, _ group: GroupKey?, by actor: PersonKey, target: PersonKey? = nil
  ) -> Permit {
    Permit(
      action, Subject(actor: actor, group: group, target: target), row: "X7", inAdminMode: false, condition: nil,
      seesGroup: true, joinsAs: .member)
  }
}
