import Commands
import Domain
import Engine
import TestSupport
import Testing

/// What every store promises about what people choose for themselves.
@Suite("Store: personal choices", .tags(.io), .temporaryDirectory)
struct PersonalChoiceTests {
  @Test(arguments: Backend.allCases)
  func `language and time zone are kept with the person, and with nobody else`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for person in [PersonKey.ada, .bob] { try transaction.know(.named(person), at: .newYear) }
        try transaction.choose(.language("de"), for: .ada)
        try transaction.choose(.timeZone("Asia/Kolkata"), for: .ada)
        try transaction.choose(.timeZone("Europe/Berlin"), for: .ada)
      }
      var ada = Person.named(.ada)
      ada.language = "de"
      ada.timeZone = "Europe/Berlin"
      let chosen = ada
      #expect(try await store.snapshot { try $0.person(PersonKey.ada) } == chosen)
      #expect(try await store.snapshot { try $0.person(PersonKey.bob) } == .named(.bob))
      let fault = await #expect(throws: StoreFault.self) {
        try await store.transaction { try $0.choose(.language("de"), for: .eve) }
      }
      #expect(fault?.code == "storage.overtaken")
    }
  }

  @Test(arguments: Backend.allCases)
  func `a person's accounts are found`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for person in [PersonKey.ada, .bob] { try transaction.know(.named(person), at: .newYear) }
      }
      #expect(try await store.snapshot { try $0.accounts(of: .bob) } == [Account(connection: "slack", user: "Ubob")])
      #expect(try await store.snapshot { try $0.accounts(of: .eve) } == [])
    }
  }
}
