import Glibc

/// The file of the program that is running.
package enum RunningProgram {
  /// Hands over the whole file in parts, and tells whether it could be read.
  package static func read(_ body: ([UInt8]) -> Void) -> Bool {
    let descriptor = unsafe open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 }
      body(Array(chunk[..<count]))
    }
  }
}
