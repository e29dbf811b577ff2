import Commands
import Domain
import Engine
import Synchronization
import TestSupport
import Testing

@testable import Storage

/// What only PostgreSQL has to promise.
@Suite("PostgreSQL store", .tags(.io), .temporaryDirectory)
struct PostgresStoreTests {
  @Test func `a transaction that can't be serialized is tried again until it is done`() async throws {
    let retries = Atomic(0)
    let address = try await PostgresServer.ownSpace()
    let store = try await PostgresStore.open(
      address, portal: "acme", newSeed: Backend.seed, at: .newYear, connections: 4,
      onRetry: { retries.add(1, ordering: .relaxed) })
    try await store.transaction { try $0.create(.named("Apollo", key: "k1")) }
    let runs = Atomic(0)
    let (first, second) = (Gate(), Gate())
    async let slow: Void = store.transaction { transaction in
      let isFirst = runs.add(1, ordering: .relaxed).oldValue == 0
      _ = try transaction.group(GroupKey("k1"))
      if isFirst {
        first.open()
        second.wait()
      }
      try transaction.set(.bob, .member, in: "k1")
    }
    // Once the other has read, this one changes what it read.
    while !first.isOpened { await Task.yield() }
    try await store.transaction { try $0.set(.eve, .member, in: "k1") }
    second.open()
    try await slow
    #expect(runs.load(ordering: .relaxed) >= 2)
    #expect(retries.load(ordering: .relaxed) >= 1)
    #expect(try await store.snapshot { try $0.group(GroupKey("k1"))?.memberCount } == 3)
    await store.close()
  }

  @Test func `a body that overlooks a conflict is tried again all the same`() async throws {
    let address = try await PostgresServer.ownSpace()
    let store = try await Backend.postgres.open()
    try await store.transaction { try $0.create(.named("Apollo", key: "k1")) }
    let runs = Atomic(0)
    try await store.transaction { transaction in
      _ = try transaction.group(GroupKey("k1"))
      if runs.add(1, ordering: .relaxed).oldValue == 0 {
        try PostgresConnection(address).runScript("UPDATE groups SET members = 5")
      }
      try? transaction.undoing { try $0.set(.bob, .member, in: "k1") }
    }
    #expect(runs.load(ordering: .relaxed) == 2)
    #expect(try await store.snapshot { try $0.group(GroupKey("k1"))?.memberCount } == 6)
    await store.close()
  }

  @Test func `several nodes that start at once make the tables once and agree on the seed`() async throws {
    let address = try await PostgresServer.ownSpace()
    let seeds = try await withThrowingTaskGroup(of: Secret.self) { group in
      for number in 0..<6 {
        group.addTask {
          let store = try await PostgresStore.open(
            address, portal: "acme", newSeed: [UInt8](repeating: UInt8(number), count: 32), at: .newYear,
            connections: 1)
          await store.close()
          return store.seed
        }
      }
      return try await group.reduce(into: [Secret]()) { $0.append($1) }
    }
    #expect(seeds.count == 6)
    #expect(seeds.allSatisfy { $0.bytes == seeds[0].bytes })
  }

  @Test func `a step of the schema may take longer than any other statement`() async throws {
    let connection = try PostgresConnection(try await PostgresServer.ownSpace())
    try connection.runScript("SET statement_timeout = '100ms'")
    try connection.beginWaiting()
    try Schema.update(connection, steps: ["SELECT pg_sleep(0.5)"], at: .newYear)
    try connection.commit()
    // Afterwards the limit holds again.
    let fault = #expect(throws: StoreFault.self) { try connection.runScript("SELECT pg_sleep(0.5)") }
    #expect(fault?.operatorText.contains("57014") == true)
  }

  @Test func `two nodes record a delivery once`() async throws {
    let one = try await Backend.postgres.open()
    let other = try await Backend.postgres.open()
    let effects = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<20 {
        let store = number % 2 == 0 ? one : other
        group.addTask {
          try await store.transaction { transaction in
            if try transaction.delivery(.init(connection: "slack", id: "d1")) != nil { return 0 }
            try transaction.record(.of("d1"))
            try transaction.enqueue(.addressed("p\(number)"), leaseEnd: .newYear)
            return 1
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(effects == 1)
    #expect(try await one.snapshot { try $0.outboxDepth().waiting } == 1)
    await one.close()
    await other.close()
  }

  @Test func `after a crash of the server it goes on by itself`() async throws {
    let server = try PostgresServer()
    let store = try await PostgresStore.open(
      try await server.space(named: "muster"), portal: "acme", newSeed: Backend.seed, at: .newYear, connections: 3)
    try await withThrowingTaskGroup { group in
      for number in 0..<9 {
        group.addTask { try await store.transaction { try $0.record(.of("d\(number)")) } }
      }
      try await group.waitForAll()
    }
    try await server.crash()
    for number in 9..<18 { try await store.transaction { try $0.record(.of("d\(number)")) } }
    #expect(try await store.snapshot { try $0.delivery(.init(connection: "slack", id: "d0")) } != nil)
    try await server.stop()
    let fault = await #expect(throws: StoreFault.self) {
      try await store.transaction { try $0.record(.of("d18")) }
    }
    #expect(fault?.operatorText.hasPrefix("no connection to PostgreSQL") == true)
    try await server.start()
    try await store.transaction { try $0.record(.of("d18")) }
    await store.close()
  }

  @Test func `a server that ends in the middle of a transaction undoes it, and it runs again`() async throws {
    let address = try await PostgresServer.ownSpace()
    let store = try await PostgresStore.open(
      "\(address)&application_name=victim", portal: "acme", newSeed: Backend.seed, at: .newYear, connections: 1)
    let runs = Atomic(0)
    try await store.transaction { transaction in
      try transaction.record(.of("d1"))
      if runs.add(1, ordering: .relaxed).oldValue == 0 {
        try PostgresConnection(address).runScript(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'
          """)
      }
      try transaction.enqueue(.addressed("p1"), leaseEnd: .newYear)
    }
    #expect(runs.load(ordering: .relaxed) == 2)
    #expect(try await store.snapshot { try $0.outboxDepth().waiting } == 1)
    await store.close()
  }

  @Test func `a server that ends in the middle of a commit leaves its fate unknown, and says so`() async throws {
    let store = try await Backend.postgres.open()
    try await Backend.postgres.runScript(
      """
      CREATE FUNCTION end_it() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_terminate_backend(pg_backend_pid());
        PERFORM pg_sleep(10);
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER end_it AFTER INSERT ON delivery DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION end_it();
      """)
    let fault = await #expect(throws: StoreFault.self) { try await store.transaction { try $0.record(.of("d1")) } }
    #expect(fault?.isFateUnknown == true)
    #expect(fault?.code == "storage.fate")
    // What doesn't wait for the commit is known to be undone, and so is what the server refuses.
    let other = await #expect(throws: StoreFault.self) {
      try await store.transaction { transaction in
        try transaction.enqueue(.addressed("p1"), leaseEnd: .newYear)
        try transaction.enqueue(.addressed("p1"), leaseEnd: .newYear)
      }
    }
    #expect(other?.isFateUnknown == false)
    await store.close()
  }

  @Test(arguments: [
    "postgresql://muster:hunter2@127.0.0.1:1/muster", "host=127.0.0.1 port=1 user=muster password=hunter2",
    "postgresql://muster:hunter2@[::1/muster", "password=hunter2 nonsense", "hunter2",
  ])
  func `a password is in no fault`(_ address: String) async throws {
    let fault = await #expect(throws: StoreFault.self) {
      _ = try await PostgresStore.open(address, portal: "acme", newSeed: Backend.seed, at: .newYear)
    }
    #expect(fault?.code == "storage.postgres")
    #expect(!String(reflecting: fault).contains("hunter2"))
  }
}
