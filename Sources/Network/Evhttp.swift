import CEvent
import Synchronization

/// libevent's evhttp with what it lacks: limits of connections and time, and an end that loses nothing.
///
/// It lives on its loop's thread. evhttp keeps connections to itself, so every connection's bufferevent is made here and
/// kept in a table, which ``sweep(at:)`` walks ten times a second.
@safe final class Evhttp {
  /// A request that evhttp has read and that waits for its answer.
  @safe private struct Exchange {
    /// Valid until it is answered: evhttp leaves a request that its user has not answered yet to that user.
    let request: UnsafeMutablePointer<evhttp_request>
    let connection: Connection?
  }

  /// Called with each request that may be handled, and the number to answer it with.
  var onRequest: ((HTTPRequest, Int) -> Void)?
  /// What the connections hold together, which is kept within its limit by ``makeRoom(for:)``.
  let buffered = BufferedBytes()
  private let loop: EventLoop
  private let limits: HTTPServer.Limits
  private let tls: ServerTLS?
  private let tally: Tally
  private let http: OpaquePointer
  private var socket: OpaquePointer?
  private var listener: OpaquePointer?
  /// The connections by their bufferevent's address.
  private var connections: [UInt: Connection] = [:]
  private var exchanges: [Int: Exchange] = [:]
  private var lastNumber = 0
  private var surplus = 0
  private var isDraining = false

  /// How many connections above the limit are taken at once, to be answered with 503; the next ones wait for a sweep.
  private static let mostSurplus = 64

  init(
    on loop: EventLoop, listener: OpaquePointer, tls: consuming ServerTLS?, limits: HTTPServer.Limits, tally: Tally
  ) throws(NetworkError) {
    guard let http = unsafe evhttp_new(loop.base) else {
      unsafe evconnlistener_free(listener)
      throw NetworkError("making an HTTP server")
    }
    self.loop = loop
    self.limits = limits
    self.tls = tls
    self.tally = tally
    unsafe self.http = http
    unsafe self.listener = listener
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe evhttp_set_max_headers_size(http, limits.headBytes)
    unsafe evhttp_set_max_body_size(http, limits.bodyBytes)
    unsafe evhttp_set_default_content_type(http, nil)
    // All that evhttp knows, so that the handler itself says which it takes.
    let methods = [
      EVHTTP_REQ_GET, EVHTTP_REQ_POST, EVHTTP_REQ_HEAD, EVHTTP_REQ_PUT, EVHTTP_REQ_DELETE, EVHTTP_REQ_OPTIONS,
      EVHTTP_REQ_TRACE, EVHTTP_REQ_CONNECT, EVHTTP_REQ_PATCH,
    ]
    unsafe evhttp_set_allowed_methods(http, methods.reduce(0) { $0 | UInt16($1.rawValue) })
    unsafe evhttp_set_bevcb(http, connectionBegins, context)
    unsafe evhttp_set_gencb(http, takeRequest, context)
    unsafe evconnlistener_set_error_cb(listener, failToAccept)
    guard let socket = unsafe evhttp_bind_listener(http, listener) else {
      unsafe evconnlistener_free(listener)
      unsafe self.listener = nil
      throw NetworkError("making an HTTP server")
    }
    unsafe self.socket = socket
  }

  deinit {
    // All connections were cut before; a request that is still unanswered belongs to its exchange.
    connections.removeAll()
    unsafe evhttp_free(http)
  }

  /// Whether no connection is left.
  var isEmpty: Bool { connections.values.allSatisfy(\.isClosed) }

  // MARK: - Time

  /// Drops what is closed, cuts what is late or too greedy and lets new connections in again.
  func sweep(at now: Int64) {
    makeRoom()
    var late = 0
    for connection in connections.values where !connection.isClosed && connection.life.isLate(at: now, limits) {
      connection.cut()
      late += 1
    }
    let before = connections.count
    var refused = 0
    for (key, connection) in connections where connection.isClosed && !connection.lingers(at: now) {
      if connection.isRefusedByEvhttp { refused += 1 }
      if connection.isSurplus { surplus -= 1 }
      connections[key] = nil
    }
    let gone = before - connections.count
    tally.open.wrappingSubtract(gone, ordering: .relaxed)
    tally.badRequests.wrappingAdd(refused, ordering: .relaxed)
    tally.cutByDeadline.wrappingAdd(late, ordering: .relaxed)
    // It is off when too many came at once, or when accepting failed.
    if let listener = unsafe listener, surplus < Self.mostSurplus { unsafe evconnlistener_enable(listener) }
  }

  /// Takes no more connections and no more requests; what is running may end.
  func beginDraining() {
    isDraining = true
    if let socket = unsafe socket { unsafe evhttp_del_accept_socket(http, socket) }
    unsafe socket = nil
    unsafe listener = nil
    for connection in connections.values where connection.life.phase == .idle && !connection.isClosed {
      connection.cut()
    }
  }

  /// Closes connections that have not begun a request.
  func cutFresh() {
    for connection in connections.values where connection.life.phase == .fresh && !connection.isClosed {
      connection.cut()
    }
  }

  /// Closes all connections, whatever they do.
  func cutAll() {
    for connection in connections.values where !connection.isClosed { connection.cut() }
    tally.open.wrappingSubtract(connections.count, ordering: .relaxed)
    connections.removeAll()
  }

  // MARK: - Connections

  fileprivate func makeConnection() -> OpaquePointer? {
    let now = LoopTimer.now
    if connections.count >= limits.connections, surplus == 0 { sweep(at: now) }
    let isSurplus = connections.count >= limits.connections
    let options = Int32(bitPattern: BEV_OPT_CLOSE_ON_FREE.rawValue)
    var made: OpaquePointer?
    if tls != nil {
      unsafe made = tls?.bufferevent(on: loop)
    } else {
      unsafe made = bufferevent_socket_new(loop.base, -1, options)
    }
    // Without memory for it, evhttp makes one itself; it is not in the table, so it gets no answer but 503.
    guard let bufferevent = unsafe made else { return nil }
    let connection = unsafe Connection(bufferevent, of: self, isSurplus: isSurplus, limits: limits, at: now)
    connections[UInt(bitPattern: bufferevent)] = connection
    tally.accepted.wrappingAdd(1, ordering: .relaxed)
    tally.open.wrappingAdd(1, ordering: .relaxed)
    if isSurplus {
      tally.refusedAtLimit.wrappingAdd(1, ordering: .relaxed)
      surplus += 1
      if surplus >= Self.mostSurplus, let listener = unsafe listener { unsafe evconnlistener_disable(listener) }
    }
    return unsafe bufferevent
  }

  /// Closes the connections that hold most until all together hold no more than they may.
  ///
  /// Whoever fills the memory holds more on some connection than honest senders of short messages do, so those go on. The
  /// walk along all connections is paid for by whoever sent what the greediest one held. `receiver`, whose bytes have just
  /// come, is spared, as libevent is at work with it; should it fill the memory alone, the next sweep closes it.
  func makeRoom(for receiver: Connection? = nil) {
    while buffered.total > limits.bufferedBytes {
      let others = connections.values.lazy.filter { $0 !== receiver && $0.bufferedBytes > 0 }
      // What is closed and not yet dropped goes first, for nobody waits for it.
      func weight(_ connection: Connection) -> Int { connection.isClosed ? .max : connection.bufferedBytes }
      guard let greediest = others.max(by: { weight($0) < weight($1) }) else { return }
      if !greediest.isClosed { tally.badRequests.wrappingAdd(1, ordering: .relaxed) }
      greediest.cut()
    }
  }

  // MARK: - Requests

  fileprivate func take(_ raw: UnsafeMutablePointer<evhttp_request>) {
    guard let evconnection = unsafe evhttp_request_get_connection(raw),
      let bufferevent = unsafe evhttp_connection_get_bufferevent(evconnection),
      let connection = connections[UInt(bitPattern: bufferevent)], !connection.isSurplus
    else {
      let exchange = unsafe Exchange(request: raw, connection: nil)
      let wait = [(name: "Retry-After", value: "1")]
      return send(
        HTTPResponse(status: 503, headers: wait, body: Array("Too many connections.\n".utf8)), to: exchange, close: true
      )
    }
    connection.beginHandling()
    let exchange = unsafe Exchange(request: raw, connection: connection)
    let request = unsafe HTTPRequest(raw)
    // evhttp never closes a connection after a CONNECT, whatever it is told; as it is refused, let it be another method.
    if request.method == "CONNECT" { unsafe raw.pointee.type = EVHTTP_REQ_GET }
    let isHTTP10 = unsafe cevent_is_http_1_0(raw) != 0
    let objection =
      if unsafe !isHTTP10 && cevent_is_http_1_1(raw) == 0 {
        "Only HTTP/1.0 and HTTP/1.1 are spoken here."
      } else if connection.scanner.isOdd {
        "The request is not formed as HTTP/1.1 prescribes."
      } else {
        RequestRules.objection(to: request, isHTTP10: isHTTP10)
      }
    if let objection {
      tally.badRequests.wrappingAdd(1, ordering: .relaxed)
      return send(HTTPResponse(status: 400, body: Array("\(objection)\n".utf8)), to: exchange, close: true)
    }
    tally.handled.wrappingAdd(1, ordering: .relaxed)
    lastNumber += 1
    exchanges[lastNumber] = exchange
    onRequest?(request, lastNumber)
  }

  /// Answers the request of that number, unless its connection is gone.
  func answer(_ number: Int, with response: HTTPResponse) {
    guard let exchange = exchanges.removeValue(forKey: number) else { return }
    send(response, to: exchange, close: isDraining)
  }

  private func send(_ response: HTTPResponse, to exchange: Exchange, close: Bool) {
    let request = unsafe exchange.request
    guard unsafe evhttp_request_get_connection(request) != nil else {
      unsafe evhttp_request_free(request)
      return
    }
    let headers = unsafe evhttp_request_get_output_headers(request)
    for (name, value) in response.headers {
      switch name.lowercased() {
      case "content-length", "transfer-encoding": break
      default: _ = unsafe evhttp_add_header(headers, name, value)
      }
    }
    if close { _ = unsafe evhttp_add_header(headers, "Connection", "close") }
    // 204 and 304 have no body, and say nothing of its length.
    if response.status != 204, response.status != 304 {
      _ = unsafe evhttp_add_header(headers, "Content-Length", String(response.body.count))
      if unsafe evhttp_request_get_command(request) != EVHTTP_REQ_HEAD {
        let output = unsafe evhttp_request_get_output_buffer(request)
        _ = unsafe response.body.withUnsafeBytes { unsafe evbuffer_add(output, $0.baseAddress, $0.count) }
      }
    }
    if let connection = exchange.connection {
      connection.life.enter(.sending, at: LoopTimer.now)
      connection.isRefused = close && !isDraining
      // The connection outlives the callback: it stays in the table until evhttp has let go of it.
      unsafe evhttp_request_set_on_complete_cb(
        request, completeRequest, Unmanaged.passUnretained(connection).toOpaque())
    }
    unsafe evhttp_send_reply(request, Int32(response.status), phrase(response.status), nil)
  }

  /// The reason phrase of statuses that libevent does not know, or `nil`.
  private func phrase(_ status: Int) -> String? { status == 429 ? "Too Many Requests" : nil }
}

/// Called on the loop's thread for each accepted socket; evhttp then puts the socket into what is returned.
private func connectionBegins(_: OpaquePointer?, context: UnsafeMutableRawPointer?) -> OpaquePointer? {
  guard let context = unsafe context else { return nil }
  return unsafe Unmanaged<Evhttp>.fromOpaque(context).takeUnretainedValue().makeConnection()
}

/// Called on the loop's thread when a request has come in completely; reading of its connection is off until the answer.
private func takeRequest(_ request: UnsafeMutablePointer<evhttp_request>?, context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context, let request = unsafe request else { return }
  unsafe Unmanaged<Evhttp>.fromOpaque(context).takeUnretainedValue().take(request)
}

/// Called on the loop's thread when an answer was written completely, and not when the connection broke before.
private func completeRequest(_: UnsafeMutablePointer<evhttp_request>?, context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().awaitNext()
}

/// Called on the loop's thread when accepting fails, most often because the process has no file descriptor left.
///
/// The next sweep tries again; without the pause the loop would spin.
private func failToAccept(_ listener: OpaquePointer?, _: UnsafeMutableRawPointer?) {
  unsafe evconnlistener_disable(listener)
}
