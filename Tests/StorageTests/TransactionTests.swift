import Commands
import Domain
import Engine
import TestSupport
import Testing

/// What every store promises about transactions and snapshots.
@Suite("Store: transactions", .tags(.io), .temporaryDirectory)
struct TransactionTests {
  @Test(arguments: Backend.allCases)
  func `what a transaction throws reaches its caller and undoes what it wrote`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      await #expect(throws: Stop(number: 7)) {
        try await store.transaction { transaction in
          try transaction.create(.named("Apollo", key: "k1"))
          throw Stop(number: 7)
        }
      }
      #expect(try await store.snapshot { try $0.group(GroupKey("k1")) } == nil)
    }
  }

  @Test(arguments: Backend.allCases)
  func `of many at once, those that fail undo themselves alone`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let failed = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<100 {
          group.addTask {
            do {
              try await store.transaction { transaction in
                try transaction.create(.named("G \(number)", key: "k\(number)"))
                try transaction.record(.of("d\(number)"))
                if number % 3 == 0 { throw Stop(number: number) }
              }
              return false
            } catch let stop as Stop {
              #expect(stop.number == number)
              return true
            }
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(failed == 34)
      let kept = try await store.snapshot { reading throws in
        try (0..<100).filter { number in
          let group = try reading.group(GroupKey("k\(number)")) != nil
          let delivery = try reading.delivery(.init(connection: "slack", id: "d\(number)")) != nil
          #expect(group == delivery)
          return group
        }
      }
      #expect(kept == (0..<100).filter { $0 % 3 != 0 })
    }
  }

  @Test(arguments: Backend.allCases)
  func `undoing undoes its own work and nothing else`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Before", key: "before"))
        #expect(throws: Stop()) {
          try transaction.undoing { workspace in
            try workspace.create(.named("Inside", key: "inside"))
            throw Stop()
          }
        }
        let value = try transaction.undoing { workspace in
          try workspace.create(.named("Kept", key: "kept"))
          return 5
        }
        #expect(value == 5)
        try transaction.record(.of("d1", outcome: "denied G12"))
      }
      try await store.snapshot { reading throws in
        #expect(try reading.group(GroupKey("before")) != nil)
        #expect(try reading.group(GroupKey("inside")) == nil)
        #expect(try reading.group(GroupKey("kept")) != nil)
        #expect(try reading.delivery(.init(connection: "slack", id: "d1"))?.outcome == "denied G12")
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a fault inside undoing leaves the rest of the transaction usable`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.enqueue(.addressed("p1"), leaseEnd: .newYear)
        try? transaction.undoing { workspace in
          try workspace.create(.named("Apollo", key: "k1"))
          try workspace.create(.named("Apollo", key: "k1"))
        }
        try transaction.record(.of("d1"))
      }
      try await store.snapshot { reading throws in
        #expect(try reading.group(GroupKey("k1")) == nil)
        #expect(try reading.delivery(.init(connection: "slack", id: "d1")) != nil)
        #expect(try reading.outboxDepth().waiting == 1)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `what two read and change at once is lost by neither`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { try $0.create(.named("Apollo", key: "k1")) }
      try await withThrowingTaskGroup { group in
        for number in 0..<24 {
          group.addTask {
            try await store.transaction { transaction in
              try transaction.set(PersonKey("p\(number)"), .member, in: "k1")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await store.snapshot { try $0.group(GroupKey("k1"))?.memberCount } == 25)
    }
  }

  @Test(arguments: Backend.allCases)
  func `of two who decide by the same facts, the second sees what the first did`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.set(.bob, .moderator, in: "k1")
        try transaction.set(.eve, .moderator, in: "k1")
      }
      // Each removes the other while being a moderator; only the first still is one when it does.
      @Sendable func remove(_ target: PersonKey, by actor: PersonKey) async throws {
        try await store.transaction { transaction in
          let key = GroupKey("k1")
          guard try transaction.membership(of: actor, in: key)?.standing == .moderator else { return }
          try transaction.set(target, .none, in: "k1")
        }
      }
      async let one: Void = remove(.eve, by: .bob)
      async let other: Void = remove(.bob, by: .eve)
      _ = try await (one, other)
      let left = try await store.snapshot { reading throws in
        try [PersonKey.bob, .eve].filter { try reading.membership(of: $0, in: GroupKey("k1")) != nil }
      }
      #expect(left.count == 1)
      #expect(try await store.snapshot { try $0.group(GroupKey("k1"))?.memberCount } == 2)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a snapshot stays at its moment`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let (started, start) = AsyncStream<Void>.makeStream()
      let gate = Gate()
      async let seen = store.snapshot { reading throws in
        let before = try reading.group(GroupKey("k1"))
        start.finish()
        gate.wait()
        return (before, try reading.group(GroupKey("k1")))
      }
      for await _ in started {}
      try await store.transaction { try $0.create(.named("Apollo", key: "k1")) }
      gate.open()
      let (before, after) = try await seen
      #expect(before == nil)
      #expect(after == nil)
      #expect(try await store.snapshot { try $0.group(GroupKey("k1")) } != nil)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a snapshot has no way to write`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      #expect(try await store.snapshot { $0 is any Transaction } == false)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a closed store refuses and hangs nobody`(_ backend: Backend) async throws {
    let store = try await backend.open()
    await store.close()
    await store.close()
    let write = await #expect(throws: StoreFault.self) { try await store.transaction { try $0.record(.of("d1")) } }
    let read = await #expect(throws: StoreFault.self) { try await store.snapshot { try $0.outboxDepth().waiting } }
    #expect(write?.code == "storage.closed")
    #expect(read?.code == "storage.closed")
  }

  @Test(arguments: Backend.allCases)
  func `closing finishes what was begun`(_ backend: Backend) async throws {
    let store = try await backend.open()
    let outcomes = await withTaskGroup { group in
      for number in 0..<50 {
        group.addTask {
          do {
            try await store.transaction { try $0.record(.of("d\(number)")) }
            return number
          } catch {
            return -1
          }
        }
      }
      group.addTask {
        await store.close()
        return -1
      }
      return await group.reduce(into: [Int]()) { $0.append($1) }.filter { $0 >= 0 }
    }
    let again = try await backend.open()
    let lost = try await again.snapshot { reading throws in
      try outcomes.filter { try reading.delivery(.init(connection: "slack", id: "d\($0)")) == nil }
    }
    await again.close()
    #expect(lost == [])
  }
}
