import Commands
import Domain
import Engine
import TestSupport
import Testing

/// What every store promises about deliveries and the outbox.
@Suite("Store: deliveries and outbox", .tags(.io), .temporaryDirectory)
struct DeliveryTests {
  @Test(arguments: Backend.allCases)
  func `a delivery comes back whole, and a second record of it is refused`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let key = DeliveryRecord.Key(connection: "slack", id: "d/1\n")
      let record = DeliveryRecord(
        key: key, fingerprint: [0, 255], at: .later(2), person: nil, outcome: "not found", reply: [0, 10, 200])
      try await store.transaction { try $0.record(record) }
      #expect(try await store.snapshot { try $0.delivery(key) } == record)
      let fault = await #expect(throws: StoreFault.self) {
        try await store.transaction { transaction in
          try transaction.create(.named("Apollo", key: "k1"))
          try transaction.record(record)
        }
      }
      #expect(fault?.code == "storage.delivery")
      #expect(try await store.snapshot { try $0.group(GroupKey("k1")) } == nil)
      try await store.transaction { try $0.record(.of("d/1\n2")) }
    }
  }

  @Test(arguments: Backend.allCases)
  func `of the same delivery many times at once, one has its effect`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let effects = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<20 {
          group.addTask {
            try await store.transaction { transaction in
              if try transaction.delivery(.init(connection: "slack", id: "d1")) != nil { return 0 }
              try transaction.create(.named("Apollo", key: "k\(number)"))
              try transaction.record(.of("d1"))
              return 1
            }
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(effects == 1)
      #expect(try await backend.texts("SELECT key FROM groups").count == 1)
    }
  }

  @Test(arguments: Backend.allCases)
  func `old deliveries are forgotten, oldest first and not too many at once`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for number in 0..<10 { try transaction.record(.of("d\(number)", at: .later(Int64(9 - number)))) }
      }
      #expect(try await store.transaction { try $0.forgetDeliveries(before: .later(5), limit: 3) } == 3)
      #expect(try await backend.texts("SELECT id FROM delivery ORDER BY id") == (0...6).map { "d\($0)" })
      #expect(try await store.transaction { try $0.forgetDeliveries(before: .later(5), limit: 100) } == 2)
      #expect(try await store.transaction { try $0.forgetDeliveries(before: .later(5), limit: 100) } == 0)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a parcel is its sender's until the lease ends, then whose who takes it`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.enqueue(.addressed("p2", created: .later(1)), leaseEnd: .later(10))
        try transaction.enqueue(.addressed("p1", created: .later(2), body: []), leaseEnd: .later(10))
        try transaction.enqueue(.addressed("p3"), leaseEnd: .later(99))
      }
      @Sendable func take(_ now: Int64, until end: Int64, limit: Int = 9) async throws -> [Parcel] {
        try await store.transaction { try $0.takeParcels(dueAt: .later(now), leaseEnd: .later(end), limit: limit) }
      }
      #expect(try await take(9, until: 20) == [])
      let first = try await take(10, until: 20)
      #expect(first == [.addressed("p2", created: .later(1)), .addressed("p1", created: .later(2), body: [])])
      #expect(try await take(19, until: 30) == [])
      #expect(try await take(20, until: 30, limit: 1).count == 1)
      #expect(try await store.snapshot { try $0.outboxDepth().waiting } == 3)
    }
  }

  @Test(arguments: Backend.allCases)
  func `who has no room for a kind leaves its parcels for others, and takes what is behind them`(
    _ backend: Backend
  ) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for number in 0..<20 {
          for connection in ["a", "a-b"] {
            for (kind, address) in [("r", "https://direct:1"), ("d", Parcel.directAddress(of: "U1"))] {
              let key = "\(connection) \(kind)\(number)"
              try transaction.enqueue(.addressed(key, on: connection, to: address), leaseEnd: .later(Int64(number)))
            }
          }
        }
      }
      @Sendable func take(_ limit: Int, leaving full: Set<Parcel.Kind>) async throws -> Set<String> {
        try await store.transaction { transaction in
          let taken = try transaction.takeParcels(
            dueAt: .later(20), leaseEnd: .later(99), limit: limit, leaving: full)
          return Set(taken.map(\.key))
        }
      }
      let (replies, direct) = (
        Parcel.Kind(connection: "a", isDirect: false), Parcel.Kind(connection: "a", isDirect: true)
      )
      let others = Set((0..<20).flatMap { ["a-b r\($0)", "a-b d\($0)"] })
      #expect(try await take(3, leaving: [replies, direct]) == ["a-b d0", "a-b r0", "a-b d1"])
      #expect(try await take(99, leaving: [replies, direct]) == others.subtracting(["a-b d0", "a-b r0", "a-b d1"]))
      #expect(try await take(99, leaving: [direct]) == Set((0..<20).map { "a r\($0)" }))
      #expect(try await take(99, leaving: []) == Set((0..<20).map { "a d\($0)" }))
    }
  }

  @Test(arguments: Backend.allCases)
  func `a parcel that was taken goes, and one that failed is kept without address and body`(
    _ backend: Backend
  ) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for key in ["p1", "p2", "p3"] { try transaction.enqueue(.addressed(key), leaseEnd: .newYear) }
        try transaction.settle([
          .taken(key: "p1"), .failed(key: "p2", reason: "HTTP 404", at: .later(5)),
          .again(key: "p3", next: .later(7), tries: 1, usesLeft: 4), .taken(key: "unknown"),
        ])
      }
      let depth = try await store.snapshot { try $0.outboxDepth() == (1, 1) }
      #expect(depth)
      let failed = try await backend.texts(
        """
        SELECT key || reason || address || '|' || CAST(LENGTH(body) AS TEXT) || CAST(failed_at - 1767225600000 AS TEXT)
        FROM outbox WHERE next_try IS NULL
        """)
      #expect(failed == ["p2HTTP 404|05"])
      let again = try await store.transaction { transaction in
        let early = try transaction.takeParcels(dueAt: .later(6), leaseEnd: .later(8), limit: 9)
        return try early + transaction.takeParcels(dueAt: .later(7), leaseEnd: .later(8), limit: 9)
      }
      var expected = Parcel.addressed("p3")
      expected.tries = 1
      expected.usesLeft = 4
      #expect(again == [expected])
    }
  }

  @Test(arguments: Backend.allCases)
  func `parcels that failed are forgotten in time, not too many at once, and what waits never is`(
    _ backend: Backend
  ) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for key in ["p1", "p2", "p3", "p4", "waits"] {
          try transaction.enqueue(.addressed(key), leaseEnd: .newYear)
        }
        try transaction.settle(
          ["p1", "p2", "p3"].map { .failed(key: $0, reason: "HTTP 404", at: .newYear) }
            + [.failed(key: "p4", reason: "HTTP 404", at: .later(5))])
      }
      for (count, left) in [(2, 2), (1, 1), (0, 1)] {
        #expect(try await store.transaction { try $0.forgetFailedParcels(before: .later(5), limit: 2) } == count)
        let depth = try await store.snapshot { try $0.outboxDepth() }
        #expect(depth.failed == left && depth.waiting == 1)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `after a crash, parcels that were never tried are due at once, and others in their time`(
    _ backend: Backend
  ) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for key in ["new", "tried", "failed"] { try transaction.enqueue(.addressed(key), leaseEnd: .later(50)) }
        try transaction.settle([
          .again(key: "tried", next: .later(50), tries: 1, usesLeft: 4),
          .failed(key: "failed", reason: "HTTP 404", at: .newYear),
        ])
        try transaction.releaseUntriedParcels()
      }
      let due = try await store.transaction {
        try $0.takeParcels(dueAt: .later(1), leaseEnd: .later(9), limit: 9).map(\.key)
      }
      #expect(due == ["new"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `many who take at once never take the same`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for number in 0..<60 { try transaction.enqueue(.addressed("p\(number)"), leaseEnd: .newYear) }
      }
      let taken = try await withThrowingTaskGroup(of: [String].self) { group in
        for _ in 0..<8 {
          group.addTask {
            var keys: [String] = []
            while true {
              let some = try await store.transaction {
                try $0.takeParcels(dueAt: .later(1), leaseEnd: .later(9), limit: 5)
              }
              if some.isEmpty { return keys }
              keys += some.map(\.key)
            }
          }
        }
        return try await group.reduce(into: [String]()) { $0 += $1 }
      }
      #expect(taken.sorted() == (0..<60).map { "p\($0)" }.sorted())
    }
  }
}
