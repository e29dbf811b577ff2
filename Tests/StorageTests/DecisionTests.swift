import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

@testable import Storage

/// What every store promises about past decisions.
@Suite("Store: decisions", .tags(.io), .temporaryDirectory)
struct DecisionTests {
  private static let denied = DecisionRecord(
    Denied(
      denial: Denial(
        action: .archive, row: "G12", question: .standing, reason: .onlyOwner, helpers: [.owner, .moderator],
        adminModeHelps: true),
      group: .named("Apollo", key: "k1"), target: .named(.bob)), standing: .member)

  private static func done(_ action: Action) -> DecisionRecord { DecisionRecord(Act(.to(action, "k1"))) }

  @Test func `a decision is the same after it was written and read`() {
    let plain = DecisionRecord(
      Denied(denial: Denial(action: .adminOn, row: "A1", question: .standing, reason: .onlyAdmins), group: nil),
      standing: nil)
    let asked = DecisionRecord(
      Denied(
        denial: Denial(action: .adminGrant, row: "A3", question: .standing, reason: .onlyAdmins),
        asked: "action.admin-people", group: nil), standing: nil)
    #expect(asked.asked == "action.admin-people" && plain.asked == nil)
    for decision in [Self.denied, plain, asked, Self.done(.stepDown)] {
      #expect(DecisionRecord(stored: decision.text) == decision, "\(decision.text)")
    }
    for text in ["", "archive", "dance G12 - - -", "archive G12 k1 - member only-owner 99 - -"] {
      #expect(DecisionRecord(stored: text) == nil, "\(text)")
    }
  }

  @Test(arguments: Backend.allCases)
  func `one's decisions come newest first, and nobody else's`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        let records: [(String, PersonKey?, String, DecisionRecord?)] = [
          ("1", .ada, "denied G12", Self.denied), ("2", .ada, "done", Self.done(.archive)), ("3", .ada, "done", nil),
          ("4", .bob, "denied G12", Self.denied), ("5", nil, "stranger", nil), ("6", .ada, "not found", nil),
          ("7", .ada, "denied G12", Self.denied), ("8", .ada, "done", Self.done(.unarchive)),
        ]
        for (index, (id, person, outcome, decision)) in records.enumerated() {
          try transaction.record(
            DeliveryRecord(
              key: DeliveryRecord.Key(connection: "slack", id: id), fingerprint: [], at: .later(Int64(index)),
              person: person, outcome: outcome, decision: decision, reply: []))
        }
      }
      try await store.snapshot { reading throws in
        let all = try reading.decisions(about: .ada, limit: 10)
        #expect(all.map(\.at) == [.later(7), .later(6), .later(1), .later(0)])
        #expect(all.map(\.decision.action) == [.unarchive, .archive, .archive, .archive])
        #expect(try reading.decisions(about: .ada, limit: 3) == Array(all.prefix(3)))
        #expect(try reading.decisions(about: .eve, limit: 3) == [])
        let key = DeliveryRecord.Key(connection: "slack", id: "1")
        #expect(try reading.delivery(key)?.decision == Self.denied)
      }
    }
  }

  @Test func `SQLite finds denials by their index, and what is done pays nothing for it`() async throws {
    let plan = try await Backend.sqlite.withStore { store async throws in
      let writer = try #require(store as? SQLiteStore).writer
      return try await writer.onConnection { try $0.plan(of: PastDecisions.denials) }.joined(separator: "\n")
    }
    #expect(plan.contains("SEARCH delivery USING INDEX delivery_denied (portal=? AND person=?)"))
    #expect(!plan.contains("TEMP B-TREE"))
  }
}
