import Glibc

/// The kernel's source of randomness.
package enum Randomness {
  /// As many bytes that nobody can guess, at most 256.
  ///
  /// Source: <https://man7.org/linux/man-pages/man3/getentropy.3.html>
  package static func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let code = unsafe bytes.withUnsafeMutableBytes { unsafe getentropy($0.baseAddress, count) }
    precondition(code == 0, "the kernel gives no randomness")
    return bytes
  }
}
