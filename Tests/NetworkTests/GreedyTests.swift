import Network
import TestSupport
import Testing

/// What a server does with peers that together send more than it holds.
///
/// What one of them sends comes in one piece, so that it is read at once.
struct GreedyTests {
  static let limits = HTTPServer.Limits(bodyBytes: 12_000, bufferedBytes: 32_000)

  /// A connection that has sent all but the last byte of a body.
  private struct Greedy {
    let length: Int
    let socket: RawSocket

    init(_ length: Int, to server: BoundServer) throws {
      self.length = length
      socket = try RawSocket(port: server.port)
      socket.send(GreedyTests.post(length).dropLast())
    }

    var isClosed: Bool { socket.read(milliseconds: 100) == [] }

    /// The status that it gets when it sends the last byte.
    func finish() -> [Int] {
      socket.send("x")
      return statuses(socket.read(until: "POST /a \(length).", milliseconds: 1_000))
    }
  }

  static func post(_ length: Int) -> String {
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n\(String(repeating: "x", count: length))"
  }

  /// The status of a request on a connection of its own; whatever was sent before it has been read when it comes.
  private static func status(of request: String, _ server: BoundServer) throws -> [Int] {
    let socket = try RawSocket(port: server.port)
    socket.send(request)
    return statuses(socket.read(until: "."))
  }

  private static let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test func `closes those that hold most, so that the others go on`() async throws {
    try await serving(limits: Self.limits, echo()) { server, _ in
      try await onThread {
        var all: [Greedy] = []
        // The fourth and the fifth are one too many.
        for (length, closed) in [(5_000, 0), (9_000, 0), (7_000, 0), (8_000, 1), (6_000, 2)] {
          all.append(try Greedy(length, to: server))
          #expect(try Self.status(of: Self.get, server) == [200])
          #expect(server.counts.badRequests == closed)
        }
        #expect(all.filter(\.isClosed).map(\.length) == [9_000, 8_000])
        // As long as one may be.
        #expect(try Self.status(of: Self.post(12_000), server) == [200])
        #expect(all.filter(\.isClosed).map(\.length) == [9_000, 7_000, 8_000])
        #expect(all.map { $0.finish() } == [[200], [], [], [], [200]])
        #expect(server.counts.badRequests == 3)
        #expect(server.counts.cutByDeadline == 0)
      }
    }
  }

  @Test(arguments: [
    (
      "many fields",
      "GET /a HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X:\r\n", count: 100))"
    ),
    (
      "many chunks",
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(String(repeating: "1\r\nx\r\n", count: 100))"
    ),
  ])
  func `counts what many tiny pieces cost, and closes who fills the memory alone`(
    _ name: String, _ beginning: String
  ) async throws {
    try await serving(limits: Self.limits, echo()) { server, _ in
      let end = try await onThread {
        let socket = try RawSocket(port: server.port)
        socket.send(beginning)
        return socket.readToEnd()
      }
      #expect(end.isClosed)
      #expect(end.text == "")
      #expect(server.counts.badRequests == 1)
      #expect(server.counts.cutByDeadline == 0)
    }
  }

  @Test func `holds nothing for what is over, however it ended`() async throws {
    var limits = Self.limits
    limits.requestMilliseconds = 300
    // Room for what has ended and isn't seen to have, and not for all of it.
    limits.bufferedBytes = 60_000
    try await serving(limits: limits, echo()) { server, _ in
      try await onThread {
        let kept = try RawSocket(port: server.port)
        for _ in 0..<10 {
          kept.send(Self.post(10_000))
          #expect(statuses(kept.read(until: ".")) == [200])
          #expect(try Self.status(of: Self.post(10_000).replacing("Host", with: "Hast"), server) == [400])
          #expect(try Self.status(of: Self.post(12_001), server) == [413])
          let broken = try Greedy(10_000, to: server)
          #expect(try Self.status(of: Self.get, server) == [200])
          broken.socket.resetAtEnd()
        }
      }
      let late = try await onThread { Unchecked(try (0..<5).map { _ in try Greedy(10_000, to: server) }) }
      #expect(await eventually { server.counts.open == 0 })
      withExtendedLifetime(late) {}
      let refused = server.counts.badRequests
      #expect(refused == 20)
      try await onThread {
        let all = try (0..<2).map { _ in try Greedy(12_000, to: server) }
        #expect(try Self.status(of: Self.get, server) == [200])
        #expect(all.map { $0.finish() } == [[200], [200]])
      }
      #expect(server.counts.badRequests == refused)
    }
  }
}
