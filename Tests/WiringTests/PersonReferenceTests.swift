import CommandLanguage
import Domain
import Engine
import Storage
import TestSupport
import Testing
import Texts

@testable import Commands
@testable import Permissions

/// Whom a name means, and for whom.
@Suite(.temporaryDirectory, .tags(.io))
struct PersonReferenceTests {
  /// Who there is: two employees of one handle; in Ann's collab a moderator, a plain member and an external; externals
  /// who were invited by Ann and by the plain member, who asked and who are banned there, and one elsewhere.
  private static let people = [
    Person.of("ann"), .of("bob"), .of("zoe", handle: "Zoë"), .of("bob2", handle: "bob", connection: "other"),
    .of("max"), .of("mod"), .of("kim", isExternal: true), .of("req", isExternal: true), .of("ban", isExternal: true),
    .of("gus", isExternal: true), .of("ivy", isExternal: true), .of("out", isExternal: true),
    .of("twin", handle: "ann", connection: "guests", isExternal: true),
  ]

  @Test(arguments: [
    ("ann", PersonName(handle: "zoe"), "zoe"),
    ("ann", PersonName(handle: "ZOË"), "zoe"),
    ("ann", PersonName(handle: "ann"), "ann"),
    ("ann", PersonName(handle: "Whatever", user: "bob"), "bob"),
    ("ann", PersonName(handle: "bob"), "ambiguous bob bob2"),
    ("ann", PersonName(handle: "other:bob2"), "bob2"),
    ("ann", PersonName(handle: "zo"), "unknown"),
    ("ann", PersonName(handle: "gus"), "gus"),
    ("ann", PersonName(handle: "ivy"), "ivy"),
    ("ann", PersonName(handle: "out"), "unknown"),
    ("ann", PersonName(handle: "out", user: "out"), "unknown"),
    ("ann", PersonName(handle: "chat:out"), "unknown"),
    ("ann", PersonName(handle: "req"), "req"),
    ("ann", PersonName(handle: "ban"), "ban"),
    ("mod", PersonName(handle: "ivy"), "unknown"),
    ("mod", PersonName(handle: "req"), "unknown"),
    ("mod", PersonName(handle: "ban"), "ban"),
    ("max", PersonName(handle: "gus"), "gus"),
    ("max", PersonName(handle: "kim"), "kim"),
    ("max", PersonName(handle: "ivy"), "unknown"),
    ("max", PersonName(handle: "req"), "unknown"),
    ("max", PersonName(handle: "ban"), "unknown"),
    ("ivy", PersonName(handle: "gus"), "unknown"),
    ("ivy", PersonName(handle: "ann"), "unknown"),
    ("zoe", PersonName(handle: "gus"), "unknown"),
    ("zoe", PersonName(handle: "ivy"), "unknown"),
    ("gus", PersonName(handle: "ann"), "ann"),
    ("gus", PersonName(handle: "gus"), "gus"),
    ("gus", PersonName(handle: "zoe"), "unknown"),
    ("gus", PersonName(handle: "zoe", user: "zoe"), "unknown"),
    ("gus", PersonName(handle: "new", user: "new"), "unknown"),
    ("root", PersonName(handle: "out"), "out"),
  ])
  func finds(_ actor: String, _ name: PersonName, _ found: String) async throws {
    let store = try await Self.store()
    let group = try await store.snapshot { try $0.group(GroupKey("k1")) }
    let answer = try await store.transaction { workspace in
      var anyWorkspace: any Workspace = workspace
      guard let person = try workspace.person(PersonKey(actor)), let group else { return "nobody asks" }
      let turn = try Self.turn(of: person)
      let membership = try workspace.membership(of: person.key, in: group.key)
      do throws {
        return try PersonReference(name).meet(
          in: &anyWorkspace, during: turn, about: Found(Related(group: group, membership: membership), typed: "k1")
        ).key.text
      } catch Refusal.unknownPerson {
        return "unknown"
      } catch Refusal.ambiguousPerson(_, let people) {
        return "ambiguous " + people.map(\.key.text).joined(separator: " ")
      }
    }
    #expect(answer == found)
    await store.close()
  }

  @Test func `somebody mentioned by id who never wrote is known from then on`() async throws {
    let store = try await Self.store()
    let people = try await store.transaction { workspace in
      var anyWorkspace: any Workspace = workspace
      let turn = try Self.turn(of: .of("ann"))
      let references = ["new", "bob", "new"].map { PersonReference(PersonName(handle: "Néw", user: $0)) }
      return try references.meet(in: &anyWorkspace, during: turn)
    }
    #expect(people.map(\.key.text) == ["new", "bob"])
    try await store.snapshot { reading throws in
      #expect(try reading.person(Account(connection: "chat", user: "new")) == people[0])
      #expect(try reading.people(handled: .whole("new"), isExternal: false, limit: 9) == [people[0]])
    }
    await store.close()
  }

  @Test func `who was mentioned without a name can be named by the account`() async throws {
    let store = try await Self.store()
    let person = try await store.transaction { workspace in
      var anyWorkspace: any Workspace = workspace
      let reference = PersonReference(PersonName(handle: "", user: "silent"))
      return try reference.meet(in: &anyWorkspace, during: Self.turn(of: .of("ann")))
    }
    #expect(person.typed == "chat:silent")
    try await store.snapshot { reading throws in
      let reference = PersonReference(PersonName(handle: person.typed))
      #expect(try reference.find(in: reading, during: Self.turn(of: .of("ann"))) == person)
    }
    await store.close()
  }

  private static func store() async throws -> SQLiteStore {
    let store = try await SQLiteStore.open(
      path: TemporaryDirectory.path + "/muster.db", portal: "test", newSeed: Array(1...32), at: .newYear)
    try await store.transaction { transaction in
      for person in people + [.of("root", isAdmin: true)] {
        try transaction.know(person, as: NameFolding().folded(person.handle), at: .newYear)
      }
      let group = Group(
        key: GroupKey("k1"), kind: .collab, name: GroupName(stored: "Moon", folded: "moon"), owner: PersonKey("ann"),
        settings: Group.Settings(inviters: .owner), created: .newYear)
      try transaction.apply(.create(group), by: permit(.create, by: "ann", to: nil), at: .newYear)
      let acts: [(actor: String, Action, String, Standing)] = [
        ("ann", .add, "gus", .member), ("ann", .add, "max", .member), ("ann", .promote, "mod", .moderator),
        ("ann", .invite, "ivy", .invited), ("max", .invite, "kim", .invited), ("req", .join, "req", .requester),
        ("ann", .ban, "ban", .banned),
      ]
      for (actor, action, name, standing) in acts {
        try transaction.apply(
          .setMembership(
            Membership(
              person: PersonKey(name), standing: standing, inviter: standing == .invited ? PersonKey(actor) : nil,
              since: .newYear)),
          by: permit(action, by: actor, to: name), at: .newYear)
      }
    }
    return store
  }

  private static func permit(_ action: Action, by actor: String, to target: String?) -> Permit {
    Permit(
      action, Subject(actor: PersonKey(actor), group: GroupKey("k1"), target: target.map { PersonKey($0) }), row: "G1",
      inAdminMode: false, condition: nil, seesGroup: true, joinsAs: .requester)
  }

  private static func turn(of actor: Person) throws -> Turn {
    var actor = actor
    if actor.isAdmin { actor.adminModeUntil = .newYear + .minutes(30) }
    let isExternal = actor.isExternal
    return Turn(
      actor: actor, now: .newYear, root: "group", connection: "chat",
      newcomer: { account, handle in
        isExternal ? nil : Person(key: PersonKey(account.user), name: handle, handle: handle, account: account)
      },
      policy: try Shipped.policy.get(),
      folding: NameFolding(), zones: ZoneClocks(), timeZone: "Europe/Berlin", keys: KeySource(seed: []))
  }
}

extension Person {
  fileprivate static func of(
    _ key: String, handle: String? = nil, connection: String = "chat", isExternal: Bool = false, isAdmin: Bool = false
  ) -> Person {
    Person(
      key: PersonKey(key), name: key, handle: handle ?? key, account: Account(connection: connection, user: key),
      isExternal: isExternal, isAdmin: isAdmin)
  }
}

extension Moment {
  fileprivate static let newYear = Moment(seconds: 1_767_225_600)
}
