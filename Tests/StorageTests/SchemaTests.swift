import Commands
import Domain
import Engine
import TestSupport
import Testing

@testable import Storage

/// What every store promises about its tables and its seed.
@Suite("Store: schema", .tags(.io), .temporaryDirectory)
struct SchemaTests {
  @Test(arguments: Backend.allCases)
  func `a store that is opened again has everything, and the seed of its first start`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      #expect(store.seed.bytes == Backend.seed)
      try await store.transaction { try $0.create(.named("Apollo", key: "k1")) }
    }
    let again = try await backend.open(newSeed: [UInt8](repeating: 9, count: 32))
    #expect(again.seed.bytes == Backend.seed)
    #expect(try await again.snapshot { try $0.group(GroupKey("k1")) } == .named("Apollo", key: "k1"))
    await again.close()
    let steps = try await backend.texts("SELECT CAST(number AS TEXT) FROM schema_step ORDER BY schema_step.number")
    #expect(steps == (1...Schema.steps.count).map { "\($0)" })
  }

  @Test(arguments: Backend.allCases)
  func `a seed of another length is refused`(_ backend: Backend) async throws {
    let fault = await #expect(throws: StoreFault.self) { _ = try await backend.open(newSeed: [1, 2, 3]) }
    #expect(fault?.code == "storage.seed")
    // Nothing was kept of the attempt.
    try await backend.withStore { store async throws in #expect(store.seed.bytes == Backend.seed) }
  }

  @Test(arguments: Backend.allCases)
  func `a store from the future is refused`(_ backend: Backend) async throws {
    try await backend.open().close()
    try await backend.runScript("INSERT INTO schema_step (number, done) VALUES (9999, 0)")
    let fault = await #expect(throws: StoreFault.self) { _ = try await backend.open() }
    #expect(fault?.code == "storage.future")
    #expect(fault?.operatorText.contains("store from the future") == true)
  }

  @Test(arguments: Backend.allCases)
  func `each step runs once, and one that fails leaves nothing of itself`(_ backend: Backend) async throws {
    try await backend.update(with: ["CREATE TABLE one (a BIGINT)"])
    try await backend.update(with: ["CREATE TABLE one (a BIGINT)", "CREATE TABLE two (a BIGINT)"])
    await #expect(throws: StoreFault.self) {
      try await backend.update(with: [
        "CREATE TABLE one (a BIGINT)", "CREATE TABLE two (a BIGINT)", "CREATE TABLE three (a BIGINT); CREATE nonsense",
      ])
    }
    try await backend.update(with: [
      "CREATE TABLE one (a BIGINT)", "CREATE TABLE two (a BIGINT)", "CREATE TABLE three (a BIGINT)",
    ])
    #expect(try await backend.texts("SELECT CAST(COUNT(*) AS TEXT) FROM schema_step") == ["3"])
  }
}

extension Backend {
  /// Runs a script on the running test's store while nobody has it open.
  func runScript(_ sql: String) async throws {
    switch self {
    case .sqlite:
      try SQLiteConnection(path: "\(TemporaryDirectory.path)/muster.db", isReadOnly: false).runScript(sql)
    case .postgres: try PostgresConnection(try await PostgresServer.ownSpace()).runScript(sql)
    }
  }

  /// Brings the running test's store to the last of these steps.
  fileprivate func update(with steps: [StaticString]) async throws {
    switch self {
    case .sqlite:
      let connection = try SQLiteConnection(path: "\(TemporaryDirectory.path)/muster.db", isReadOnly: false)
      try connection.begin()
      try Schema.update(connection, steps: steps, at: .newYear)
      try connection.commit()
    case .postgres:
      let connection = try PostgresConnection(try await PostgresServer.ownSpace())
      try connection.beginWaiting()
      try Schema.update(connection, steps: steps, at: .newYear)
      try connection.commit()
    }
  }
}
