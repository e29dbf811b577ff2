import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

@testable import Storage

/// What every store promises about what somebody changed last.
@Suite("Store: last changes", .tags(.io), .temporaryDirectory)
struct LastChangeTests {
  @Test(arguments: Backend.allCases)
  func `it is remembered until another one is, or none`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let ada = Person.named(.ada)
      let first = LastChange(.archive, in: GroupKey("k1"), lines: 2..<3, at: .later(5))
      let second = LastChange(.adminGrant, in: GroupKey(""), lines: 0..<0, at: .later(6))
      try await store.transaction { try $0.know(ada, as: "ada", at: .newYear) }
      for change in [first, second, nil] {
        try await store.transaction { try $0.remember(change, of: .ada) }
        try await store.snapshot { reading throws in
          #expect(try reading.lastChange(of: .ada) == change)
          #expect(try reading.person(ada.account)?.hasLastChange == (change != nil))
          #expect(try reading.lastChange(of: .bob) == nil)
        }
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a transaction tells what was changed and where that stands in the log`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let created = try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        return transaction.changed
      }
      #expect(created == LastChange(.create, in: GroupKey("k1"), lines: 1..<2, at: .newYear))
      let (undone, invited) = try await store.transaction { transaction in
        try? transaction.undoing { workspace in
          try workspace.apply(.archive, by: .to(.archive, "k1"), at: .newYear)
          throw Stop()
        }
        let undone = transaction.changed
        try transaction.undoing { workspace in
          try workspace.set(.bob, .invited, in: "k1")
          try workspace.set(.eve, .invited, in: "k1")
        }
        return (undone, transaction.changed)
      }
      #expect(undone == nil)
      #expect(invited == LastChange(.invite, in: GroupKey("k1"), lines: 2..<4, at: .newYear))
      let lines = try await store.snapshot { try $0.log(of: GroupKey("k1"), lines: 2..<4) }
      #expect(lines.map(\.number) == [2, 3])
      #expect(lines.map(\.target) == [.bob, .eve])
      #expect(lines.allSatisfy { $0.alterations == [Alteration("standing", from: "none", to: "invited")] })
    }
  }

  @Test(arguments: Backend.allCases)
  func `what is final among others makes the whole final, and a mark has no line`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { try $0.create(.named("Apollo", key: "k1")) }
      let mixed = try await store.transaction { transaction in
        try transaction.set(.bob, .invited, in: "k1")
        try transaction.set(.eve, .member, in: "k1")
        return transaction.changed
      }
      #expect(mixed?.action == .add && mixed?.isKept == true)
      let mark = try await store.transaction { transaction in
        try transaction.apply(.pin(true), by: .to(.pin, "k1"), at: .later(1))
        return transaction.changed
      }
      #expect(mark == LastChange(.pin, in: GroupKey("k1"), lines: 0..<0, at: .later(1)))
    }
  }

  @Test(arguments: ["", "k1", "k1 fly 1 2 3", "k1 archive 2 1 3", "k1 archive 1 2 x", "k1 archive 1 2 3 4"])
  func `a text that this program did not write is no change`(_ text: String) {
    #expect(StoredLastChange.change(in: text) == nil)
  }
}
