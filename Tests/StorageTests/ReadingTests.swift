import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

/// What every store promises about people, groups and memberships.
@Suite("Store: reading", .tags(.io), .temporaryDirectory)
struct ReadingTests {
  @Test(arguments: Backend.allCases)
  func `what isn't there is nil`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.snapshot { reading throws in
        #expect(try reading.person(PersonKey.ada) == nil)
        #expect(try reading.person(Account(connection: "slack", user: "Uada")) == nil)
        #expect(try reading.group(GroupKey("k1")) == nil)
        #expect(try reading.membership(of: .ada, in: GroupKey("k1")) == nil)
        #expect(try reading.members(of: GroupKey("k1"), with: Standing.allCases, limit: 10) == [])
        #expect(try reading.groups(GroupFilter(), in: .everything(.ada), after: nil, limit: 10) == [])
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a person comes back whole, by key and by account`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      var person = Person.named(.ada, isExternal: true)
      person.isActive = false
      person.isAdmin = true
      person.adminModeUntil = .later(5)
      person.language = "de"
      let whole = person
      try await store.transaction { try $0.know(whole, at: .newYear) }
      try await store.snapshot { reading throws in
        #expect(try reading.person(PersonKey.ada) == whole)
        #expect(try reading.person(whole.account) == whole)
        #expect(try reading.person(Account(connection: "mattermost", user: whole.account.user)) == nil)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a person seen again takes a new name and handle, and keeps every right`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      var admin = Person.named(.ada)
      admin.isAdmin = true
      var again = Person.named(.ada, isExternal: true)
      again.name = "Ada L."
      again.handle = "lovelace"
      let (first, second) = (admin, again)
      try await store.transaction { try $0.know(first, at: .newYear) }
      try await store.transaction { try $0.know(second, at: .later(1)) }
      let known = try await store.snapshot { try $0.person(PersonKey.ada) }
      #expect(known?.name == "Ada L.")
      #expect(known?.handle == "lovelace")
      #expect(known?.isAdmin == true)
      #expect(known?.isExternal == false)
    }
  }

  @Test(arguments: Backend.allCases)
  func `an account stays with the person who had it first`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let thief = Person(
        key: .eve, name: "Eve", handle: "ada", account: Person.named(.ada).account)
      try await store.transaction { try $0.know(.named(.ada), at: .newYear) }
      try await store.transaction { try $0.know(thief, at: .newYear) }
      #expect(try await store.snapshot { try $0.person(thief.account)?.key } == .ada)
    }
  }

  @Test(arguments: Backend.allCases)
  func `whom a command meets has no right`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let account = Account(connection: "slack", user: "U1")
      try await store.transaction { try $0.meet(.ada, account, name: "Ada", handle: "ada", as: "ada", at: .newYear) }
      let person = try await store.snapshot { try $0.person(.ada) }
      #expect(person == Person(key: .ada, name: "Ada", handle: "ada", account: account))
    }
  }

  @Test(arguments: Backend.allCases)
  func `people are found by their folded handle, employees apart from people from outside`(
    _ backend: Backend
  ) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for (name, isExternal) in [("bob", false), ("bobby", false), ("ann", false), ("bobo", true)] {
          try transaction.know(
            .named(PersonKey(name), isExternal: isExternal), as: name == "ann" ? "bob" : name, at: .newYear)
        }
        try transaction.know(.named(.bob), as: "robert", at: .later(1))
      }
      try await store.snapshot { reading throws in
        func keys(_ match: NameMatch, isExternal: Bool = false, limit: Int = 9) throws -> [String] {
          try reading.people(handled: match, isExternal: isExternal, limit: limit).map(\.key.text)
        }
        #expect(try keys(.whole("bob")) == ["ann"])
        #expect(try keys(.whole("robert")) == ["bob"])
        #expect(try keys(.start("bob")) == ["ann", "bobby"])
        #expect(try keys(.start("bob"), limit: 1) == ["ann"])
        #expect(try keys(.start("bob"), isExternal: true) == ["bobo"])
        #expect(try keys(.part("ert")) == ["bob"])
        #expect(try keys(.whole("%")) == [])
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a group comes back whole`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let group = Group(
        key: GroupKey("k7m2q"), kind: .collab, name: GroupName(stored: "Café 🦊 \"'; DROP--", folded: "cafe"),
        description: "Two\nlines, 100 % _free_",
        tags: [GroupTag(stored: "À b", folded: "a b"), GroupTag(stored: "C%", folded: "c%")], privacy: .hidden,
        owner: .ada,
        settings: Group.Settings(
          inviters: .employees, posters: .staff, openToExternals: true,
          levels: [.sortTasks: .owner, .viewFiles: .everyone]),
        dates: Group.Dates(from: .later(-5), until: .later(5)), created: .later(7))
      try await store.transaction { try $0.create(group) }
      #expect(try await store.snapshot { try $0.group(group.key) } == group)
      let owner = Membership(person: .ada, standing: .owner, since: .later(7))
      #expect(try await store.snapshot { try $0.membership(of: .ada, in: group.key) } == owner)
    }
  }

  @Test(arguments: Backend.allCases)
  func `archiving and unarchiving say by whom and when`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.apply(.archive, by: .to(.archive, "k1", by: .bob), at: .later(9))
      }
      let archived = Group.Archived(by: .bob, at: .later(9))
      #expect(try await store.snapshot { try $0.group(GroupKey("k1"))?.archived } == archived)
      try await store.transaction { try $0.apply(.unarchive, by: .to(.unarchive, "k1"), at: .later(10)) }
      let group = try await store.snapshot { try $0.group(GroupKey("k1")) }
      #expect(group == .named("Apollo", key: "k1"))
    }
  }

  @Test(arguments: Backend.allCases)
  func `members come owner first, then by standing and since when`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let key = GroupKey("k1")
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.know(.named(.ada), at: .newYear)
        let others: [(String, Standing, Int64)] = [
          ("m2", .member, 2), ("mod", .moderator, 9), ("b", .banned, 1), ("m1b", .member, 1), ("m1a", .member, 1),
          ("r", .requester, 1), ("i", .invited, 1),
        ]
        for (name, standing, time) in others {
          try transaction.know(.named(PersonKey(name)), at: .newYear)
          try transaction.set(PersonKey(name), standing, in: "k1", at: .later(time))
        }
      }
      try await store.snapshot { reading throws in
        func keys(_ standings: [Standing], limit: Int = 10) throws -> [String] {
          try reading.members(of: key, with: standings, limit: limit).map(\.person.key.text)
        }
        #expect(try keys([.member, .owner, .moderator]) == ["ada", "mod", "m1a", "m1b", "m2"])
        #expect(try keys([.member, .owner, .moderator], limit: 3) == ["ada", "mod", "m1a"])
        #expect(try keys([.requester, .invited]) == ["r", "i"])
        #expect(try keys([.banned]) == ["b"])
        #expect(try keys([]) == [])
        let first = try reading.members(of: key, with: [.owner], limit: 1).first
        #expect(first?.person == .named(.ada))
        #expect(first?.membership == Membership(person: .ada, standing: .owner, since: .newYear))
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a U+0000 in a text is a clear fault and spoils nothing else`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let fault = await #expect(throws: StoreFault.self) {
        try await store.transaction { try $0.create(.named("A\0b", key: "k1")) }
      }
      #expect(fault?.code == "storage.text")
      try await store.transaction { transaction in
        try? transaction.undoing { try $0.create(.named("A\0b", key: "k1")) }
        try transaction.create(.named("Good", key: "k2"))
      }
      #expect(try await store.snapshot { try $0.group(GroupKey("k1")) } == nil)
      #expect(try await store.snapshot { try $0.group(GroupKey("k2")) } != nil)
    }
  }
}
