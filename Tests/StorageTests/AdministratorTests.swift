import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

/// What every store promises about administrators and Admin Mode.
@Suite("Store: administrators", .tags(.io), .temporaryDirectory)
struct AdministratorTests {
  @Test(arguments: Backend.allCases)
  func `granting, revoking and Admin Mode are kept with the person`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for person in [PersonKey.ada, .bob] { try transaction.know(.named(person), at: .newYear) }
        try transaction.apply(.administrator(.bob, true), by: .to(.adminGrant, nil, target: .bob))
        try transaction.apply(.adminMode(until: .later(9)), by: .to(.adminOn, nil, by: .bob))
      }
      var bob = Person.named(.bob)
      bob.isAdmin = true
      bob.adminModeUntil = .later(9)
      let on = bob
      #expect(try await store.snapshot { try $0.grantedAdministrators() } == [on])
      try await store.transaction {
        try $0.apply(.administrator(.bob, false), by: .to(.adminRevoke, nil, target: .bob))
      }
      #expect(try await store.snapshot { try $0.grantedAdministrators() } == [])
      #expect(try await store.snapshot { try $0.person(PersonKey.bob) } == .named(.bob))
    }
  }

  @Test(arguments: Backend.allCases)
  func `the end of Admin Mode moves only while it is on`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      func end(_ moved: Moment, at now: Moment) async throws -> Moment? {
        try await store.transaction { transaction in
          try transaction.prolongAdminMode(of: .ada, until: moved, at: now)
          return try transaction.person(PersonKey.ada)?.adminModeUntil
        }
      }
      try await store.transaction { try $0.know(.named(.ada), at: .newYear) }
      #expect(try await end(.later(5), at: .newYear) == nil)
      try await store.transaction { try $0.apply(.adminMode(until: .later(9)), by: .to(.adminOn, nil)) }
      #expect(try await end(.later(20), at: .later(8)) == .later(20))
      #expect(try await end(.later(40), at: .later(20)) == .later(20))
      try await store.transaction { try $0.apply(.adminMode(until: nil), by: .to(.adminOff, nil)) }
      #expect(try await end(.later(50), at: .later(10)) == nil)
    }
  }

  @Test(arguments: Backend.allCases)
  func `what concerns no group has a log of its own, and no permit for a group covers it`(
    _ backend: Backend
  ) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.know(.named(.ada), at: .newYear)
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.apply(.adminMode(until: .later(9)), by: .to(.adminOn, nil))
        try transaction.apply(.administrator(.ada, true), by: .to(.adminGrant, nil, target: .ada, inAdminMode: true))
      }
      let fault = await #expect(throws: StoreFault.self) {
        try await store.transaction { try $0.apply(.adminMode(until: nil), by: .to(.adminOff, "k1")) }
      }
      #expect(fault?.code == "storage.permit")
      let lines = try await backend.texts(
        """
        SELECT CAST(number AS TEXT) || ' ' || action || ' ' || COALESCE(target, '-') || ' '
          || CAST(in_admin_mode AS TEXT)
        FROM audit WHERE portal = 'acme' AND group_key = '' ORDER BY number
        """)
      #expect(lines == ["1 admin-on - 0", "2 admin-grant ada 1"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `a transaction tells what was done with permits, and not what was undone`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let acts = try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.undoing { try $0.apply(.archive, by: .to(.archive, "k1", inAdminMode: true), at: .later(1)) }
        try? transaction.undoing { workspace in
          try workspace.apply(.unarchive, by: .to(.unarchive, "k1"), at: .later(2))
          throw Stop()
        }
        return transaction.acts
      }
      #expect(acts.map { "\($0.action.rawValue) \($0.inAdminMode)" } == ["create false", "archive true"])
      #expect(acts.map { $0.before } == [nil, .named("Apollo", key: "k1")])
    }
  }
}

extension Workspace {
  fileprivate mutating func apply(_ change: PortalChange, by permit: consuming Permit) throws {
    try apply(.portal(change), by: permit, at: .newYear)
  }
}
