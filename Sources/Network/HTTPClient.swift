/// An HTTP client on an event loop, over libcurl.
///
/// It keeps connections and uses them again, speaks HTTP/2 with peers that do, follows no redirects, and knows neither
/// proxies nor cookies. It must be closed before its loop is stopped.
package actor HTTPClient {
  private let loop: EventLoop
  private let limits: Limits
  private let authority: String?
  /// Two pools, so that a call that may only speak with public peers never finds a connection of one that may speak
  /// with all.
  private var pools: [Bool: CurlPool] = [:]
  private var waiting: [Int: Started] = [:]
  private var lastNumber = 0
  private var isClosed = false

  private typealias Started = (pool: CurlPool, transfer: Int)

  /// How many connections a client keeps open at once; calls above that wait, within their time.
  package struct Limits: Sendable {
    package var connections: Int
    package var connectionsPerHost: Int

    package init(connections: Int = 512, connectionsPerHost: Int = 64) {
      self.connections = connections
      self.connectionsPerHost = connectionsPerHost
    }
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  package init(on loop: EventLoop, limits: Limits = Limits()) {
    self.init(on: loop, limits: limits, trusting: nil)
  }

  /// Also trusts the certificates in the file `authority`, and no others; for tests.
  init(on loop: EventLoop, limits: Limits = Limits(), trusting authority: String?) {
    self.loop = loop
    self.limits = limits
    self.authority = authority
  }

  /// Makes `call` and waits for its reply, at most for the call's time; any status is a success.
  ///
  /// When the calling task is cancelled, the call is given up at once.
  package func send(_ call: HTTPCall) async -> Result<HTTPReply, HTTPClientError> {
    guard !Task.isCancelled else { return .failure(.cancelled) }
    lastNumber += 1
    let number = lastNumber
    defer { waiting[number] = nil }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting[number] = begin(call) { continuation.resume(returning: $0) }
      }
    } onCancel: {
      // Nobody waits for this task: it only brings the cancellation to the loop, and the call's end is waited for.
      Task { await self.cancel(number) }
    }
  }

  /// Makes `call` as ``send(_:)`` does, for who lives on the loop: `completion` is called there, once.
  package func start(_ call: HTTPCall, completion: @escaping @Sendable (Result<HTTPReply, HTTPClientError>) -> Void) {
    _ = begin(call, completion)
  }

  private func begin(
    _ call: HTTPCall, _ completion: @escaping @Sendable (Result<HTTPReply, HTTPClientError>) -> Void
  ) -> Started? {
    guard !isClosed else {
      completion(.failure(.cancelled))
      return nil
    }
    guard let pool = pool(private: call.allowPrivateAddresses) else {
      completion(.failure(.connectionFailed(0)))
      return nil
    }
    guard let transfer = pool.start(call, completion: completion) else {
      completion(.failure(.unusable))
      return nil
    }
    return (pool, transfer)
  }

  /// Gives up all calls and closes all connections; later calls are refused.
  package func close() {
    isClosed = true
    for pool in pools.values { pool.close() }
    pools = [:]
  }

  private func cancel(_ number: Int) {
    if let (pool, transfer) = waiting[number] { pool.cancel(transfer) }
  }

  private func pool(private allowsPrivate: Bool) -> CurlPool? {
    if let pool = pools[allowsPrivate] { return pool }
    let pool = try? CurlPool(
      on: loop, connections: limits.connections, perHost: limits.connectionsPerHost, authority: authority)
    pools[allowsPrivate] = pool
    return pool
  }
}
