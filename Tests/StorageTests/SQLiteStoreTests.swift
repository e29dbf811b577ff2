import Commands
import Domain
import Engine
import Platform
import TestSupport
import Testing

@testable import Storage

/// What only SQLite has to promise.
@Suite("SQLite store", .tags(.io), .temporaryDirectory)
struct SQLiteStoreTests {
  var path: String { "\(TemporaryDirectory.path)/muster.db" }

  @Test func `a second owner of the file is refused, also by another name of it`() async throws {
    try await Backend.sqlite.withStore { store async throws in
      let fault = await #expect(throws: StoreFault.self) { _ = try await Backend.sqlite.open() }
      #expect(fault?.code == "storage.locked")
      #expect(fault?.operatorText == "another process has \(path) open")
      let other = "\(TemporaryDirectory.path)/link.db"
      try TemporaryDirectory.link(other, to: path)
      let again = await #expect(throws: StoreFault.self) {
        _ = try await SQLiteStore.open(path: other, portal: "acme", newSeed: Backend.seed, at: .newYear)
      }
      #expect(again?.code == "storage.locked")
      try await store.transaction { try $0.record(.of("d1")) }
    }
    try await Backend.sqlite.withStore { _ in }
  }

  @Test func `a directory that isn't there is a clear fault`() async throws {
    let fault = await #expect(throws: StoreFault.self) {
      _ = try await SQLiteStore.open(path: "\(path)/no/file", portal: "acme", newSeed: Backend.seed, at: .newYear)
    }
    #expect(fault?.code == "storage.sqlite")
    #expect(fault?.operatorText.contains("while opening the store") == true)
  }

  @Test func `it runs in the safe modes`() async throws {
    try await Backend.sqlite.withStore { store async throws in
      let writer = try #require(store as? SQLiteStore).writer
      #expect(try await writer.text("PRAGMA journal_mode") == "wal")
      #expect(try await writer.text("PRAGMA synchronous") == "2")
      #expect(SQLiteStore.libraryVersion.hasPrefix("3."))
    }
  }

  @Test func `a reader's connection can't write`() async throws {
    try await Backend.sqlite.withStore { _ async throws in
      let reader = try SQLiteConnection(path: path, isReadOnly: true)
      let fault = #expect(throws: StoreFault.self) { try reader.run("DELETE FROM groups") }
      #expect(fault?.operatorText.contains("SQLite result 8") == true)
    }
  }

  @Test func `the file and its log are for the owner alone, and closing empties the log`() async throws {
    let store = try await Backend.sqlite.open()
    try await store.transaction { try $0.record(.of("d1")) }
    #expect(try TemporaryDirectory.mode(of: path) == 0o600)
    #expect(try TemporaryDirectory.mode(of: "\(path)-wal") == 0o600)
    await store.close()
    #expect(throws: TemporaryDirectory.Failed.self) { try TemporaryDirectory.mode(of: "\(path)-wal") }
  }

  @Test func `many callers share commits, and everybody is told after it`() async throws {
    let sizes = Guarded<[Int]>([])
    let store = try await SQLiteStore.open(
      path: path, portal: "acme", newSeed: Backend.seed, at: .newYear,
      onCommit: { size in sizes.withLock { $0.append(size) } })
    try await withThrowingTaskGroup { group in
      for number in 0..<1_000 {
        group.addTask { try await store.transaction { try $0.record(.of("d\(number)")) } }
      }
      try await group.waitForAll()
    }
    let groups = sizes.withLock { $0 }
    #expect(groups.reduce(0, +) == 1_000)
    #expect(groups.count < 500)
    #expect(groups.allSatisfy { $0 <= SQLiteWriter.largestGroup })
    await store.close()
  }

  @Test func `a full disk is a fault, reading goes on, and so does writing when there is room again`() async throws {
    try await Backend.sqlite.withStore { store async throws in
      let writer = try #require(store as? SQLiteStore).writer
      try await store.transaction { try $0.record(.of("before")) }
      let pages = try #require(try await writer.text("PRAGMA page_count").flatMap { Int($0) })
      try await writer.runScript("PRAGMA max_page_count = \(pages)")
      let body = [UInt8](repeating: 7, count: 100_000)
      let faults = await withTaskGroup(of: String?.self) { group in
        for number in 0..<20 {
          group.addTask {
            let fault = await #expect(throws: StoreFault.self) {
              try await store.transaction { transaction in
                try transaction.record(.of("d\(number)"))
                try transaction.enqueue(.addressed("p\(number)", body: body), leaseEnd: .newYear)
              }
            }
            return fault?.operatorText
          }
        }
        return await group.reduce(into: [String?]()) { $0.append($1) }
      }
      #expect(faults.allSatisfy { $0?.hasPrefix("SQLite") == true })
      #expect(try await Backend.sqlite.texts("SELECT id FROM delivery") == ["before"])
      try await writer.runScript("PRAGMA max_page_count = 1000000")
      try await store.transaction { try $0.enqueue(.addressed("p", body: body), leaseEnd: .newYear) }
      #expect(try await Backend.sqlite.texts("SELECT key FROM outbox") == ["p"])
    }
  }

  @Test func `a body that overlooks a full disk acknowledges nothing`() async throws {
    try await Backend.sqlite.withStore { store async throws in
      let writer = try #require(store as? SQLiteStore).writer
      let pages = try #require(try await writer.text("PRAGMA page_count").flatMap { Int($0) })
      try await writer.runScript("PRAGMA max_page_count = \(pages)")
      let body = [UInt8](repeating: 7, count: 100_000)
      do {
        try await store.transaction { transaction in
          try? transaction.enqueue(.addressed("p", body: body), leaseEnd: .newYear)
          try? transaction.record(.of("d1"))
        }
      } catch {
        #expect(try await Backend.sqlite.texts("SELECT id FROM delivery") == [])
      }
      try await writer.runScript("PRAGMA max_page_count = 1000000")
      try await store.transaction { try $0.record(.of("d2")) }
      #expect(try await Backend.sqlite.texts("SELECT key FROM outbox") == [])
    }
  }

  @Test func `a commit that fails acknowledges nothing in its group, and the next group goes on`() async throws {
    try await Backend.sqlite.withStore { store async throws in
      let writer = try #require(store as? SQLiteStore).writer
      // A foreign key that is checked at the commit makes just that fail.
      try await writer.runScript(
        """
        PRAGMA foreign_keys = ON; CREATE TABLE parent (id INTEGER PRIMARY KEY);
        CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER poison AFTER INSERT ON delivery WHEN new.id = 'poison'
        BEGIN INSERT INTO child VALUES (1); END
        """)
      // While this one is under way, the next group gathers.
      let (started, gate) = (Gate(), Gate())
      async let held: Void = store.transaction { transaction in
        try transaction.record(.of("held"))
        started.open()
        gate.wait()
      }
      while !started.isOpened { await Task.yield() }
      let (acknowledged, faults) = await withTaskGroup(of: String?.self) { group in
        for id in ["a", "poison", "b"] {
          group.addTask {
            do {
              try await store.transaction { try $0.record(.of(id)) }
              return id
            } catch {
              return nil
            }
          }
        }
        gate.open()
        return await group.reduce(into: ([String](), 0)) { result, id in
          if let id { result.0.append(id) } else { result.1 += 1 }
        }
      }
      try await held
      #expect(faults >= 1)
      #expect(!acknowledged.contains("poison"))
      let kept = try await Backend.sqlite.texts("SELECT id FROM delivery ORDER BY id")
      #expect(kept == (acknowledged + ["held"]).sorted())
      try await store.transaction { try $0.record(.of("after")) }
    }
  }
}

extension SQLiteWriter {
  /// What a statement says in its first column, as text.
  fileprivate func text(_ sql: StaticString) throws -> String? {
    try onConnection { try $0.row(sql, []) { $0.text(0) } }
  }

  fileprivate func runScript(_ sql: String) throws { try onConnection { try $0.runScript(sql) } }
}
