import Engine
import Platform

/// A fixed number of members, each lent to one borrower at a time; who comes when none is free waits in line.
final class Pool<Member: Sendable>: Sendable {
  private struct State: Sendable {
    var idle: [Member]
    var waiting: ArraySlice<CheckedContinuation<Member, any Error>> = []
    var isClosed = false
  }

  private let state: Guarded<State>
  private let size: Int

  init(_ members: [Member]) {
    state = Guarded(State(idle: members))
    size = members.count
  }

  /// Lends a member to `work`.
  ///
  /// - Throws: ``StoreFault`` after ``close()``, and what `work` throws.
  func lend<Value>(_ work: (Member) async throws -> Value) async throws -> Value {
    let member = try await take()
    defer { giveBack(member) }
    return try await work(member)
  }

  /// Refuses further borrowers, lets those who wait finish, and hands out the members for good.
  func close() async -> [Member] {
    let wasClosed = state.withLock { state in
      defer { state.isClosed = true }
      return state.isClosed
    }
    guard !wasClosed else { return [] }
    var members: [Member] = []
    while members.count < size, let member = try? await take(forGood: true) { members.append(member) }
    return members
  }

  /// - Parameter forGood: Whether it is ``close()`` that takes, which alone is not refused then.
  private func take(forGood: Bool = false) async throws -> Member {
    try await withCheckedThrowingContinuation { continuation in
      // One look at both: who was not refused yet stands in line before `close()` does.
      let taken: Result<Member, any Error>? = state.withLock { state in
        guard forGood || !state.isClosed else { return .failure(StoreFault.closed) }
        if let member = state.idle.popLast() { return .success(member) }
        state.waiting.append(continuation)
        return nil
      }
      if let taken { continuation.resume(with: taken) }
    }
  }

  private func giveBack(_ member: Member) {
    let next = state.withLock { state in
      let next = state.waiting.popFirst()
      if next == nil { state.idle.append(member) }
      return next
    }
    next?.resume(returning: member)
  }
}

extension StoreFault {
  /// The store was closed before the call.
  static var closed: StoreFault { StoreFault(code: "storage.closed", operatorText: "the store is closed") }

  /// A text holds U+0000, which PostgreSQL can't keep; SQLite is held to the same.
  static var nul: StoreFault {
    StoreFault(code: "storage.text", operatorText: "a text holds U+0000, which the store can't keep")
  }
}
