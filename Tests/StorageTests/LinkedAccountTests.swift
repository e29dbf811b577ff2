import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

/// What every store promises about codes, and the accounts that they join.
@Suite("Store: linked accounts", .tags(.io), .temporaryDirectory)
struct LinkedAccountTests {
  private static let account = Account(connection: "telegram", user: "7")

  private static func code(_ text: String, of person: PersonKey = .ada, until expires: Int64 = 100) -> LinkCode {
    LinkCode(text: text, person: person, expires: .later(expires))
  }

  @Test(arguments: Backend.allCases)
  func `a person has one code, which is taken once`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.offer(Self.code("aaaaaaaa"))
        try transaction.offer(Self.code("bbbbbbbb", until: 200))
        try transaction.offer(Self.code("cccccccc", of: .bob))
      }
      #expect(try await store.snapshot { try $0.linkCode("aaaaaaaa") } == nil)
      #expect(try await store.snapshot { try $0.linkCode("bbbbbbbb") } == Self.code("bbbbbbbb", until: 200))
      let taken = try await store.transaction { transaction in
        try [transaction.takeLinkCode("bbbbbbbb"), transaction.takeLinkCode("bbbbbbbb")]
      }
      #expect(taken == [Self.code("bbbbbbbb", until: 200), nil])
      #expect(try await store.snapshot { try $0.linkCode("cccccccc") } == Self.code("cccccccc", of: .bob))
    }
  }

  @Test(arguments: Backend.allCases)
  func `expired codes and questions are forgotten, not too many at once`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.offer(Self.code("aaaaaaaa", until: 5))
        try transaction.offer(Self.code("bbbbbbbb", of: .bob, until: 6))
        for number in 0..<4 {
          try transaction.keep(
            PendingCommand(
              code: "000\(number)", person: .ada, connection: "slack", pieces: [], question: "?",
              expires: .later(Int64(2 + number))), at: .later(0))
        }
      }
      #expect(try await store.transaction { try $0.forgetExpired(at: .later(4), limit: 2) } == 2)
      #expect(try await backend.texts("SELECT code FROM pending_command ORDER BY code") == ["0002", "0003"])
      #expect(try await store.transaction { try $0.forgetExpired(at: .later(5), limit: 9) } == 2)
      #expect(try await backend.texts("SELECT code FROM pending_command") == [])
      #expect(try await backend.texts("SELECT code FROM link_code") == ["bbbbbbbb"])
      #expect(try await store.transaction { try $0.forgetExpired(at: .later(5), limit: 9) } == 0)
    }
  }

  @Test(arguments: Backend.allCases)
  func `two people never have one code`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { try $0.offer(Self.code("aaaaaaaa")) }
      await #expect(throws: StoreFault.self) {
        try await store.transaction { try $0.offer(Self.code("aaaaaaaa", of: .bob)) }
      }
      #expect(try await store.snapshot { try $0.linkCode("aaaaaaaa")?.person } == .ada)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a stranger's account becomes the owner's, and both handles find the owner`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.know(.named(.ada), at: .newYear)
        try transaction.offer(Self.code("aaaaaaaa"))
        try transaction.join(Self.account, handled: "lovelace", of: .eve, to: .ada, by: "aaaaaaaa")
      }
      var linked = Person.named(.ada)
      linked.linkedHandle = "lovelace"
      let found = linked
      try await store.snapshot { reading throws in
        #expect(try reading.person(Self.account) == found)
        #expect(try reading.person(Person.named(.ada).account) == .named(.ada))
        #expect(try reading.accounts(of: .ada) == [Person.named(.ada).account, Self.account])
        for handle in ["ada", "lovelace"] {
          #expect(try reading.people(handled: .whole(handle), isExternal: false, limit: 9) == [.named(.ada)])
          #expect(try reading.people(handled: .whole(handle), isExternal: true, limit: 9) == [])
        }
        #expect(try reading.people(handled: .part("a"), isExternal: false, limit: 9) == [.named(.ada)])
      }
      try await store.transaction { transaction in
        try transaction.rename(Self.account, handled: "byron")
        // Only what was linked has a handle of its own.
        try transaction.rename(Person.named(.ada).account, handled: "byron")
      }
      #expect(try await store.snapshot { try $0.person(Self.account)?.linkedHandle } == "byron")
      #expect(try await store.snapshot { try $0.person(Person.named(.ada).account)?.linkedHandle } == nil)
    }
  }

  @Test(arguments: Backend.allCases)
  func `who joins brings all accounts along, and is left inactive and without a name to be found by`(
    _ backend: Backend
  ) async throws {
    try await backend.withStore { store async throws in
      let bob = Person.named(.bob)
      try await store.transaction { transaction in
        for person in [PersonKey.ada, .bob] { try transaction.know(.named(person), at: .newYear) }
        try transaction.offer(Self.code("bbbbbbbb", of: .bob))
        try transaction.join(Self.account, handled: "seven", of: .eve, to: .bob, by: "bbbbbbbb")
        try transaction.offer(Self.code("bbbbbbbb", of: .bob))
        try transaction.offer(Self.code("aaaaaaaa"))
        try transaction.keep(
          PendingCommand(
            code: "4f7k", person: .bob, connection: "slack", pieces: [], question: "", expires: .later(99)),
          at: .newYear)
        try transaction.join(bob.account, handled: "bob", of: .bob, to: .ada, by: "aaaaaaaa")
      }
      try await store.snapshot { reading throws in
        #expect(try reading.accounts(of: .bob) == [])
        #expect(try reading.accounts(of: .ada).count == 3)
        for (account, handle) in [(bob.account, "bob"), (Self.account, "seven")] {
          #expect(try reading.person(account)?.key == .ada)
          #expect(try reading.person(account)?.linkedHandle == handle)
          #expect(try reading.people(handled: .whole(handle), isExternal: false, limit: 9).map(\.key) == [.ada])
        }
        let left = try reading.person(PersonKey.bob)
        #expect(left?.isActive == false)
        // Lines of the log still say who it was.
        #expect(left?.handle == "bob")
        #expect(try reading.linkCode("bbbbbbbb") == nil)
      }
      #expect(try await store.transaction { try $0.takePendingCommands(of: .bob, at: .newYear) } == 0)
    }
  }

  @Test(arguments: Backend.allCases)
  func `what waits for who joins waits for the owner, also what fails to be sent later`(_ backend: Backend) async throws
  {
    try await backend.withStore { store async throws in
      @Sendable func notice(_ key: String, to person: PersonKey) -> PersonalNotice {
        PersonalNotice(key: key, to: person, at: .newYear, [PersonalNotice.Part(about: nil, [Phrase("notice.left")])])
      }
      try await store.transaction { transaction in
        for person in [PersonKey.ada, .bob, .eve] { try transaction.know(.named(person), at: .newYear) }
        try transaction.keep(notice("b", to: .bob))
        try transaction.keep(notice("e", to: .eve))
        try transaction.enqueue(.addressed("a"), leaseEnd: .newYear, telling: notice("a", to: .bob))
        try transaction.offer(Self.code("aaaaaaaa"))
        try transaction.join(Person.named(.bob).account, handled: "bob", of: .bob, to: .ada, by: "aaaaaaaa")
        try transaction.settle([.failed(key: "a", reason: "HTTP 404", at: .newYear)])
      }
      let waiting = try await store.snapshot { reading in
        try [PersonKey.ada, .bob, .eve].map { try reading.notices(to: $0, behind: nil, limit: 9).map(\.key) }
      }
      #expect(waiting.map { $0.sorted() } == [["a", "b"], [], ["e"]])
    }
  }

  @Test(arguments: Backend.allCases)
  func `without its owner's code, no account is joined`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for person in [PersonKey.ada, .bob] { try transaction.know(.named(person), at: .newYear) }
        try transaction.offer(Self.code("bbbbbbbb", of: .bob))
      }
      for (code, owner, joining) in [
        ("aaaaaaaa", PersonKey.ada, PersonKey.eve), ("bbbbbbbb", .ada, .eve), ("bbbbbbbb", .bob, .bob),
      ] {
        let fault = await #expect(throws: StoreFault.self) {
          try await store.transaction { transaction in
            try transaction.join(Self.account, handled: "x", of: joining, to: owner, by: code)
          }
        }
        #expect(fault?.code == "storage.overtaken")
      }
      #expect(try await store.snapshot { try $0.person(Self.account) } == nil)
      // What failed used nothing up.
      #expect(try await store.snapshot { try $0.linkCode("bbbbbbbb") } != nil)
    }
  }

  @Test(arguments: Backend.allCases)
  func `whoever is anything to a group, or has made or got a task, is bound`(_ backend: Backend) async throws {
    let maker = PersonKey("maker")
    let people = [PersonKey.ada, .bob, .eve, maker]
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for person in people { try transaction.know(.named(person), at: .newYear) }
        try transaction.create(.named("Apollo", key: "k1"))
      }
      func bound() async throws -> [Bool] {
        try await store.snapshot { reading in try people.map { try reading.isBound($0) } }
      }
      #expect(try await bound() == [true, false, false, false])
      try await store.transaction { transaction in
        try transaction.set(.bob, .banned, in: "k1")
        let ticket = Ticket(
          key: TicketKey("t1"), group: GroupKey("k1"), title: "T", folded: "t", creator: maker, responsible: .eve,
          created: .newYear)
        try transaction.apply(.addTicket(ticket), by: .to(.taskAdd, "k1", by: maker), at: .newYear)
      }
      #expect(try await bound() == [true, true, true, true])
    }
  }

  @Test(arguments: Backend.allCases)
  func `wrong codes are counted for their account, and forgotten in time`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      func count(_ account: Account, at now: Moment) async throws -> WrongCodes? {
        try await store.transaction { transaction in
          try transaction.countWrongCode(of: account, at: now)
          return try transaction.wrongCodes(of: account)
        }
      }
      let other = Account(connection: "telegram", user: "8")
      #expect(try await count(Self.account, at: .newYear) == WrongCodes(count: 1, end: .newYear + .hours(1)))
      let late = Moment.newYear + .minutes(59)
      #expect(try await count(Self.account, at: late) == WrongCodes(count: 2, end: late + .hours(1)))
      let end = late + .hours(1)
      #expect(try await count(other, at: end) == WrongCodes(count: 1, end: end + .hours(1)))
      // What is forgotten is swept away by whoever counts next.
      #expect(try await backend.texts("SELECT user_id FROM wrong_code") == ["8"])
      #expect(try await count(Self.account, at: end)?.count == 1)
    }
  }
}
