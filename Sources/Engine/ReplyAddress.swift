/// An address to which a reply may be posted, read strictly: what is not plainly an address is none.
///
/// Two readers of one address must not see two hosts in it, so it has no user, no backslash, no blank and no fragment,
/// and its host is letters, digits, dots and hyphens, or an IPv6 address in brackets.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc3986#section-3>
package struct ReplyAddress: Sendable, Equatable {
  package enum Scheme: String, Sendable {
    case http, https
  }

  package let scheme: Scheme
  /// In lower case, without the brackets of an IPv6 address.
  package let host: String
  package let port: Int

  /// `nil` when `text` is no such address.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.maximumLength, bytes.allSatisfy(Self.isPlain) else { return nil }
    let secure = Array("https://".utf8)
    let open = Array("http://".utf8)
    if bytes.starts(with: secure) {
      scheme = .https
    } else if bytes.starts(with: open) {
      scheme = .http
    } else {
      return nil
    }
    let rest = bytes.dropFirst(scheme == .https ? secure.count : open.count)
    let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    guard let (name, number) = Self.split(authority) else { return nil }
    guard let port = number.map(Self.port) ?? (scheme == .https ? 443 : 80) else { return nil }
    host = String(decoding: name, as: UTF8.self).lowercased()
    self.port = port
  }

  /// Whether a reply may go there.
  ///
  /// A host is allowed only if it is listed as it is, case aside; neither a part of a name nor an address that a name
  /// stands for is enough. Without encryption only if the operator allowed private addresses.
  package func isAllowed(hosts: [String], allowsPrivateAddresses: Bool) -> Bool {
    (scheme == .https || allowsPrivateAddresses) && hosts.contains { $0.lowercased() == host }
  }

  /// In bytes.
  package static let maximumLength = 2_000

  /// The host and, if there is one, what follows its colon.
  private static func split(_ authority: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>?)? {
    let name: ArraySlice<UInt8>
    let rest: ArraySlice<UInt8>
    if authority.first == UInt8(ascii: "[") {
      guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      name = authority[authority.startIndex + 1..<end]
      rest = authority[(end + 1)...]
      guard name.contains(UInt8(ascii: ":")), name.allSatisfy({ isHex($0) || $0 == UInt8(ascii: ":") || $0 == dot })
      else { return nil }
    } else {
      name = authority.prefix { $0 != UInt8(ascii: ":") }
      rest = authority[name.endIndex...]
      guard name.allSatisfy({ isLetterOrDigit($0) || $0 == dot || $0 == UInt8(ascii: "-") }) else { return nil }
    }
    guard !name.isEmpty, rest.isEmpty || rest.first == UInt8(ascii: ":") else { return nil }
    return (name, rest.isEmpty ? nil : rest.dropFirst())
  }

  private static func port(_ digits: ArraySlice<UInt8>) -> Int? {
    guard 1...5 ~= digits.count, digits.allSatisfy(isDigit) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return 1...65_535 ~= number ? number : nil
  }

  private static let dot = UInt8(ascii: ".")

  /// Visible ASCII, without what address readers disagree about.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "#"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
    case UInt8(ascii: "`"), UInt8(ascii: "^"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"): false
    default: 0x21...0x7E ~= byte
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
  }
}
