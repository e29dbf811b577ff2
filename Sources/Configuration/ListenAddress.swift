import Glibc

/// Where a server listens, as people write it: `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
  /// An IPv4 address, an IPv6 address without brackets, or a name.
  package let host: String
  /// The port; 0 lets the system choose a free one.
  package let port: UInt16

  /// Reads `HOST:PORT`; nil when it is anything else.
  package init?(_ text: String) {
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")),
      let port = UInt16(text[text.index(after: colon)...]), "\(port)" == text[text.index(after: colon)...]
    else { return nil }
    let written = text[..<colon]
    if written.hasPrefix("["), written.hasSuffix("]") {
      let address = String(written.dropFirst().dropLast())
      guard Host.isIPv6(address) else { return nil }
      host = address
    } else {
      host = String(written)
      guard Host.isIPv4(host) || Host.isName(host) else { return nil }
    }
    self.port = port
  }

  /// Whether only this machine can reach it.
  ///
  /// Of names that is only known of `localhost`: to what another one leads is not ours to say.
  package var isLoopback: Bool {
    host == "localhost" || host == "::1" || Host.isIPv4(host) && host.hasPrefix("127.")
  }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// The three ways to name a machine.
enum Host {
  static func isIPv4(_ text: String) -> Bool {
    var address = in_addr()
    return unsafe inet_pton(AF_INET, text, &address) == 1
  }

  static func isIPv6(_ text: String) -> Bool {
    var address = in6_addr()
    return unsafe inet_pton(AF_INET6, text, &address) == 1
  }

  /// Whether it is a name such as `chat.example.com`: words of letters, digits and `-`, the last not a number.
  static func isName(_ text: String) -> Bool {
    let words = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard text.utf8.count <= 253, let last = words.last, !last.allSatisfy(\.isDigit) else { return false }
    return words.allSatisfy { word in
      (1...63).contains(word.count) && word.first != UInt8(ascii: "-") && word.last != UInt8(ascii: "-")
        && word.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
    }
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  var isLetter: Bool { isSmallLetter || isCapital }

  var isSmallLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }

  var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}
