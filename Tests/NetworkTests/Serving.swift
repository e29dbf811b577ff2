import Network
import Platform

/// The targets of the requests that a handler has seen, in their order.
final class Seen: Sendable {
  private let list = Guarded<[String]>([])

  var targets: [String] { list.withLock { $0 } }

  func note(_ target: String) { list.withLock { $0.append(target) } }
}

/// A handler that answers with what it was asked, and remembers it.
func echo(_ seen: Seen = Seen()) -> @Sendable (HTTPRequest) async -> HTTPResponse {
  { request in
    seen.note(request.target)
    return HTTPResponse(status: 200, body: Array("\(request.method) \(request.target) \(request.body.count).".utf8))
  }
}

/// Serves on a loop and a port of its own while `operation` runs.
@discardableResult func serving<Value: Sendable>(
  limits: HTTPServer.Limits = .init(), tls: HTTPServer.TLS? = nil, drainMilliseconds: Int = 8_000,
  _ handle: @escaping @Sendable (HTTPRequest) async -> HTTPResponse,
  while operation: (BoundServer, EventLoop) async throws -> Value
) async throws -> Value {
  let loop = try EventLoop(name: "test")
  loop.start()
  defer { loop.stop() }
  return try await HTTPServer.serving(
    on: loop, address: "127.0.0.1", port: 0, tls: tls, limits: limits, drainMilliseconds: drainMilliseconds,
    handle: handle
  ) { try await operation($0, loop) }
}

/// Does `operation` with a client that is closed afterwards.
@discardableResult func calling<Value: Sendable>(
  _ client: HTTPClient, _ operation: (HTTPClient) async throws -> Value
) async throws -> Value {
  do {
    let value = try await operation(client)
    await client.close()
    return value
  } catch {
    await client.close()
    throw error
  }
}

/// A door that tasks wait at until it is opened.
final class Gate: Sendable {
  private let state = Guarded<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

  func pass() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      defer { state = (true, []) }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}

/// Waits until `condition` holds, at most five seconds; whether it did.
func eventually(_ condition: @Sendable () async -> Bool) async -> Bool {
  for _ in 0..<500 {
    if await condition() { return true }
    try? await Task.sleep(for: .milliseconds(10))
  }
  return await condition()
}
