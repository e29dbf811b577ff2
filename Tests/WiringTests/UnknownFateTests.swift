import Commands
import Domain
import Engine
import Platform
import Storage
import TestSupport
import Testing

/// A store that is lost during a commit: nobody knows whether what was written is kept.
@Suite(.temporaryDirectory, .tags(.io))
struct UnknownFateTests {
  @Test(arguments: [(Losses.Loss.afterCommit, "repeated done"), (.beforeCommit, "done")])
  func `what may have been done is looked up, and done once`(
    _ loss: Losses.Loss, _ outcome: String
  ) async throws {
    try await Self.talking { chat, losses in
      losses.come(loss)
      let heard = await chat.says("ada", "project create Apollo")
      #expect(heard.outcome == outcome)
      #expect(heard.text.contains("Apollo"))
      #expect(losses.areOver)
    }
  }

  @Test(arguments: [
    [Losses.Loss.afterCommit, .gone], [.afterCommit, .afterCommit], [.beforeCommit, .beforeCommit],
    [.beforeCommit, .gone],
  ])
  func `where it can't be looked up, nobody claims that nothing was changed`(
    _ lost: [Losses.Loss]
  ) async throws {
    try await Self.talking { chat, losses in
      losses.come(lost)
      let heard = await chat.says("ada", "project create Apollo", delivery: "create")
      #expect(heard.outcome.hasPrefix("fault"))
      #expect(!heard.text.contains("nothing was changed"))
      #expect(heard.text.contains("not known whether this was done"))
      // The messenger's own repeat finds out.
      let again = await chat.says("ada", "project create Apollo", delivery: "create")
      #expect(again.outcome == (lost[0] == .afterCommit ? "repeated done" : "done"))
    }
  }

  @Test func `of a store that is gone before anything is written, it is said that nothing was changed`() async throws {
    try await Self.talking { chat, losses in
      losses.come(.gone)
      let heard = await chat.says("ada", "project create Apollo", delivery: "create")
      #expect(heard.text.contains("nothing was changed"))
      // It is not tried a second time by itself.
      #expect(await chat.says("ada", "project create Apollo", delivery: "create").outcome == "done")
    }
  }

  /// Afterwards, one group is there.
  private static func talking(_ operation: (Chat, Losses) async throws -> Void) async throws {
    let losses = Losses()
    let chat = try await Chat(around: { LosableStore($0, losses) }, with: "ada")
    try await operation(chat, losses)
    let groups = try await chat.store.snapshot { reading in
      try reading.groups(GroupFilter(), in: .everything(PersonKey("")), after: nil, limit: 9).map(\.group.name.text)
    }
    #expect(groups == ["Apollo"])
    await chat.store.close()
  }
}

/// How the next transactions are lost, one after the other.
final class Losses: Sendable {
  enum Loss: Sendable {
    /// It is kept, and nobody is told.
    case afterCommit
    /// It is not kept, and nobody is told.
    case beforeCommit
    /// It does not even begin.
    case gone
  }

  private let coming = Guarded<[Loss]>([])

  func come(_ losses: Loss...) { come(losses) }

  func come(_ losses: [Loss]) { coming.withLock { $0 = losses } }

  var areOver: Bool { coming.withLock { $0.isEmpty } }

  func next() -> Loss? { coming.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}

/// A store whose transactions are lost as they are told to be.
private struct LosableStore: Store {
  private let store: any Store
  private let losses: Losses

  init(_ store: any Store, _ losses: Losses) {
    self.store = store
    self.losses = losses
  }

  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (inout any Transaction) throws -> Value
  ) async throws -> Value {
    let loss = losses.next()
    if loss == .gone { throw StoreFault(code: "storage.postgres", operatorText: "no connection") }
    let unanswered = StoreFault(unansweredCommit: "lost")
    let value = try await store.transaction { transaction in
      let value = try body(&transaction)
      if loss == .beforeCommit { throw unanswered }
      return value
    }
    if loss == .afterCommit { throw unanswered }
    return value
  }

  func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    try await store.snapshot(body)
  }
}
