import Synchronization

/// A value that threads share, behind a mutex.
///
/// When threads meet at a `Mutex`, its slow path is in the standard library, which isn't instrumented, so
/// ThreadSanitizer doesn't see that one waited for the other. Here each leaves a mark that the next one reads.
package struct Guarded<Value: Sendable>: ~Copyable, Sendable {
  private let mutex: Mutex<Value>
  private let mark = Atomic<Bool>(false)

  package init(_ value: Value) { mutex = Mutex(value) }

  /// Runs `body` with the value, while nobody else has it.
  package func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    mutex.withLock { value in
      _ = mark.load(ordering: .acquiring)
      defer { mark.store(true, ordering: .releasing) }
      return body(&value)
    }
  }
}
