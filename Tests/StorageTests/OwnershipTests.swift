import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

/// What every store promises about owners, offers and invitations.
@Suite("Store: ownership", .tags(.io), .temporaryDirectory)
struct OwnershipTests {
  private static let key = GroupKey("k1")

  @Test(
    arguments: Backend.allCases,
    [
      (Action.transfer, Standing.member), (.transfer, .moderator), (.take, .none), (.take, .member), (.take, .banned),
    ])
  func `ownership moves as a whole`(_ backend: Backend, _ move: (action: Action, before: Standing)) async throws {
    let (action, before) = move
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.set(.bob, before, in: "k1", at: .later(1))
        let permit: Permit =
          action == .take ? .to(.take, "k1", by: .bob, inAdminMode: true) : .to(.transfer, "k1", target: .bob)
        try transaction.apply(.transfer(to: .bob), by: permit, at: .later(2))
      }
      try await store.snapshot { reading throws in
        let bob = Membership(person: .bob, standing: .owner, since: .later(before.isInside ? 1 : 2))
        #expect(try reading.group(Self.key)?.owner == .bob)
        #expect(try reading.group(Self.key)?.memberCount == 2)
        #expect(try reading.membership(of: .bob, in: Self.key) == bob)
        #expect(try reading.membership(of: .ada, in: Self.key)?.standing == .member)
        let line = try reading.log(of: Self.key, skipping: 0, limit: 1).first
        #expect(line?.inAdminMode == (action == .take))
        #expect(line?.alterations.first == Alteration("owner", from: "ada", to: "bob"))
      }
    }
  }

  /// Who owns the group when the offer is accepted, what was offered, and whether it holds.
  @Test(arguments: Backend.allCases, [(PersonKey.ada, true, true), (.ada, false, false), (.eve, true, false)])
  func `an offer of ownership holds while who made it is the owner`(
    _ backend: Backend, _ expected: (owner: PersonKey, isOffered: Bool, holds: Bool)
  ) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        let invitation = Membership(
          person: .bob, standing: .invited, inviter: .ada, since: .newYear, offersOwnership: expected.isOffered)
        try transaction.apply(
          .setMembership(invitation), by: .to(expected.isOffered ? .createFor : .invite, "k1", target: .bob),
          at: .newYear)
        #expect(try transaction.membership(of: .bob, in: Self.key) == invitation)
        if expected.owner == .eve { try transaction.set(.eve, .owner, in: "k1") }
      }
      let accepting: () async throws -> Void = {
        try await store.transaction { transaction in
          try transaction.apply(.transfer(to: .bob), by: .to(.accept, "k1", by: .bob), at: .later(1))
        }
      }
      if expected.holds {
        try await accepting()
      } else {
        let fault = await #expect(throws: StoreFault.self) { try await accepting() }
        #expect(fault?.code == "storage.overtaken")
      }
      #expect(try await store.snapshot { try $0.group(Self.key)?.owner } == (expected.holds ? .bob : expected.owner))
    }
  }

  @Test(arguments: Backend.allCases)
  func `the owner can't become anything else but by handing over`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { try $0.create(.named("Apollo", key: "k1")) }
      for standing in Standing.allCases where standing != .owner {
        let fault = await #expect(throws: StoreFault.self) {
          try await store.transaction { try $0.set(.ada, standing, in: "k1") }
        }
        #expect(fault?.code == "storage.overtaken", "\(standing)")
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a reminder is remembered with its invitation`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.set(.bob, .invited, in: "k1")
        try transaction.apply(.remind(.bob), by: .to(.remind, "k1", target: .bob), at: .later(3))
        #expect(throws: StoreFault.self) {
          try transaction.undoing { try $0.apply(.remind(.eve), by: .to(.remind, "k1", target: .eve), at: .later(3)) }
        }
      }
      try await store.snapshot { reading throws in
        #expect(try reading.membership(of: .bob, in: Self.key)?.reminded == .later(3))
        #expect(try reading.groups(GroupFilter(own: .invited), in: .employee(.bob), after: nil, limit: 9).count == 1)
        #expect(try reading.summary(of: Self.key, for: .bob).invitations == 1)
        #expect(try reading.summary(of: Self.key, for: .bob).requests == 0)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `two people share a group when both are inside of one`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.create(.named("Beta", key: "k2", owner: .bob))
        try transaction.set(.eve, .member, in: "k1")
        try transaction.set(.bob, .invited, in: "k1")
        try transaction.set(.eve, .banned, in: "k2")
      }
      try await store.snapshot { reading throws in
        #expect(try reading.shareGroup(.ada, .eve))
        #expect(try reading.shareGroup(.eve, .ada))
        #expect(try !reading.shareGroup(.ada, .bob))
        #expect(try !reading.shareGroup(.bob, .eve))
      }
    }
  }
}
