import Dispatch
import Glibc

/// A client that sends exactly the bytes that it is told to, over a socket of its own.
///
/// It blocks, so use it inside ``onThread(_:)``.
package final class RawSocket {
  package let descriptor: Int32

  package struct Failure: Error { package let code: Int32 }

  package init(port: UInt16, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var size = receiveBuffer {
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else {
      let code = errno
      close(descriptor)
      throw Failure(code: code)
    }
  }

  deinit { close(descriptor) }

  /// Sends everything, or as much as the other side takes before it closes.
  @discardableResult package func send(_ text: some StringProtocol) -> Bool { send(bytes: Array(text.utf8)) }

  package func send(bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Lets the connection end with a reset.
  package func resetAtEnd() {
    var now = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }

  /// What came until the other side closed, and whether it did, within `milliseconds`.
  package func readToEnd(milliseconds: Int = 5_000) -> (text: String, isClosed: Bool) {
    var bytes: [UInt8] = []
    while let piece = read(milliseconds: milliseconds) {
      guard !piece.isEmpty else { return (String(decoding: bytes, as: UTF8.self), true) }
      bytes += piece
    }
    return (String(decoding: bytes, as: UTF8.self), false)
  }

  /// The next piece; empty when the other side has closed, `nil` when nothing came in time.
  package func read(milliseconds: Int = 5_000) -> [UInt8]? {
    var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&wait, 1, Int32(milliseconds)) > 0 else { return nil }
    var piece = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe recv(descriptor, &piece, piece.count, 0)
    return count > 0 ? Array(piece[..<count]) : []
  }

  /// What came until it ended with `ending`, or until nothing more came in time.
  package func read(until ending: String, milliseconds: Int = 5_000) -> String {
    var text = ""
    while !text.hasSuffix(ending), let piece = read(milliseconds: milliseconds), !piece.isEmpty {
      text += String(decoding: piece, as: UTF8.self)
    }
    return text
  }
}

/// The statuses in `text`, a sequence of answers.
package func statuses(_ text: String) -> [Int] {
  text.split(separator: "HTTP/").compactMap { Int($0.dropFirst(4).prefix(3)) }
}

/// Runs blocking work on a thread that nothing else waits for.
package func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(with: Swift.Result { try work() }) }
  }
}
