import Engine
import Glibc

/// A lock on a file of its own that says which process owns a store; the system lifts it when the process ends.
struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Locks `PATH.lock`.
  ///
  /// - Throws: ``StoreFault`` when somebody else has it.
  init(for path: String) throws(StoreFault) {
    let descriptor = unsafe open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreFault(code: "storage.lock", operatorText: "\(path).lock can't be opened (errno \(errno))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      _ = close(descriptor)
      throw StoreFault(code: "storage.locked", operatorText: "another process has \(path) open")
    }
    self.descriptor = descriptor
  }

  deinit { _ = close(descriptor) }
}
