import Network
import TestSupport
import Testing

/// What a server does with requests that two readers could understand differently, or that are too large.
struct RefusalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: String
    /// The statuses that come before the connection is closed; none when it is only closed.
    let statuses: [Int]
    /// The targets that reach the handler.
    let seen: [String]

    init(_ description: String, _ bytes: String, _ statuses: Int..., seen: [String] = []) {
      testDescription = description
      self.bytes = bytes
      self.statuses = statuses
      self.seen = seen
    }
  }

  /// What follows each case's bytes on the wire; it must never be taken for a request after a refusal.
  static let smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

  static let clear: [Case] = [
    Case("a GET", "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", 200, 200, seen: ["/a", "/smuggled"]),
    Case(
      "a POST with a length", "POST /a HTTP/1.1\r\nHost: a:80\r\nContent-Length: 2\r\n\r\nhi", 200, 200,
      seen: ["/a", "/smuggled"]),
    Case(
      "an empty POST", "POST /a HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 0\r\n\r\n", 200, 200,
      seen: ["/a", "/smuggled"]),
    Case(
      "chunks",
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nhi\r\nA\r\n0123456789\r\n0\r\n\r\n",
      200, 200, seen: ["/a", "/smuggled"]),
    Case(
      "HTTP/1.0 kept alive", "GET /a HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", 200, 200,
      seen: ["/a", "/smuggled"]),
    Case("HTTP/1.0 once", "GET /a HTTP/1.0\r\nHost: a\r\n\r\n", 200, seen: ["/a"]),
    Case("a HEAD", "HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n", 200, 200, seen: ["/a", "/smuggled"]),
    Case("another method", "DELETE /a HTTP/1.1\r\nHost: a\r\n\r\n", 200, 200, seen: ["/a", "/smuggled"]),
    Case(
      "a head just short enough", "GET /a HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 16_000))\r\n\r\n",
      200, 200, seen: ["/a", "/smuggled"]),
    Case(
      "a body just short enough",
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n\(String(repeating: "x", count: 1_048_576))",
      200, 200, seen: ["/a", "/smuggled"]),
  ]

  static let refused: [Case] = [
    Case("no Host", "GET /a HTTP/1.1\r\n\r\n", 400),
    Case("no Host in HTTP/1.0", "GET /a HTTP/1.0\r\n\r\n", 400),
    Case("two Hosts", "GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    Case("two equal Hosts", "GET /a HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", 400),
    Case("an empty Host", "GET /a HTTP/1.1\r\nHost:\r\n\r\n", 400),
    Case("a Host with a list", "GET /a HTTP/1.1\r\nHost: a, b\r\n\r\n", 400),
    Case("a Host with a path", "GET /a HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    Case("a Host with a user", "GET /a HTTP/1.1\r\nHost: u@b\r\n\r\n", 400),
    Case("two lengths", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 60\r\n\r\nhi", 400),
    Case(
      "two lengths, the longer first",
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 2\r\n\r\nhiho", 400),
    Case("two equal lengths", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi", 400),
    Case("a list of lengths", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2, 2\r\n\r\nhi", 400),
    Case("a length with a sign", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\nhi", 400),
    Case("a negative length", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: -2\r\n\r\nhi", 400),
    Case("a hexadecimal length", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0x2\r\n\r\nhi", 400),
    Case("a length with a tab", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length:\t2\r\n\r\nhi", 400),
    Case("an empty length", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400),
    Case("a length in words", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: two\r\n\r\n", 400),
    Case("a POST without a length", "POST /a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case(
      "a length and chunks",
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Case(
      "chunks and a length",
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400),
    Case("an unknown coding", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
    Case("two codings in one", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    Case(
      "two codings",
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Case(
      "chunked and identity",
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Case("a coding after a tab", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n", 400),
    Case("a coding with a NUL", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\0x\r\n\r\n0\r\n\r\n", 400),
    Case("a coding in HTTP/1.0", "POST /a HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Case("a coding of a GET", "GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Case("a body of a HEAD", "HEAD /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", 400),
    Case("a coding of a HEAD", "HEAD /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Case("a space before the colon", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length : 2\r\n\r\nhi", 400),
    Case("a name that is no token", "GET /a HTTP/1.1\r\nHost: a\r\nX(y): 2\r\n\r\n", 400),
    Case("no name", "GET /a HTTP/1.1\r\nHost: a\r\n: 2\r\n\r\n", 400),
    Case("a line without a colon", "GET /a HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400),
    Case("a folded line", "GET /a HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", 400),
    Case("a folded first line", "GET /a HTTP/1.1\r\n X: y\r\nHost: a\r\n\r\n", 400),
    Case("a NUL in a value", "GET /a HTTP/1.1\r\nHost: a\0b\r\n\r\n", 400),
    Case("a control character in a value", "GET /a HTTP/1.1\r\nHost: a\r\nX: \u{1}\r\n\r\n", 400),
    Case("a CR in a value", "GET /a HTTP/1.1\r\nHost: a\r\nX: y\rZ: z\r\n\r\n", 400),
    Case("lines without CR", "GET /a HTTP/1.1\nHost: a\n\n", 400),
    Case("one line without CR", "GET /a HTTP/1.1\r\nHost: a\r\nX: y\nZ: z\r\n\r\n", 400),
    Case(
      "a signed chunk size", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n+2\r\nhi\r\n0\r\n\r\n",
      400),
    Case(
      "a chunk size with 0x", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\nhi\r\n0\r\n\r\n",
      400),
    Case(
      "a chunk size after a space",
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n 2\r\nhi\r\n0\r\n\r\n", 400),
    Case(
      "a chunk without its end", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi0\r\n\r\n",
      400),
    Case(
      "a chunk size without CR", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\nhi\r\n0\r\n\r\n",
      400),
    Case(
      "a trailer", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Admin: yes\r\n\r\n", 400),
    Case("a Host in a trailer", "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nHost: a\r\n\r\n", 400),
    Case("a target with a host", "GET http://b/a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("a target without a slash", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("a star", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("CONNECT", "CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n", 400),
    Case("HTTP/1.2", "GET /a HTTP/1.2\r\nHost: a\r\n\r\n", 400),
    Case("HTTP/0.9", "GET /a HTTP/0.9\r\nHost: a\r\n\r\n", 400),
    Case("HTTP/2.0", "GET /a HTTP/2.0\r\nHost: a\r\n\r\n", 400),
    Case("no version", "GET /a\r\nHost: a\r\n\r\n", 400),
    Case("two spaces", "GET  /a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("no request at all", "\u{16}\u{3}\u{1}\u{2}\r\n\r\n", 400),
    Case("an unknown method", "BREW /a HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    Case("a method in small letters", "get /a HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    Case("a long first line", "GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("a long field", "GET /a HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n", 400),
    Case("many fields", "GET /a HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 5_000))\r\n", 400),
    Case(
      "a long body",
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n\(String(repeating: "x", count: 1_048_577))", 413),
    Case(
      "a long body that is only announced", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n", 413),
    Case(
      "a length beyond all numbers", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n",
      413),
    Case("a long chunk", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n", 413),
    Case(
      "many chunks",
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(String(repeating: "400\r\n\(String(repeating: "x", count: 1_024))\r\n", count: 1_025))0\r\n\r\n",
      413),
    Case(
      "an unknown expectation", "POST /a HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\nContent-Length: 2\r\n\r\nhi", 417),
    Case(
      "a long body that asks first",
      "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1048577\r\n\r\n", 413),
  ]

  @Test(arguments: clear + refused)
  func answers(_ given: Case) async throws {
    let seen = Seen()
    try await serving(echo(seen)) { server, _ in
      let answer = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send(given.bytes + Self.smuggled)
        return socket.readToEnd()
      }
      #expect(statuses(answer.text) == given.statuses)
      #expect(answer.isClosed)
      let refused = given.seen.isEmpty ? 1 : 0
      #expect(await eventually { server.counts.open == 0 && server.counts.badRequests == refused })
    }
    #expect(seen.targets == given.seen)
  }

  @Test(arguments: refused)
  func `answers the same when it comes byte by byte`(_ given: Case) async throws {
    guard given.bytes.utf8.count < 400 else { return }
    let seen = Seen()
    try await serving(echo(seen)) { server, _ in
      let answer = try await onThread {
        let socket = try RawSocket(port: server.port)
        for byte in (given.bytes + Self.smuggled).utf8 {
          guard socket.send(bytes: [byte]) else { break }
        }
        return socket.readToEnd()
      }
      #expect(statuses(answer.text) == given.statuses)
      #expect(answer.isClosed)
      let refused = given.seen.isEmpty ? 1 : 0
      #expect(await eventually { server.counts.open == 0 && server.counts.badRequests == refused })
    }
    #expect(seen.targets == given.seen)
  }

  @Test func `a sender that asks first is told to go on`() async throws {
    try await serving(echo()) { server, _ in
      let texts = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send("POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        let first = socket.read(until: "\r\n\r\n")
        socket.send("hi")
        return (first, socket.read(until: "POST /a 2."))
      }
      #expect(statuses(texts.0) == [100])
      #expect(statuses(texts.1) == [200])
    }
  }

  @Test func `a sender that leaves inside a request has not been refused`() async throws {
    try await serving(echo()) { server, _ in
      let asked = try await onThread {
        let post = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
        for beginning in [post, post + "\r\nh"] { try RawSocket(port: server.port).send(beginning) }
        let socket = try RawSocket(port: server.port)
        socket.send(post + "Expect: 100-continue\r\n\r\n")
        return socket.read(until: "\r\n\r\n")
      }
      #expect(statuses(asked) == [100])
      #expect(await eventually { server.counts.accepted == 3 && server.counts.open == 0 })
      #expect(server.counts.badRequests == 0)
    }
  }

  @Test func `a refusal says why and counts`() async throws {
    try await serving(echo()) { server, _ in
      let answer = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send("GET / HTTP/1.1\r\n\r\n")
        return socket.readToEnd()
      }
      #expect(answer.text.hasSuffix("Exactly one Host header is needed.\n"))
      #expect(answer.text.contains("Connection: close\r\n"))
      #expect(server.counts.badRequests == 1)
      #expect(server.counts.handled == 0)
    }
  }
}
