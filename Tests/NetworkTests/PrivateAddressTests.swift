import Testing

@testable import Network

/// Whom a client does not speak with unless it is told that it may.
struct PrivateAddressTests {
  /// Spellings of hosts; libcurl or the system's resolver understands each of them as an address.
  static let spellings = [
    "127.0.0.1", "127.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
    "0.0.0.0", "0", "0.1.2.3", "localhost", "LOCALHOST", "10.0.0.1", "10.1",
    "167772161", "0xa.1", "172.16.0.1", "172.31.255.255", "0xac100001", "192.168.0.1", "192.168.257", "0300.0250.1",
    "3232235521", "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "100.64.0.1", "100.127.255.255",
    "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[::127.0.0.1]", "[::7f00:1]", "[fe80::1]",
    "[febf::1]",
    "[fc00::1]", "[fdff::1]", "[ff02::1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]",
    "[2002:a00:1::1]", "[2001:db8::1]", "[2001::1]", "[100::1]", "[fec0::1]", "[3fff::1]",
  ]

  /// Spellings that are an address for some and nothing for others.
  static let doubtful = ["127.0.0.1.", "localhost.", "a.localhost", "①②⑦.⓪.⓪.①", "127。0。0。1", "[::1%25lo]"]

  @Test(arguments: spellings)
  func `refuses to connect to`(_ host: String) async throws {
    let seen = Seen()
    try await serving(echo(seen)) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        let call = HTTPCall(method: "GET", url: "http://\(host):\(server.port)/", milliseconds: 3_000)
        await #expect(throws: HTTPClientError.refusedAddress) { try await client.send(call).get() }
      }
    }
    #expect(seen.targets == [])
  }

  @Test(arguments: doubtful)
  func `does not reach anybody through`(_ host: String) async throws {
    let seen = Seen()
    try await serving(echo(seen)) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        let call = HTTPCall(method: "GET", url: "http://\(host):\(server.port)/", milliseconds: 3_000)
        await #expect(throws: HTTPClientError.self) { try await client.send(call).get() }
      }
    }
    #expect(seen.targets == [])
  }

  @Test(arguments: ["127.0.0.1", "2130706433", "0x7f000001", "localhost", "127.1"])
  func `connects to them when it may`(_ host: String) async throws {
    try await serving(echo()) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        var call = HTTPCall(method: "GET", url: "http://\(host):\(server.port)/", allowPrivateAddresses: true)
        let reply = try await client.send(call).get()
        #expect(reply.status == 200)
        // The open connection is not for those who may not.
        call.allowPrivateAddresses = false
        await #expect(throws: HTTPClientError.refusedAddress) { try await client.send(call).get() }
      }
      #expect(server.counts.handled == 1)
    }
  }

  @Test(arguments: [
    ([8, 8, 8, 8], true), ([1, 1, 1, 1], true), ([9, 255, 255, 255], true), ([11, 0, 0, 0], true),
    ([100, 63, 255, 255], true), ([100, 128, 0, 0], true), ([126, 255, 255, 255], true), ([128, 0, 0, 0], true),
    ([169, 253, 0, 1], true), ([172, 15, 255, 255], true), ([172, 32, 0, 0], true), ([192, 167, 255, 255], true),
    ([192, 169, 0, 0], true), ([198, 17, 255, 255], true), ([198, 20, 0, 0], true), ([223, 255, 255, 255], true),
    ([192, 0, 1, 0], true), ([203, 0, 114, 0], true), ([192, 88, 99, 1], false), ([10, 0, 0, 0], false), ([], false),
    ([1, 2, 3], false),
  ])
  func `knows an IPv4 address`(_ bytes: [UInt8], _ isPublic: Bool) {
    #expect(PublicAddress.contains(v4: bytes) == isPublic)
  }

  @Test(arguments: [
    ([0x26, 0x06, 0x47, 0, 0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x11], true),
    ([0x2A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], true),
    ([0x20, 0x02, 8, 8, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], true),
    ([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 8, 8], true),
    ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 8, 8, 8, 8], true),
    ([0, 0x64, 0xFF, 0x9B, 0, 1, 0, 0, 0, 0, 0, 0, 8, 8, 8, 8], false),
    ([0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], false), ([0x26], false),
  ])
  func `knows an IPv6 address`(_ bytes: [UInt8], _ isPublic: Bool) {
    #expect(PublicAddress.contains(v6: bytes) == isPublic)
  }

  @Test(arguments: [
    ([], false, []), ([false], true, [false]), ([false, false], true, [false, false]), ([true], false, [true]),
    // The public one didn't answer, which may be otherwise at the next try.
    ([false, true], false, [false, true]), ([true, false], false, [true, false]),
  ])
  func `an address is only refused when the peer has no other`(
    _ arePublic: [Bool], _ areAllRefused: Bool, _ admitted: [Bool]
  ) {
    var addresses = PeerAddresses(allowPrivate: false)
    #expect(arePublic.map { addresses.admit(isPublic: $0) } == admitted)
    #expect(addresses.areAllRefused == areAllRefused)
    var all = PeerAddresses(allowPrivate: true)
    #expect(arePublic.allSatisfy { all.admit(isPublic: $0) })
    #expect(!all.areAllRefused)
  }
}
