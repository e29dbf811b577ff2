import Domain
import Engine
import Storage
import TestSupport
import Testing

/// A change that concerns very many.
@Suite(.temporaryDirectory)
struct ManyFollowersTests {
  @Test func `all are told, of whom the first few are handed over and the others wait in the outbox`() async throws {
    let chat = try await Chat(direct: ["chat"], with: "ann")
    _ = await chat.says("ann", "/project create Apollo")
    let count = 250
    try await chat.fill("Apollo", with: count)
    let archived = await chat.says("ann", "/project archive Apollo")
    #expect(archived.outcome == "done")
    #expect(archived.direct.count == 200)
    #expect(try await chat.store.snapshot { try $0.outboxDepth() }.waiting == count)
    let now = chat.now
    let taken = try await chat.store.transaction { transaction in
      try transaction.takeParcels(dueAt: now, leaseEnd: now + .seconds(30), limit: count)
    }
    #expect(taken.count == count - 200)
    #expect(Set(taken.compactMap(\.recipient)).isDisjoint(with: archived.recipients))
  }
}
