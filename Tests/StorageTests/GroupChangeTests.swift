import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

/// What every store promises about changes to a group itself.
@Suite("Store: changes of groups", .tags(.io), .temporaryDirectory)
struct GroupChangeTests {
  private static let key = GroupKey("k1")

  /// What is changed, by which action, and what the log says of it.
  private static let changes: [(Change, Action, [Alteration])] = [
    (
      .edit(
        Group.Edit(
          name: GroupName(stored: "Artemis", folded: "artemis"), description: "To\tthe\nmoon\\",
          tags: [GroupTag(stored: "É", folded: "e")])), .edit,
      [
        Alteration("name", from: "Apollo", to: "Artemis"),
        Alteration("description", from: "", to: "To\tthe\nmoon\\"), Alteration("tags", from: "", to: "É"),
      ]
    ),
    (.edit(Group.Edit(description: "")), .edit, [Alteration("description", from: "To\tthe\nmoon\\", to: "")]),
    (.setPrivacy(.private), .privacy, [Alteration("privacy", from: "public", to: "private")]),
    (
      .setSettings(Group.Settings(inviters: .staff, posters: .owner, levels: [.sortTasks: .owner])), .settings,
      [
        Alteration("inviters", from: "members", to: "staff"), Alteration("posters", from: "members", to: "owner"),
        Alteration("tasks.sort", from: "", to: "owner"),
      ]
    ),
    (
      .setDates(Group.Dates(from: .newYear, until: .later(5))), .dates,
      [
        Alteration("from", from: "", to: "1767225600000"), Alteration("until", from: "", to: "1767225600005"),
      ]
    ),
    (
      .convert(to: .workgroup), .convert,
      [
        Alteration("kind", from: "project", to: "workgroup"), Alteration("from", from: "1767225600000", to: ""),
        Alteration("until", from: "1767225600005", to: ""),
      ]
    ),
    (.copy(as: GroupKey("k2")), .copy, [Alteration("copy", from: "", to: "k2")]),
    (.archive, .archive, []),
  ]

  @Test(arguments: Backend.allCases)
  func `what a group says of itself changes, and the log knows from what to what`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        for (index, (change, action, _)) in Self.changes.enumerated() {
          try transaction.apply(change, by: .to(action, "k1"), at: .later(Int64(index)))
        }
      }
      var group = Group.named("Artemis", key: "k1", kind: .workgroup, privacy: .private)
      group.name = GroupName(stored: "Artemis", folded: "artemis")
      group.tags = [GroupTag(stored: "É", folded: "e")]
      group.settings = Group.Settings(inviters: .staff, posters: .owner, levels: [.sortTasks: .owner])
      group.archived = Group.Archived(by: .ada, at: .later(7))
      let expected = group
      try await store.snapshot { reading throws in
        #expect(try reading.group(Self.key) == expected)
        let log = try reading.log(of: Self.key, skipping: 0, limit: 20)
        #expect(log.map(\.action) == Self.changes.map(\.1).reversed() + [.create])
        #expect(log.map(\.alterations) == Self.changes.map(\.2).reversed() + [[]])
        #expect(log.map(\.number) == Array((1...9).reversed()))
        #expect(try reading.log(of: Self.key, skipping: 2, limit: 3).map(\.number) == [7, 6, 5])
        #expect(try reading.log(of: Self.key, skipping: 9, limit: 3) == [])
        #expect(try reading.log(of: GroupKey("k9"), skipping: 0, limit: 3) == [])
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `what is archived or gone is not rewritten`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.apply(.archive, by: .to(.archive, "k1"), at: .newYear)
      }
      for key in ["k1", "k9"] {
        let fault = await #expect(throws: StoreFault.self) {
          try await store.transaction { try $0.apply(.setPrivacy(.hidden), by: .to(.privacy, key), at: .newYear) }
        }
        #expect(fault?.code == "storage.overtaken")
      }
    }
  }

  @Test(
    arguments: Backend.allCases, [(Privacy.public, Standing.member, 3), (.hidden, .none, 1), (.private, .requester, 1)])
  func `requests follow the privacy`(
    _ backend: Backend, _ expected: (privacy: Privacy, standing: Standing, members: Int)
  ) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1", privacy: .private))
        try transaction.set(.bob, .requester, in: "k1")
        try transaction.set(.eve, .requester, in: "k1")
        try transaction.set(PersonKey("ian"), .invited, in: "k1")
        for person in [PersonKey.bob, .ada, PersonKey("nobody")] {
          try transaction.apply(.pin(true), by: .to(.pin, "k1", by: person), at: .newYear)
        }
        try transaction.apply(.setPrivacy(expected.privacy), by: .to(.privacy, "k1"), at: .later(4))
      }
      try await store.snapshot { reading throws in
        let bob = try reading.membership(of: .bob, in: Self.key)
        #expect(bob?.standing ?? Standing.none == expected.standing)
        #expect(bob.map(\.since) == (expected.privacy == .hidden ? nil : .later(expected.privacy == .public ? 4 : 0)))
        #expect(try reading.group(Self.key)?.memberCount == expected.members)
        #expect(try reading.membership(of: PersonKey("ian"), in: Self.key)?.standing == .invited)
        #expect(try reading.marks(of: .ada, in: Self.key).isPinned)
        #expect(try reading.marks(of: PersonKey("nobody"), in: Self.key).isPinned == (expected.privacy != .hidden))
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a deleted group is gone, and its key is never given again`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.set(.bob, .member, in: "k1")
        try transaction.apply(.pin(true), by: .to(.pin, "k1", by: .bob), at: .newYear)
        #expect(try transaction.isTaken(Self.key))
        try transaction.apply(.delete, by: .to(.delete, "k1"), at: .newYear)
      }
      try await store.snapshot { reading throws in
        #expect(try reading.group(Self.key) == nil)
        #expect(try reading.membership(of: .bob, in: Self.key) == nil)
        #expect(try reading.marks(of: .bob, in: Self.key) == Marks())
        #expect(try reading.groups(GroupFilter(), in: .everything(.ada), after: nil, limit: 9) == [])
        #expect(try reading.isTaken(Self.key))
        #expect(try !reading.isTaken(GroupKey("k2")))
        #expect(try reading.log(of: Self.key, skipping: 0, limit: 1).first?.alterations.first?.before == "Apollo")
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `pins and mutes are everybody's own, and leave no line in the log`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.set(.bob, .member, in: "k1")
        try transaction.set(.eve, .invited, in: "k1")
        try transaction.apply(.pin(true), by: .to(.pin, "k1", by: .bob), at: .newYear)
        try transaction.apply(.pin(true), by: .to(.pin, "k1", by: .bob), at: .newYear)
        try transaction.apply(.mute(true), by: .to(.mute, "k1", by: .bob), at: .newYear)
      }
      try await store.snapshot { reading throws in
        #expect(try reading.marks(of: .bob, in: Self.key) == Marks(isPinned: true, isMuted: true))
        #expect(try reading.summary(of: Self.key, for: .bob).marks == Marks(isPinned: true, isMuted: true))
        #expect(try reading.summary(of: Self.key, for: .ada).marks == Marks())
        #expect(try reading.marks(of: .ada, in: Self.key) == Marks())
        #expect(try reading.followers(of: Self.key) == [.ada])
        #expect(try reading.log(of: Self.key, skipping: 0, limit: 9).map(\.action) == [.invite, .add, .create])
        let pinned = try reading.groups(GroupFilter(own: .pinned), in: .employee(.bob), after: nil, limit: 9)
        #expect(pinned.map(\.group.key) == [Self.key])
        #expect(pinned.first?.membership?.standing == .member)
      }
      try await store.transaction { transaction in
        try transaction.apply(.pin(false), by: .to(.unpin, "k1", by: .bob), at: .newYear)
        try transaction.apply(.mute(false), by: .to(.follow, "k1", by: .bob), at: .newYear)
      }
      try await store.snapshot { reading throws in
        #expect(try reading.marks(of: .bob, in: Self.key) == Marks())
        #expect(try reading.followers(of: Self.key) == [.ada, .bob])
      }
      #expect(try await backend.texts("SELECT person FROM mark") == [])
    }
  }

  @Test(arguments: Backend.allCases)
  func `followers are found by what they are, whoever of them want no notices left out`(_ backend: Backend) async throws
  {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.set(.bob, .member, in: "k1")
        try transaction.set(.eve, .moderator, in: "k1")
      }
      func followers(_ standings: [Standing], limit: Int = .max) async throws -> [PersonKey] {
        try await store.snapshot { try $0.followers(of: Self.key, with: standings, limit: limit) }
      }
      #expect(try await followers([.member, .moderator, .owner]) == [.ada, .eve, .bob])
      #expect(try await followers([.owner, .moderator]) == [.ada, .eve])
      #expect(try await followers([.owner, .moderator], limit: 1) == [.ada])
      #expect(try await followers([.invited]) == [])
      try await store.transaction { try $0.apply(.mute(true), by: .to(.mute, "k1", by: .eve), at: .newYear) }
      #expect(try await followers([.owner, .moderator, .member], limit: 2) == [.ada, .bob])
      #expect(try await followers([.moderator]) == [])
    }
  }

  @Test(
    arguments: Backend.allCases,
    [
      (Privacy.public, Standing.none, Marks(isPinned: true)), (.public, .banned, Marks()), (.hidden, .none, Marks()),
      (.hidden, .moderator, Marks(isPinned: true, isMuted: true)),
    ])
  func `who is out keeps a pin only where the group can still be found`(
    _ backend: Backend, _ expected: (privacy: Privacy, standing: Standing, marks: Marks)
  ) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1", privacy: expected.privacy))
        try transaction.set(.bob, .member, in: "k1")
        try transaction.apply(.pin(true), by: .to(.pin, "k1", by: .bob), at: .newYear)
        try transaction.apply(.mute(true), by: .to(.mute, "k1", by: .bob), at: .newYear)
        try transaction.set(.bob, expected.standing, in: "k1")
      }
      #expect(try await store.snapshot { try $0.marks(of: .bob, in: Self.key) } == expected.marks)
    }
  }
}
