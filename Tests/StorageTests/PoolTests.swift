import Engine
import Platform
import Testing

@testable import Storage

/// What a pool promises to those who borrow while it is closed.
@Suite("Pool")
struct PoolTests {
  @Test func `whoever borrows again and again is refused once it is closed, and nobody waits for ever`() async throws {
    let (rounds, borrowers) = (10_000, 6)
    let lent = Guarded(0)
    let refused = Guarded(0)
    for _ in 0..<rounds {
      let pool = Pool([1, 2])
      let before = lent.withLock { $0 }
      for _ in 0..<borrowers {
        // Not waited for as a group: whoever is forgotten never ends.
        Task.detached { @Sendable in
          do {
            while true {
              try await pool.lend { _ in lent.withLock { $0 += 1 } }
              await Task.yield()
            }
          } catch let fault as StoreFault where fault.code == "storage.closed" {
            refused.withLock { $0 += 1 }
          }
        }
      }
      while lent.withLock({ $0 }) == before { await Task.yield() }
      #expect(await pool.close().sorted() == [1, 2])
    }
    let clock = ContinuousClock()
    let limit = clock.now + .seconds(10)
    while refused.withLock({ $0 }) < rounds * borrowers, clock.now < limit {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(refused.withLock { $0 } == rounds * borrowers)
  }
}
