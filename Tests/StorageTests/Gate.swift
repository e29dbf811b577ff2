import Glibc
import Synchronization

/// Holds up a store's own thread until a test lets it go on.
final class Gate: Sendable {
  private let isOpen = Atomic(false)

  func open() { isOpen.store(true, ordering: .releasing) }

  var isOpened: Bool { isOpen.load(ordering: .acquiring) }

  func wait() {
    while !isOpened { sched_yield() }
  }
}
