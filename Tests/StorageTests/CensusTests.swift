import Domain
import Engine
import TestSupport
import Testing

@testable import Storage

/// Who is in a store, read from outside while somebody else has it open.
@Suite("Store: census", .tags(.io), .temporaryDirectory)
struct CensusTests {
  @Test(arguments: Backend.allCases)
  func `everybody and every group is counted, and nothing is written`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      #expect(try await Self.census(of: backend) == Census(people: [], groups: [], memberships: [:]))
      try await store.transaction { transaction in
        for person in [PersonKey.ada, .bob] { try transaction.know(.named(person), at: .newYear) }
        try transaction.know(.named(.eve, isExternal: true), at: .newYear)
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.create(.named("Vega", key: "k2", privacy: .hidden, owner: .bob))
        try transaction.set(.bob, .moderator, in: "k1")
      }
      let census = try await Self.census(of: backend, portal: "acme")
      #expect(Set(census.people.map(\.key)) == [.ada, .bob, .eve])
      #expect(census.people.filter(\.isExternal).map(\.key) == [.eve])
      #expect(Set(census.groups.map(\.key.text)) == ["k1", "k2"])
      let standings = census.memberships.mapValues { all in
        Dictionary(uniqueKeysWithValues: all.map { ($0.person, $0.standing) })
      }
      #expect(
        standings == [
          GroupKey("k1"): [.ada: .owner, .bob: .moderator], GroupKey("k2"): [.bob: .owner],
        ])
      // The store's own process goes on as before.
      try await store.transaction { try $0.set(.eve, .member, in: "k1") }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a portal that is not there is told, with those that are`(_ backend: Backend) async throws {
    try await backend.withStore { _ async throws in
      let fault = await #expect(throws: StoreFault.self) { try await Self.census(of: backend, portal: "other") }
      #expect(fault?.operatorText == "the store has no portal “other”; it holds: acme")
    }
  }

  @Test func `a store that is closed can be counted, and one that is not there can't`() async throws {
    try await Backend.sqlite.withStore { try await $0.transaction { try $0.know(.named(.ada), at: .newYear) } }
    #expect(try await Self.census(of: .sqlite).people.map(\.key) == [.ada])
    #expect(throws: StoreFault.self) { try Census.take(sqlite: TemporaryDirectory.path + "/absent.db", portal: nil) }
  }

  private static func census(of backend: Backend, portal: String? = nil) async throws -> Census {
    switch backend {
    case .sqlite: try Census.take(sqlite: "\(TemporaryDirectory.path)/muster.db", portal: portal)
    case .postgres: try Census.take(postgresql: Secret(try await PostgresServer.ownSpace()), portal: portal)
    }
  }
}
