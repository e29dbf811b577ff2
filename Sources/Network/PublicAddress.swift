/// Tells addresses that anybody may have from those that only mean something inside a network.
///
/// Peers' addresses come from configuration and from requests, and a name may point anywhere; a server that posts to
/// whatever it is given could be made to speak with its own machine, its neighbours or a cloud's metadata service. So the
/// address that is really connected to is looked at, after names and spellings are gone.
/// Source: <https://www.iana.org/assignments/iana-ipv4-special-registry/> and its IPv6 sister.
enum PublicAddress {
  /// Whether the IPv4 address is public; `bytes` are its four, in the order of the dotted form.
  static func contains(v4 bytes: [UInt8]) -> Bool {
    guard bytes.count == 4 else { return false }
    let number = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return !refusedV4.contains { number >> (32 - $0.length) == $0.prefix >> (32 - $0.length) }
  }

  /// Whether the IPv6 address is public; `bytes` are its sixteen.
  ///
  /// One that carries an IPv4 address inside is as public as that one.
  static func contains(v6 bytes: [UInt8]) -> Bool {
    guard bytes.count == 16 else { return false }
    if bytes.starts(with: natPrefix) || bytes.starts(with: mappedPrefix) || bytes.starts(with: compatiblePrefix) {
      return contains(v4: Array(bytes[12...]))
    }
    if bytes.starts(with: [0x20, 0x02]) { return contains(v4: Array(bytes[2..<6])) }  // 6to4
    // Only 2000::/3 is given out for public use; that leaves loopback, link-local, unique-local and multicast out.
    guard bytes[0] & 0xE0 == 0x20 else { return false }
    return !refusedV6.contains { bytes.starts(with: $0) }
  }

  private static let natPrefix: [UInt8] = [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
  private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
  private static let compatiblePrefix = [UInt8](repeating: 0, count: 12)

  private static let refusedV4: [(prefix: UInt32, length: UInt32)] = [
    (0x0000_0000, 8),  // this network
    (0x0A00_0000, 8),  // private
    (0x6440_0000, 10),  // shared by carriers
    (0x7F00_0000, 8),  // loopback
    (0xA9FE_0000, 16),  // link-local, with the clouds' metadata services
    (0xAC10_0000, 12),  // private
    (0xC000_0000, 24),  // protocol assignments
    (0xC000_0200, 24),  // documentation
    (0xC058_6300, 24),  // 6to4 relays
    (0xC0A8_0000, 16),  // private
    (0xC612_0000, 15),  // benchmarks
    (0xC633_6400, 24),  // documentation
    (0xCB00_7100, 24),  // documentation
    (0xE000_0000, 3),  // multicast, reserved, broadcast
  ]

  private static let refusedV6: [[UInt8]] = [
    [0x20, 0x01, 0x00, 0x00],  // Teredo, which hides an IPv4 address
    [0x20, 0x01, 0x00, 0x02, 0x00, 0x00],  // benchmarks
    [0x20, 0x01, 0x00, 0x10], [0x20, 0x01, 0x00, 0x20],  // ORCHID
    [0x20, 0x01, 0x0D, 0xB8],  // documentation
    [0x3F, 0xFF],  // documentation
  ]
}

/// Says which of a peer's addresses one call may connect to, and remembers what it said.
///
/// A name may have several, of which only some are public; libcurl tries one after another.
struct PeerAddresses {
  private let allowPrivate: Bool
  private var hasAdmitted = false
  private var hasRefused = false

  init(allowPrivate: Bool) { self.allowPrivate = allowPrivate }

  /// Whether the call may connect to its next address.
  mutating func admit(isPublic: Bool) -> Bool {
    let isAdmitted = allowPrivate || isPublic
    if isAdmitted { hasAdmitted = true } else { hasRefused = true }
    return isAdmitted
  }

  /// Whether the call could reach nobody, however often it is made: each of the peer's addresses was refused.
  var areAllRefused: Bool { hasRefused && !hasAdmitted }
}
