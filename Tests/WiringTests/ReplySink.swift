import Network
import Platform

/// What a messenger takes: every post that arrives, by its path.
final class ReplySink: Sendable {
  /// One post.
  struct Post: Sendable {
    let path: String
    let key: String?
    let body: String
  }

  private let all = Guarded<[Post]>([])
  private let isTaking = Guarded(true)

  var posts: [Post] { all.withLock { $0 } }

  /// Listens while `operation` runs, with a client on the same loop.
  static func listening(_ operation: (ReplySink, UInt16, HTTPClient) async throws -> Void) async throws {
    let loop = try EventLoop(name: "sink")
    loop.start()
    let client = HTTPClient(on: loop)
    let sink = ReplySink()
    try await HTTPServer.serving(
      on: loop, address: "127.0.0.1", port: 0,
      handle: { request in
        guard sink.isTaking.withLock({ $0 }) else { return HTTPResponse(status: 503, body: []) }
        sink.all.withLock {
          $0.append(
            Post(
              path: String(request.target.dropFirst()), key: request.header("idempotency-key"),
              body: String(decoding: request.body, as: UTF8.self)))
        }
        return HTTPResponse(status: 200, body: Array(#"{"ok":true}"#.utf8))
      }, while: { server in try await operation(sink, server.port, client) })
    await client.close()
    loop.stop()
  }

  /// From now on it takes what arrives, or refuses it as if it were out of order.
  func takes(_ isTaking: Bool) { self.isTaking.withLock { $0 = isTaking } }

  /// Waits until `condition` holds of the posts, at most so many seconds.
  func wait(seconds: Int = 60, until condition: ([Post]) async throws -> Bool) async throws -> Bool {
    for _ in 0..<(seconds * 50) {
      if try await condition(posts) { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try await condition(posts)
  }
}
