import Network
import Synchronization
import Testing

/// What a client does with a peer.
struct ClientTests {
  /// A call to `server`, which is on the loopback.
  static func call(
    _ server: BoundServer, _ method: String = "GET", _ target: String = "/", body: [UInt8] = [],
    milliseconds: Int = 5_000
  ) -> HTTPCall {
    HTTPCall(
      method: method, url: "http://127.0.0.1:\(server.port)\(target)", body: body, milliseconds: milliseconds,
      allowPrivateAddresses: true)
  }

  @Test func `sends what it is given and reads what comes back`() async throws {
    let kept = Mutex<HTTPRequest?>(nil)
    try await serving({ request in
      kept.withLock { $0 = request }
      return HTTPResponse(
        status: 429, headers: [("Retry-After", "7"), ("X-RateLimit-Reset", " 1.5 ")], body: Array("slow down".utf8))
    }) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        var call = Self.call(server, "POST", "/a?b=%20", body: [0, 1, 255])
        call.headers = [("Content-Type", "application/json"), ("X-Empty", ""), ("Authorization", "Bearer x")]
        let reply = try await client.send(call).get()
        #expect(reply.status == 429)
        #expect(reply.header("retry-after") == "7")
        #expect(reply.header("x-ratelimit-reset") == "1.5")
        #expect(reply.header("set-cookie") == nil)
        #expect(reply.body == Array("slow down".utf8))
        #expect(!reply.isCut)
      }
    }
    let request = try #require(kept.withLock { $0 })
    #expect(request.method == "POST")
    #expect(request.target == "/a?b=%20")
    #expect(request.body == [0, 1, 255])
    #expect(request.header("content-type") == "application/json")
    #expect(request.header("x-empty") == "")
    #expect(request.header("authorization") == "Bearer x")
    #expect(request.header("user-agent") == "Muster")
    #expect(request.header("expect") == nil)
    #expect(request.header("accept-encoding") == nil)
  }

  @Test(arguments: [
    ("GET", 0, "GET / 0."), ("POST", 0, "POST / 0."), ("POST", 900_000, "POST / 900000."), ("PUT", 3, "PUT / 3."),
    ("DELETE", 0, "DELETE / 0."), ("HEAD", 0, ""), ("PATCH", 3, "PATCH / 3."), ("DELETE", 2, "DELETE / 2."),
  ])
  func speaks(_ method: String, _ length: Int, _ answer: String) async throws {
    try await serving(echo()) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        // Twice, with another call between them, because handles are used again.
        for _ in 0..<2 {
          let body = [UInt8](repeating: 120, count: length)
          let reply = try await client.send(Self.call(server, method, body: body)).get()
          #expect(reply.status == 200)
          #expect(String(decoding: reply.body, as: UTF8.self) == answer)
          let other = try await client.send(Self.call(server, "POST", "/other", body: [1])).get()
          #expect(String(decoding: other.body, as: UTF8.self) == "POST /other 1.")
        }
      }
    }
  }

  @Test func `uses its connection again`() async throws {
    try await serving(echo()) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        for _ in 0..<50 { _ = try await client.send(Self.call(server)).get() }
      }
      #expect(server.counts.accepted == 1)
      #expect(server.counts.handled == 50)
    }
  }

  @Test func `makes a thousand calls at once over no more connections than it may`() async throws {
    try await serving(echo()) { server, loop in
      try await calling(HTTPClient(on: loop, limits: .init(connections: 50, connectionsPerHost: 20))) { client in
        let bodies = try await withThrowingTaskGroup(of: String.self) { group in
          for index in 0..<1_000 {
            group.addTask {
              let reply = try await client.send(Self.call(server, "GET", "/\(index)", milliseconds: 30_000)).get()
              return String(decoding: reply.body, as: UTF8.self)
            }
          }
          return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(bodies == Set((0..<1_000).map { "GET /\($0) 0." }))
      }
      #expect(server.counts.accepted <= 20)
      #expect(server.counts.handled == 1_000)
    }
  }

  @Test func `follows no redirect`() async throws {
    let seen = Seen()
    try await serving({ request in
      seen.note(request.target)
      return HTTPResponse(status: 302, headers: [("Location", "/elsewhere")])
    }) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        let reply = try await client.send(Self.call(server)).get()
        #expect(reply.status == 302)
        #expect(reply.header("location") == "/elsewhere")
      }
    }
    #expect(seen.targets == ["/"])
  }

  @Test(arguments: [(65_536, false), (65_537, true), (5_000_000, true)])
  func `reads no more of a reply than 64 KB`(_ length: Int, _ isCut: Bool) async throws {
    try await serving({ _ in
      HTTPResponse(status: 200, headers: [("X-Kept", "yes")], body: [UInt8](repeating: 120, count: length))
    }) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        let reply = try await client.send(Self.call(server)).get()
        #expect(reply.status == 200)
        #expect(reply.header("x-kept") == "yes")
        #expect(reply.body.count == 65_536)
        #expect(reply.isCut == isCut)
      }
    }
  }

  @Test func `a reply whose head never ends is an error`() async throws {
    try await serving({ _ in
      let headers = (0..<2_000).map { (name: "X-\($0)", value: String(repeating: "x", count: 50)) }
      return HTTPResponse(status: 200, headers: headers)
    }) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        await #expect(throws: HTTPClientError.tooLong) { try await client.send(Self.call(server)).get() }
      }
    }
  }

  @Test func `a peer that does not answer is given up after the call's time`() async throws {
    let gate = Gate()
    try await serving({ _ in
      await gate.pass()
      return HTTPResponse(status: 200)
    }) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        let clock = ContinuousClock()
        let start = clock.now
        await #expect(throws: HTTPClientError.timedOut) {
          try await client.send(Self.call(server, milliseconds: 200)).get()
        }
        #expect(clock.now - start >= .milliseconds(190))
      }
      gate.open()
    }
  }

  @Test func `a call that waits for a connection is given up after its time as well`() async throws {
    let gate = Gate()
    let seen = Seen()
    try await serving({ request in
      seen.note(request.target)
      await gate.pass()
      return HTTPResponse(status: 200)
    }) { server, loop in
      try await calling(HTTPClient(on: loop, limits: .init(connections: 1, connectionsPerHost: 1))) { client in
        let first = Task { await client.send(Self.call(server, "GET", "/1", milliseconds: 60_000)) }
        #expect(await eventually { seen.targets == ["/1"] })
        await #expect(throws: HTTPClientError.unsent) {
          try await client.send(Self.call(server, "GET", "/2", milliseconds: 200)).get()
        }
        gate.open()
        let reply = try await first.value.get()
        #expect(reply.status == 200)
      }
    }
    #expect(seen.targets == ["/1"])
  }

  @Test func `a port where nobody listens is an error without the address`() async throws {
    let port = try await serving(echo()) { server, _ in server.port }
    let loop = try EventLoop(name: "test")
    loop.start()
    defer { loop.stop() }
    try await calling(HTTPClient(on: loop)) { client in
      let call = HTTPCall(method: "GET", url: "http://127.0.0.1:\(port)/secret", allowPrivateAddresses: true)
      let error = await #expect(throws: HTTPClientError.self) { try await client.send(call).get() }
      #expect(error == .connectionFailed(7))
      #expect(error?.operatorText == "the connection failed: libcurl's error 7, Couldn't connect to server")
      #expect(!"\(call)\(String(reflecting: call))".contains("secret"))
    }
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "dict://127.0.0.1/", "smtp://127.0.0.1/",
    "127.0.0.1", "//127.0.0.1/", "", "http//x", "http://", "http://a b/", "http://a/\r\nX: y", "http://[::1/", "HTTP",
    "javascript:alert(1)", "unix:///run/x", "http://127.0.0.1:99999/",
  ])
  func `makes no call to`(_ url: String) async throws {
    let loop = try EventLoop(name: "test")
    loop.start()
    defer { loop.stop() }
    try await calling(HTTPClient(on: loop)) { client in
      let call = HTTPCall(method: "GET", url: url, milliseconds: 2_000, allowPrivateAddresses: true)
      await #expect(throws: HTTPClientError.unusable) { try await client.send(call).get() }
    }
  }

  @Test(arguments: [
    ("X", "a\r\nHost: evil"), ("X", "a\nb"), ("X\r\nY", "a"), ("X Y", "a"), ("X:", "a"), ("", "a"), ("X", "a\0"),
  ])
  func `sends no header that would become two`(_ name: String, _ value: String) async throws {
    let seen = Seen()
    try await serving(echo(seen)) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        var call = Self.call(server)
        call.headers = [(name, value)]
        await #expect(throws: HTTPClientError.unusable) { try await client.send(call).get() }
        call = Self.call(server, "GET / HTTP/1.1\r\nX:")
        await #expect(throws: HTTPClientError.unusable) { try await client.send(call).get() }
      }
    }
    #expect(seen.targets == [])
  }

  @Test func `a cancelled task and a closed client give calls up`() async throws {
    let gate = Gate()
    try await serving({ _ in
      await gate.pass()
      return HTTPResponse(status: 200)
    }) { server, loop in
      try await calling(HTTPClient(on: loop)) { client in
        let first = Task { await client.send(Self.call(server, milliseconds: 60_000)) }
        let second = Task { await client.send(Self.call(server, milliseconds: 60_000)) }
        #expect(await eventually { server.counts.handled == 2 })
        first.cancel()
        await #expect(throws: HTTPClientError.cancelled) { try await first.value.get() }
        await client.close()
        await #expect(throws: HTTPClientError.cancelled) { try await second.value.get() }
        await #expect(throws: HTTPClientError.cancelled) { try await client.send(Self.call(server)).get() }
      }
      gate.open()
    }
  }
}
