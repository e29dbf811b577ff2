import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

/// What every store promises about changes: they fit their permits, and leave a line in the log.
@Suite("Store: changes", .tags(.io), .temporaryDirectory)
struct ChangeTests {
  @Test(arguments: Backend.allCases)
  func `the count of members follows every change of standing`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { try $0.create(.named("Apollo", key: "k1")) }
      let steps: [(PersonKey, Standing, Int)] = [
        (.bob, .requester, 1), (.bob, .member, 2), (.bob, .moderator, 2), (.eve, .invited, 2), (.eve, .member, 3),
        (.eve, .banned, 2), (.eve, .none, 2), (.eve, .none, 2), (.bob, .owner, 2), (.ada, .none, 1),
      ]
      for (person, standing, count) in steps {
        try await store.transaction { try $0.set(person, standing, in: "k1") }
        let group = try await store.snapshot { try $0.group(GroupKey("k1")) }
        #expect(group?.memberCount == count, "\(person) \(standing)")
      }
      #expect(try await store.snapshot { try $0.membership(of: .eve, in: GroupKey("k1")) } == nil)
    }
  }

  @Test(arguments: Backend.allCases)
  func `who owned a group before its transfer stays as a member`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.set(.bob, .owner, in: "k1")
      }
      try await store.snapshot { reading throws in
        #expect(try reading.group(GroupKey("k1"))?.owner == .bob)
        #expect(try reading.group(GroupKey("k1"))?.memberCount == 2)
        #expect(try reading.membership(of: .bob, in: GroupKey("k1"))?.standing == .owner)
        #expect(try reading.membership(of: .ada, in: GroupKey("k1"))?.standing == .member)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a membership comes back with inviter and message`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let invited = Membership(person: .bob, standing: .invited, inviter: .ada, message: "Come ☕️", since: .later(3))
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.apply(.setMembership(invited), by: .to(.invite, "k1", target: .bob), at: .later(3))
      }
      #expect(try await store.snapshot { try $0.membership(of: .bob, in: GroupKey("k1")) } == invited)
    }
  }

  @Test(arguments: Backend.allCases)
  func `every change leaves its line in the log, and what is undone leaves none`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.create(.named("Beta", key: "k2"))
        try transaction.apply(.archive, by: .to(.archive, "k1", inAdminMode: true), at: .later(1))
        try transaction.set(.bob, .banned, in: "k2", at: .later(2))
        try? transaction.undoing { workspace in
          try workspace.apply(.unarchive, by: .to(.unarchive, "k1"), at: .later(3))
          throw Stop()
        }
      }
      let lines = try await backend.texts(
        """
        SELECT group_key || ' ' || CAST(number AS TEXT) || ' ' || CAST(at - 1767225600000 AS TEXT) || ' ' || actor
          || ' ' || action || ' ' || permit_row || ' ' || COALESCE(target, '-') || ' ' || CAST(in_admin_mode AS TEXT)
        FROM audit WHERE portal = 'acme' ORDER BY group_key, number
        """)
      #expect(
        lines == [
          "k1 1 0 ada create G12 - 0", "k1 2 1 ada archive G12 - 1", "k2 1 0 ada create G12 - 0",
          "k2 2 2 ada ban G12 bob 0",
        ])
    }
  }

  enum Misfit: String, CaseIterable {
    case action, group, person, noGroup, noTarget

    func apply(in workspace: inout some Workspace) throws {
      let bob = Change.setMembership(Membership(person: .bob, standing: .member, since: .newYear))
      switch self {
      case .action: try workspace.apply(.archive, by: .to(.unarchive, "k1"), at: .newYear)
      case .group:
        try workspace.apply(.create(.named("Other", key: "k2")), by: .to(.create, "k3"), at: .newYear)
      case .person: try workspace.apply(bob, by: .to(.add, "k1", target: .eve), at: .newYear)
      case .noGroup: try workspace.apply(.archive, by: .to(.archive, nil), at: .newYear)
      case .noTarget: try workspace.apply(bob, by: .to(.add, "k1"), at: .newYear)
      }
    }
  }

  @Test(arguments: Backend.allCases, Misfit.allCases)
  func `a change that doesn't fit its permit is refused`(_ backend: Backend, _ misfit: Misfit) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { try $0.create(.named("Apollo", key: "k1")) }
      let fault = await #expect(throws: StoreFault.self) {
        try await store.transaction { try misfit.apply(in: &$0) }
      }
      #expect(fault?.code == "storage.permit")
      #expect(try await backend.texts("SELECT action FROM audit") == ["create"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `what the store finds otherwise than decided is refused`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        func code(_ work: (inout any Workspace) throws -> Void) -> String? {
          let fault = #expect(throws: StoreFault.self) { try transaction.undoing(work) }
          return fault?.code
        }
        #expect(code { try $0.create(.named("Again", key: "k1")) } == "storage.key")
        #expect(code { try $0.apply(.unarchive, by: .to(.unarchive, "k1"), at: .newYear) } == "storage.overtaken")
        #expect(code { try $0.apply(.archive, by: .to(.archive, "k9"), at: .newYear) } == "storage.overtaken")
        #expect(code { try $0.set(.bob, .member, in: "k9") } == "storage.overtaken")
      }
      #expect(try await backend.texts("SELECT action FROM audit") == ["create"])
    }
  }
}
