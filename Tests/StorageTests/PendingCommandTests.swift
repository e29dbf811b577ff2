import CommandLanguage
import Commands
import Domain
import Engine
import TestSupport
import Testing

@testable import Storage

/// What every store promises about what waits for somebody's Yes.
@Suite("Store: what waits for Yes", .tags(.io), .temporaryDirectory)
struct PendingCommandTests {
  private static func waiting(_ code: String, of person: PersonKey = .ada, until expires: Int64 = 100) -> PendingCommand
  {
    PendingCommand(
      code: code, person: person, connection: "slack",
      pieces: [
        .text("/project remove "), .mention(user: "U012AB3CD", handle: ""), .text(" t3:m \n\u{1}🦊"),
        .mention(user: "", handle: "ä:"), .text(""),
      ], question: "3:key()🦊", expires: .later(expires))
  }

  @Test(arguments: Backend.allCases)
  func `it comes back whole, once, to its person alone`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { try $0.keep(Self.waiting("4f7k"), at: .newYear) }
      let taken = try await store.transaction { transaction in
        try (
          other: transaction.takePendingCommand("4f7k", of: .bob, at: .newYear),
          wrong: transaction.takePendingCommand("4f7m", of: .ada, at: .newYear),
          right: transaction.takePendingCommand("4f7k", of: .ada, at: .newYear),
          again: transaction.takePendingCommand("4f7k", of: .ada, at: .newYear)
        )
      }
      #expect(taken.other == nil && taken.wrong == nil)
      #expect(taken.right == Self.waiting("4f7k"))
      #expect(taken.again == nil)
    }
  }

  @Test(arguments: Backend.allCases)
  func `what is undone was not taken`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { try $0.keep(Self.waiting("4f7k"), at: .newYear) }
      let taken = try await store.transaction { transaction in
        try? transaction.undoing { workspace in
          _ = try workspace.takePendingCommand("4f7k", of: .ada, at: .newYear)
          throw Stop()
        }
        return try transaction.takePendingCommand("4f7k", of: .ada, at: .newYear)
      }
      #expect(taken == Self.waiting("4f7k"))
    }
  }

  @Test(arguments: Backend.allCases)
  func `it ends with its time, and the next one of the person sweeps it away`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        try transaction.keep(Self.waiting("aaaa", until: 100), at: .newYear)
        try transaction.keep(Self.waiting("bbbb", until: 101), at: .newYear)
        try transaction.keep(Self.waiting("cccc", of: .bob, until: 100), at: .newYear)
      }
      let late = try await store.transaction { transaction in
        try transaction.undoing { try $0.takePendingCommand("aaaa", of: .ada, at: .later(100)) }
      }
      #expect(late == nil)
      try await store.transaction { transaction in
        try transaction.keep(Self.waiting("aaaa", until: 100), at: .newYear)
        try transaction.keep(Self.waiting("dddd", until: 200), at: .later(100))
      }
      #expect(try await backend.texts("SELECT code FROM pending_command ORDER BY code") == ["bbbb", "cccc", "dddd"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `all of a person's are taken away together, and those in time are counted`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let counts = try await store.transaction { transaction in
        try transaction.keep(Self.waiting("aaaa", until: 50), at: .newYear)
        try transaction.keep(Self.waiting("bbbb"), at: .newYear)
        try transaction.keep(Self.waiting("cccc", of: .bob), at: .newYear)
        return try [
          transaction.takePendingCommands(of: .ada, at: .later(60)),
          transaction.takePendingCommands(of: .ada, at: .later(60)),
        ]
      }
      #expect(counts == [1, 0])
      #expect(try await backend.texts("SELECT code FROM pending_command") == ["cccc"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `of many who take at once, one gets it`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { try $0.keep(Self.waiting("4f7k"), at: .newYear) }
      let count = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<16 {
          group.addTask {
            try await store.transaction { try $0.takePendingCommand("4f7k", of: .ada, at: .newYear) != nil }
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(count == 1)
    }
  }

  @Test(arguments: [
    [], [1], [0x74, 0x3A], [0x74, 0x39, 0x3A, 0x61], [0x6D, 0x31, 0x3A, 0x61], [0x74, 0x2D, 0x31, 0x3A],
  ])
  func `bytes that nobody wrote are a fault, not a command`(_ bytes: [UInt8]) throws {
    guard !bytes.isEmpty else { return #expect(try StoredPieces.pieces(in: bytes) == []) }
    #expect(throws: StoreFault.self) { try StoredPieces.pieces(in: bytes) }
  }
}
