import CEvent
import Glibc

/// Opens the sockets on which servers listen.
enum ListeningSocket {
  /// How many connections the system keeps ready for the loop before it refuses more.
  private static let backlog: Int32 = 4_096

  /// A listener at `address` (numeric or a name) and `port` (0 for a free one), which does not accept yet.
  ///
  /// With `reusePort`, several loops or processes may listen on the same port and share what comes in.
  ///
  /// - Throws: ``NetworkError`` when the address is unknown or taken.
  static func open(
    on loop: EventLoop, address: String, port: UInt16, reusePort: Bool
  ) throws(NetworkError) -> OpaquePointer {
    let activity = "listening on \(address):\(port)"
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_PASSIVE
    var found: UnsafeMutablePointer<addrinfo>?
    let code = unsafe getaddrinfo(address, String(port), &hints, &found)
    guard code == 0, let first = unsafe found else {
      throw unsafe NetworkError(activity, because: String(cString: gai_strerror(code)))
    }
    defer { unsafe freeaddrinfo(first) }
    var flags = UInt32(LEV_OPT_CLOSE_ON_FREE) | UInt32(LEV_OPT_CLOSE_ON_EXEC) | UInt32(LEV_OPT_REUSEABLE)
    if reusePort { flags |= UInt32(LEV_OPT_REUSEABLE_PORT) }
    var next: UnsafeMutablePointer<addrinfo>? = unsafe first
    while let candidate = unsafe next {
      let listener = unsafe evconnlistener_new_bind(
        loop.base, nil, nil, flags, backlog, candidate.pointee.ai_addr, Int32(candidate.pointee.ai_addrlen))
      if let listener = unsafe listener {
        answerAtOnce(unsafe evconnlistener_get_fd(listener))
        return unsafe listener
      }
      unsafe next = candidate.pointee.ai_next
    }
    throw NetworkError.system(activity)
  }

  /// The port that `socket` is bound to.
  static func port(of socket: Int32) -> UInt16 {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &address) { storage in
      unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = unsafe getsockname(socket, address, &length)
      }
      // The port is at the same place for both families.
      return unsafe storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
        unsafe UInt16(bigEndian: address.pointee.sin_port)
      }
    }
  }

  /// Sends small answers without waiting for more; accepted sockets inherit this.
  private static func answerAtOnce(_ socket: Int32) {
    var yes: Int32 = 1
    _ = unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
  }
}
