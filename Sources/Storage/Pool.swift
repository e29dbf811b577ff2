import Engine
import Platform

/// A fixed number of members, each lent to one borrower at a time; who comes when none is free waits in line.
final class Pool<Member: Sendable>: Sendable {
  private struct State: Sendable {
    var idle: [Member]
    var waiting: ArraySlice<CheckedContinuation<Member, Never>> = []
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
    guard !state.withLock({ $0.isClosed }) else { throw StoreFault.closed }
    let member = await take()
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
    while members.count < size { members.append(await take()) }
    return members
  }

  private func take() async -> Member {
    await withCheckedContinuation { continuation in
      let member: Member? = state.withLock { state in
        if let member = state.idle.popLast() { return member }
        state.waiting.append(continuation)
        return nil
      }
      if let member { continuation.resume(returning: member) }
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
