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
    var flags = UInt32(LEV_OPT_CLOSE_ON_FREE) | UInt32(LEV_OPT_CLOSE_ON_EXEC) | UInt32(LEV_OPT_REUSEABLE)
    if reusePort { flags |= UInt32(LEV_OPT_REUSEABLE_PORT) }
    var resolution: Int32 = 0
    if let listener = unsafe cevent_listen(loop.base, address, String(port), flags, backlog, &resolution) {
      return unsafe listener
    }
    guard resolution == 0 else {
      throw unsafe NetworkError(activity, because: String(cString: gai_strerror(resolution)))
    }
    throw NetworkError.system(activity)
  }
}
