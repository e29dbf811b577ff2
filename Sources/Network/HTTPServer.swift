import CEvent
import Synchronization

/// An HTTP/1.1 server on an event loop.
///
/// The handler's tasks begin on the loop's thread, and may go where they like before they return.
package actor HTTPServer {
  private let loop: EventLoop
  private let handle: @Sendable (HTTPRequest) async -> HTTPResponse
  private let tally = Tally()
  private var evhttp: Evhttp?
  private var sweeping: LoopTimer?
  private var running: [Int: Task<Void, Never>] = [:]
  private var drain: Drain?
  private var isClosed = false

  private struct Drain {
    let began: Int64
    let milliseconds: Int
    let finished: CheckedContinuation<Void, Never>
    /// When the connections were closed, whether they were done or not.
    var cut: Int64?
  }

  /// How often connections are looked at, in milliseconds; while draining more often, to be done sooner.
  private static let sweepMilliseconds = 100
  private static let drainingSweepMilliseconds = 10
  /// How long handlers have to end after they were cancelled, in milliseconds.
  private static let cancelledMilliseconds = 1_000
  /// How long connections that have not said anything may still do so while draining, in milliseconds.
  private static let freshMilliseconds = 500

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  private init(on loop: EventLoop, handle: @escaping @Sendable (HTTPRequest) async -> HTTPResponse) {
    self.loop = loop
    self.handle = handle
  }

  /// Serves while `operation` runs; then finishes what runs, flushes it and closes.
  ///
  /// `address` is numeric or a name, `port` 0 for a free one. With `reusePort`, servers on several loops share one port.
  /// When `operation` has returned or thrown, the listener is closed, and the requests that run or are coming in have
  /// `drainMilliseconds` to end, before their connections are closed and their tasks cancelled; a task that has not ended
  /// a second later is left behind, and the loop must not be stopped before it ends.
  ///
  /// - Throws: ``NetworkError`` when the address is taken or the certificate can't be used, or what `operation` throws.
  package static func serving<Value: Sendable>(
    on loop: EventLoop, address: String, port: UInt16, reusePort: Bool = false, tls: TLS? = nil,
    limits: Limits = Limits(), drainMilliseconds: Int = 8_000,
    handle: @escaping @Sendable (HTTPRequest) async -> HTTPResponse,
    while operation: (BoundServer) async throws -> Value
  ) async throws -> Value {
    let server = HTTPServer(on: loop, handle: handle)
    let bound = try await server.open(address: address, port: port, reusePort: reusePort, tls: tls, limits: limits)
    do {
      let value = try await operation(bound)
      await server.close(within: drainMilliseconds)
      return value
    } catch {
      await server.close(within: drainMilliseconds)
      throw error
    }
  }

  private func open(
    address: String, port: UInt16, reusePort: Bool, tls: TLS?, limits: Limits
  ) throws(NetworkError) -> BoundServer {
    let identity: ServerTLS? = if let tls { try ServerTLS(tls) } else { nil }
    let listener = unsafe try ListeningSocket.open(on: loop, address: address, port: port, reusePort: reusePort)
    let bound = unsafe cevent_port(listener)
    let evhttp = unsafe try Evhttp(on: loop, listener: listener, tls: identity, limits: limits, tally: tally)
    // Both are called on the loop's thread, which is this actor's.
    evhttp.onRequest = { [weak self] request, number in self?.assumeIsolated { $0.begin(request, number) } }
    let sweeping = try LoopTimer(on: loop, isRepeating: true) { [weak self] in self?.assumeIsolated { $0.sweep() } }
    sweeping.set(milliseconds: Self.sweepMilliseconds)
    self.evhttp = evhttp
    self.sweeping = sweeping
    return BoundServer(port: bound, tally: tally)
  }

  // MARK: - Requests

  private func begin(_ request: HTTPRequest, _ number: Int) {
    // close(within:) waits for these tasks' connections, and cancels what is left.
    running[number] = Task {
      let response = await withTaskExecutorPreference(loop) { await handle(request) }
      evhttp?.answer(number, with: response)
      running[number] = nil
      release()
    }
  }

  // MARK: - The end

  private func sweep() {
    guard let evhttp else { return }
    let now = LoopTimer.now
    evhttp.sweep(at: now)
    guard var drain else { return }
    if now - drain.began >= Int64(Self.freshMilliseconds) { evhttp.cutFresh() }
    if drain.cut == nil, evhttp.isEmpty || now - drain.began >= Int64(drain.milliseconds) {
      evhttp.cutAll()
      for task in running.values { task.cancel() }
      drain.cut = now
    }
    self.drain = drain
    guard let cut = drain.cut, running.isEmpty || now - cut >= Int64(Self.cancelledMilliseconds) else { return }
    self.drain = nil
    drain.finished.resume()
  }

  private func close(within milliseconds: Int) async {
    evhttp?.beginDraining()
    sweeping?.set(milliseconds: Self.drainingSweepMilliseconds)
    await withCheckedContinuation { finished in
      drain = Drain(began: LoopTimer.now, milliseconds: milliseconds, finished: finished)
    }
    sweeping = nil
    isClosed = true
    release()
  }

  /// Frees evhttp, on its loop's thread, when no task will answer any more.
  private func release() {
    if isClosed, running.isEmpty { evhttp = nil }
  }
}
