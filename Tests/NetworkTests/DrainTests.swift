import Network
import Synchronization
import TestSupport
import Testing

/// How a server ends.
struct DrainTests {
  struct Stop: Error {}

  @Test func `finishes what runs, refuses what is new and says so`() async throws {
    let gate = Gate()
    let seen = Seen()
    let loop = try EventLoop(name: "test")
    loop.start()
    defer { loop.stop() }
    let bound = Mutex<BoundServer?>(nil)
    let ending = Gate()
    let serving = Task {
      try await HTTPServer.serving(
        on: loop, address: "127.0.0.1", port: 0,
        handle: { request in
          seen.note(request.target)
          if request.target == "/wait" { await gate.pass() }
          return HTTPResponse(status: 200, body: Array("done.".utf8))
        },
        while: { server in
          bound.withLock { $0 = server }
          await ending.pass()
        })
    }
    #expect(await eventually { bound.withLock { $0 != nil } })
    let server = try #require(bound.withLock { $0 })
    let (waiting, idle, half) = try await onThread {
      let sockets = try (0..<3).map { _ in Unchecked(try RawSocket(port: server.port)) }
      sockets[0].value.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
      sockets[1].value.send("GET /idle HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = sockets[1].value.read(until: "done.")
      sockets[2].value.send("POST /half HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nh")
      return (sockets[0], sockets[1], sockets[2])
    }
    #expect(await eventually { seen.targets.sorted() == ["/idle", "/wait"] && server.counts.accepted == 3 })
    ending.open()
    let results = try await onThread {
      let idleEnd = idle.value.readToEnd()
      let new: Result<RawSocket, any Error> = Result { try RawSocket(port: server.port) }
      half.value.send("i")
      let halfEnd = half.value.readToEnd()
      let isStillWaiting = waiting.value.read(milliseconds: 300) == nil
      gate.open()
      let waitingEnd = waiting.value.readToEnd()
      let isRefused = if case .failure = new { true } else { false }
      return (idleEnd, isRefused, halfEnd, isStillWaiting, waitingEnd)
    }
    try await serving.value
    #expect(results.0.isClosed && results.0.text.isEmpty)
    #expect(results.1)
    #expect(statuses(results.2.text) == [200] && results.2.isClosed)
    #expect(results.3)
    #expect(statuses(results.4.text) == [200] && results.4.isClosed)
    #expect(results.4.text.contains("Connection: close\r\n"))
    #expect(server.counts.open == 0)
  }

  @Test func `gives up what takes longer than the drain may, and cancels it`() async throws {
    let gate = Gate()
    let wasCancelled = Mutex<Bool?>(nil)
    let socket = try await serving(
      drainMilliseconds: 300,
      { _ in
        await gate.pass()
        wasCancelled.withLock { $0 = Task.isCancelled }
        return HTTPResponse(status: 200)
      }
    ) { server, _ in
      let socket = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send(ServerTests.get)
        return Unchecked(socket)
      }
      #expect(await eventually { server.counts.handled == 1 })
      Task {
        _ = try? await onThread { _ = socket.value.readToEnd() }
        gate.open()
      }
      return socket
    }
    #expect(try await onThread { socket.value.readToEnd() }.isClosed)
    #expect(wasCancelled.withLock { $0 } == true)
  }

  @Test func `an error of the operation comes through after the drain`() async throws {
    await #expect(throws: Stop.self) {
      try await serving(echo()) { _, _ in throw Stop() }
    }
  }

  @Test func `cancellation ends a server in order`() async throws {
    let task = Task {
      try await serving(echo()) { _, _ in try await Task.sleep(for: .seconds(1_000)) }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `a port that is taken is an error that names it, unless it is shared`() async throws {
    try await serving(echo()) { server, loop in
      let error = await #expect(throws: NetworkError.self) {
        try await HTTPServer.serving(on: loop, address: "127.0.0.1", port: server.port, handle: echo()) { _ in }
      }
      #expect(error?.operatorText == "listening on 127.0.0.1:\(server.port) failed: Address already in use")
      try await HTTPServer.serving(on: loop, address: "127.0.0.1", port: 0, reusePort: true, handle: echo()) { first in
        try await HTTPServer.serving(
          on: loop, address: "127.0.0.1", port: first.port, reusePort: true, handle: echo()
        ) { #expect($0.port == first.port) }
      }
    }
    await #expect(throws: NetworkError.self) {
      let loop = try EventLoop(name: "test")
      loop.start()
      defer { loop.stop() }
      try await HTTPServer.serving(on: loop, address: "no.such.host.invalid", port: 0, handle: echo()) { _ in }
    }
  }
}
