import Commands
import Domain
import Engine
import Talks
import Texts

@testable import Permissions

/// What is said in one world before the others listen, line by line, a second apart.
struct Script {
  private let world: World
  private var number: Int
  private var now: Moment

  /// - Parameter minutes: how long it is ago when the conversations begin.
  init(_ world: World, from number: Int, minutes: Int64) {
    self.world = world
    self.number = number
    now = .start - .minutes(minutes)
  }

  mutating func says(_ speaker: Speaker, _ text: String) async throws {
    number += 1
    now = now + .seconds(1)
    let line = Line(speaker, text, number: number)
    let seen = await world.hear(line, at: now)
    // Whatever was said had to be done, else the worlds are poorer than they seem.
    let isTaken = String(decoding: seen.bytes.prefix(8), as: UTF8.self) == "HTTP 200"
    guard isTaken, let reply = seen.message?.text, !reply.hasPrefix("There is no") else {
      throw Misunderstood(line: "\(line)", reply: seen.message?.text ?? "")
    }
  }

  struct Misunderstood: Error {
    let line: String
    let reply: String
  }
}

// MARK: - What there is no command for

extension World {
  /// All groups, whoever may see them, in the order in which they were made.
  func groups() async throws -> [Group] {
    try await store.snapshot { reading in
      try reading.groups(GroupFilter(), in: .everything(PersonKey("")), after: nil, limit: 1_000).map(\.group)
    }.sorted { ($0.created, $0.key.text) < ($1.created, $1.key.text) }
  }

  func key(of speaker: Speaker) async throws -> PersonKey? {
    try await store.snapshot { try $0.person(speaker.account)?.key }
  }

  /// The bystander or observer with that key.
  func speaker(_ key: PersonKey) async throws -> Speaker {
    for speaker in Speaker.employees where try await self.key(of: speaker) == key { return speaker }
    return .ann
  }

  /// Somebody from outside, as an invitation by link would make known.
  func know(external speaker: Speaker, handle: String) async throws {
    let person = Person(
      key: PersonKey("x-\(speaker.name)"), name: handle, handle: handle, account: speaker.account, isExternal: true)
    try await store.transaction { try $0.know(person, as: handle, at: .start) }
  }

  /// The first group of that name, whoever may see it.
  func group(_ name: String) async throws -> Group {
    guard let group = try await groups().first(where: { $0.name.text == name }) else { throw Missing(group: name) }
    return group
  }

  struct Missing: Error {
    let group: String
  }

  /// Lets somebody in, or be something else to the group, by its owner, who may not even see that person.
  func letIn(_ speaker: Speaker, to group: Group, as standing: Standing = .member) async throws {
    let account = speaker.account
    let action: Action = standing == .banned ? .ban : standing == .invited ? .invite : .add
    try await store.transaction { transaction in
      guard let person = try transaction.person(account) else { return }
      try transaction.apply(
        .setMembership(
          Membership(
            person: person.key, standing: standing, inviter: standing == .invited ? group.owner : nil, since: .start)),
        by: .to(action, group.key, by: group.owner, target: person.key), at: .start)
    }
  }

  func add(task title: String, for speaker: Speaker, to group: Group) async throws {
    let account = speaker.account
    try await store.transaction { transaction in
      guard let person = try transaction.person(account) else { return }
      let folded = NameFolding().folded(title)
      let ticket = Ticket(
        key: TicketKey("t-\(folded)-\(group.key)"), group: group.key, title: title, folded: folded,
        creator: group.owner, responsible: person.key, created: .start)
      try transaction.apply(.addTicket(ticket), by: .to(.taskAdd, group.key, by: group.owner), at: .start)
    }
  }
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
