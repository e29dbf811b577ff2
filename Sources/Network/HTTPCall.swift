/// One request to a peer.
package struct HTTPCall: Sendable {
  /// The method, in capital letters, such as `POST`.
  package var method: String
  /// The whole address.
  ///
  /// It is often a secret by itself, so it is never printed and in no error.
  package var url: String
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  /// How long the call may take from beginning to end, in milliseconds.
  package var milliseconds: Int
  /// Whether the peer may have an address that only exists inside one's own network.
  package var allowPrivateAddresses: Bool

  package init(
    method: String, url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
    milliseconds: Int = 10_000, allowPrivateAddresses: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.milliseconds = milliseconds
    self.allowPrivateAddresses = allowPrivateAddresses
  }
}

extension HTTPCall: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(method) ••••" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// What a peer answered.
package struct HTTPReply: Sendable {
  package let status: Int
  /// The body, or its first 64 KB.
  package let body: [UInt8]
  /// Whether the peer had more to say than the body holds.
  package let isCut: Bool
  /// The lines of the last head as they came; they are read only when somebody asks.
  private let head: [UInt8]

  init(status: Int, head: [UInt8], body: [UInt8], isCut: Bool) {
    self.status = status
    self.head = head
    self.body = body
    self.isCut = isCut
  }

  /// The header fields of the last head, in their order, with names in lower case.
  package var headers: [(name: String, value: String)] {
    head.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      let value = line[(colon + 1)...].drop { $0 <= 0x20 }
      let end = value.lastIndex { $0 > 0x20 } ?? value.startIndex - 1
      return (name, String(decoding: value[...end], as: UTF8.self))
    }
  }

  /// The first value of the field `name`, which is given in lower case, such as `retry-after`.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// Why a call has no reply.
package enum HTTPClientError: Error, Equatable {
  /// The call took longer than it may; whether the peer acted on it is not known.
  case timedOut
  /// No connection came about in time, because the peer took none or all were in use; nothing was sent.
  case unsent
  /// The peer has only private addresses, and those are not allowed here; nothing was sent.
  case refusedAddress
  /// No connection came about, or it broke; the number is libcurl's.
  case connectionFailed(Int)
  /// The reply's head is longer than 64 KB.
  case tooLong
  /// The call itself can't be made: another protocol than http and https, or a line break in a header.
  case unusable
  /// The task that made the call was cancelled, or the client was closed.
  case cancelled

  /// A stable name for logs and metrics.
  package var code: String {
    switch self {
    case .timedOut: "network.timeout"
    case .unsent: "network.unsent"
    case .refusedAddress: "network.private"
    case .connectionFailed: "network.connection"
    case .tooLong: "network.long"
    case .unusable: "network.unusable"
    case .cancelled: "network.cancelled"
    }
  }
}

extension HTTPClientError: CustomStringConvertible {
  /// One line for the operator, without the peer's address, which may be a secret.
  package var operatorText: String {
    switch self {
    case .timedOut: "the peer did not answer in time"
    case .unsent: "no connection came about in time"
    case .refusedAddress: "the peer's address is private, which this connection does not allow"
    case .connectionFailed(let code): "the connection failed: libcurl's error \(code), \(CurlPool.text(of: code))"
    case .tooLong: "the peer's reply has too long a head"
    case .unusable: "the address or a header of the call can't be used"
    case .cancelled: "the call was given up"
    }
  }

  package var description: String { operatorText }
}
