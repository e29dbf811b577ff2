import Network
import Platform
import Synchronization
import TestSupport
import Testing

/// What a server does with connections over time.
struct ServerTests {
  static let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
  static let short = HTTPServer.Limits(requestMilliseconds: 300, idleMilliseconds: 10_000)

  @Test func `hands out the request as it came and sends the response as it is`() async throws {
    let kept = Mutex<HTTPRequest?>(nil)
    try await serving({ request in
      kept.withLock { $0 = request }
      let headers = [(name: "X-Two", value: "2"), (name: "Content-Length", value: "99")]
      return HTTPResponse(status: 201, headers: headers, body: Array("made".utf8))
    }) { server, _ in
      let answer = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send(
          "PUT /a%20b?c=d#e HTTP/1.1\r\nHost: h\r\nX-Key:  v w \r\nx-key: 2\r\nContent-Length: 3\r\nConnection: close\r\n\r\n\0\n1"
        )
        return socket.readToEnd()
      }
      #expect(answer.text.hasPrefix("HTTP/1.1 201 Created\r\n"))
      #expect(answer.text.contains("\r\nX-Two: 2\r\n"))
      #expect(answer.text.contains("\r\nContent-Length: 4\r\n"))
      #expect(!answer.text.contains("99"))
      #expect(answer.text.hasSuffix("\r\n\r\nmade"))
    }
    let request = try #require(kept.withLock { $0 })
    #expect(request.method == "PUT")
    #expect(request.target == "/a%20b?c=d#e")
    #expect(request.headers.map(\.name) == ["host", "x-key", "x-key", "content-length", "connection"])
    #expect(request.header("x-key") == "v w")
    #expect(request.body == [0, 10, 49])
    #expect(request.peer == "127.0.0.1")
  }

  @Test(arguments: [
    ("HEAD", 200, "\r\nContent-Length: 4\r\n", ""), ("GET", 200, "\r\nContent-Length: 4\r\n", "body"),
    ("GET", 429, "HTTP/1.1 429 Too Many Requests\r\n", "body"),
    ("GET", 503, "HTTP/1.1 503 Service Unavailable\r\n", "body"),
  ])
  func `frames an answer as its method and status want`(
    _ method: String, _ status: Int, _ part: String, _ body: String
  ) async throws {
    try await serving({ _ in HTTPResponse(status: status, body: Array("body".utf8)) }) { server, _ in
      let answer = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send("\(method) / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return socket.readToEnd()
      }
      #expect(answer.text.contains(part))
      #expect(answer.text.hasSuffix("\r\n\r\n\(body)"))
    }
  }

  @Test func `a 204 has neither body nor length`() async throws {
    try await serving({ _ in HTTPResponse(status: 204, body: Array("body".utf8)) }) { server, _ in
      let answer = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return socket.readToEnd()
      }
      #expect(answer.text.hasPrefix("HTTP/1.1 204"))
      #expect(answer.text.hasSuffix("\r\n\r\n"))
      #expect(!answer.text.contains("Content-Length"))
    }
  }

  @Test func `one connection carries many requests, also sent at once, answered in order`() async throws {
    let seen = Seen()
    try await serving(echo(seen)) { server, _ in
      let text = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send("GET /0 HTTP/1.1\r\nHost: a\r\n\r\n")
        let first = socket.read(until: "GET /0 0.")
        let rest = (1..<200).map { "POST /\($0) HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /" }.joined()
        socket.send(rest)
        return first + socket.read(until: "POST /199 5.")
      }
      #expect(statuses(text) == Array(repeating: 200, count: 200))
      #expect(server.counts.accepted == 1)
    }
    #expect(seen.targets == (0..<200).map { "/\($0)" })
  }

  // MARK: - Time

  /// Ways to take too long, as pieces of which one is sent every 20 ms again and again.
  @Test(arguments: [
    ("silence", "", ""), ("half a line", "GET / HT", ""),
    ("fields that never end", "GET / HTTP/1.1\r\nHost: a\r\n", "X: y\r\n"),
    ("a value that never ends", "GET / HTTP/1.1\r\nHost: a\r\nX: ", "y"),
    ("a body that trickles", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n", "x"),
    ("chunks that trickle", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
    ("a second request that trickles", "\(get)GET / HTTP/1.1\r\n", "X: y\r\n"),
  ])
  func `is cut whatever trickles in`(_ name: String, _ beginning: String, _ piece: String) async throws {
    let seen = Seen()
    try await serving(limits: Self.short, echo(seen)) { server, _ in
      let (isClosed, elapsed) = try await onThread {
        let clock = ContinuousClock()
        let start = clock.now
        let socket = try RawSocket(port: server.port)
        socket.send(beginning)
        while clock.now - start < .seconds(10) {
          socket.send(piece)
          if let bytes = socket.read(milliseconds: 20), bytes.isEmpty { return (true, clock.now - start) }
        }
        return (false, clock.now - start)
      }
      #expect(isClosed)
      #expect(elapsed > .milliseconds(250))
      #expect(await eventually { server.counts.cutByDeadline == 1 })
      #expect(await eventually { server.counts.open == 0 })
    }
    #expect(seen.targets == (beginning.hasPrefix(Self.get) ? ["/a"] : []))
  }

  @Test func `a handler may take longer than a request may`() async throws {
    let gate = Gate()
    try await serving(
      limits: .init(requestMilliseconds: 200, idleMilliseconds: 200),
      { _ in
        await gate.pass()
        return HTTPResponse(status: 200, body: Array("late".utf8))
      }
    ) { server, _ in
      let text = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send(Self.get)
        let early = socket.read(milliseconds: 800)
        gate.open()
        return (early == nil, socket.read(until: "late"))
      }
      #expect(text.0)
      #expect(statuses(text.1) == [200])
    }
  }

  @Test func `a client that does not take its answer is cut`() async throws {
    try await serving(
      limits: Self.short,
      { _ in
        HTTPResponse(status: 200, body: [UInt8](repeating: 0, count: 20_000_000))
      }
    ) { server, _ in
      let socket = try await onThread {
        let socket = try RawSocket(port: server.port, receiveBuffer: 4_096)
        socket.send(Self.get)
        return Unchecked(socket)
      }
      #expect(await eventually { server.counts.cutByDeadline == 1 && server.counts.open == 0 })
      withExtendedLifetime(socket) {}
    }
  }

  @Test func `an idle connection is closed after its time, and one in use is not`() async throws {
    try await serving(limits: .init(requestMilliseconds: 10_000, idleMilliseconds: 300), echo()) { server, _ in
      let result = try await onThread {
        let clock = ContinuousClock()
        let socket = try RawSocket(port: server.port)
        for _ in 0..<8 {
          socket.send(Self.get)
          guard socket.read(until: "GET /a 0.").hasSuffix("GET /a 0.") else { return (false, Duration.zero) }
          _ = socket.read(milliseconds: 100)
        }
        let start = clock.now
        let end = socket.readToEnd()
        return (end.isClosed && end.text.isEmpty, clock.now - start)
      }
      #expect(result.0)
      #expect(result.1 < .seconds(10), "the longer time of a request would have let it live")
    }
  }

  // MARK: - Many

  @Test func `connections above the limit get 503, and later ones are served again`() async throws {
    let seen = Seen()
    try await serving(limits: .init(connections: 3), echo(seen)) { server, _ in
      let results = try await onThread {
        var sockets: [RawSocket] = []
        for _ in 0..<3 {
          let socket = try RawSocket(port: server.port)
          socket.send(Self.get)
          _ = socket.read(until: "GET /a 0.")
          sockets.append(socket)
        }
        var refused: [[Int]] = []
        for _ in 0..<200 {
          let socket = try RawSocket(port: server.port)
          socket.send("GET /surplus HTTP/1.1\r\nHost: a\r\n\r\n\(Self.get)")
          let end = socket.readToEnd()
          refused.append(end.isClosed ? statuses(end.text) : [])
        }
        sockets[0].send(Self.get)
        return (refused, sockets[0].read(until: "GET /a 0."))
      }
      #expect(results.0 == Array(repeating: [503], count: 200))
      #expect(statuses(results.1) == [200])
      #expect(server.counts.refusedAtLimit == 200)
      #expect(await eventually { server.counts.open == 0 })
      let again = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send(Self.get)
        return socket.read(until: "GET /a 0.")
      }
      #expect(statuses(again) == [200])
    }
    #expect(seen.targets == Array(repeating: "/a", count: 5))
  }

  @Test(arguments: [1, 64, 128, 256, 1_000])
  func `no connection waits for another`(_ count: Int) async throws {
    // Both ends of each connection are open in this process.
    #expect(OpenFiles.raiseLimit() > 2 * count + 100)
    try await serving(echo()) { server, _ in
      let answers = try await onThread {
        let sockets = try (0..<count).map { _ in try RawSocket(port: server.port) }
        for _ in 0..<3 { for socket in sockets { socket.send(Self.get) } }
        return sockets.map { socket in
          var text = ""
          while statuses(text).count < 3, let piece = socket.read(milliseconds: 1_000), !piece.isEmpty {
            text += String(decoding: piece, as: UTF8.self)
          }
          return statuses(text)
        }
      }
      #expect(answers == Array(repeating: [200, 200, 200], count: count))
    }
  }

  @Test func `a client that leaves while its request is handled harms nobody`() async throws {
    let gate = Gate()
    let seen = Seen()
    try await serving({ request in
      seen.note(request.target)
      if request.target == "/wait" { await gate.pass() }
      return HTTPResponse(status: 200, body: [UInt8](repeating: 0, count: 1_000_000))
    }) { server, _ in
      try await onThread {
        for index in 0..<40 {
          let socket = try RawSocket(port: server.port)
          // The second request is on its way already and must not be read while the first is handled.
          socket.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
          _ = socket.read(milliseconds: 10)
          if index % 2 == 0 { socket.resetAtEnd() }
        }
      }
      #expect(await eventually { seen.targets.count == 40 })
      gate.open()
      #expect(await eventually { server.counts.open == 0 })
      let text = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return socket.readToEnd().text
      }
      #expect(statuses(text) == [200])
    }
  }
}

/// A value that one thread at a time uses.
struct Unchecked<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
