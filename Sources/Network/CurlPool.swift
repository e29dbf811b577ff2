import CCurl
import CEvent
import Synchronization

/// libcurl's multi interface on an event loop: many transfers at once, over connections that are kept.
///
/// It lives on its loop's thread.
@safe final class CurlPool {
  private let loop: EventLoop
  private let multi: UnsafeMutableRawPointer
  private var timer: LoopTimer?
  private var sweeping: LoopTimer?
  private var isSweeping = false
  /// The event of each socket that libcurl waits for.
  private var events: [Int32: SocketEvent] = [:]
  /// The sockets that are connections.
  private var connections: Set<Int32> = []
  /// The transfers under way, by their number.
  private var active: [Int: CurlTransfer] = [:]
  private var lastNumber = 0
  private var free: [CurlTransfer] = []
  private let authority: String?
  private var isClosed = false

  /// How often transfers are looked at that are over their time, in milliseconds.
  private static let sweepMilliseconds = 50
  /// How many handles are kept for later calls.
  private static let mostFree = 256

  /// libcurl must be prepared once in a process, before anything else.
  private static let isPrepared = ccurl_global_start() == CURLE_OK

  /// Prepares transfers over at most `connections` connections, `perHost` of them to one host; others wait their turn.
  init(
    on loop: EventLoop, connections: Int, perHost: Int, authority: String?
  ) throws(NetworkError) {
    guard Self.isPrepared, let multi = unsafe curl_multi_init() else { throw NetworkError("preparing libcurl") }
    self.loop = loop
    self.authority = authority
    unsafe self.multi = multi
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    timer = try LoopTimer(on: loop, isRepeating: false) { [unowned self] in
      act(on: CURL_SOCKET_TIMEOUT, what: 0)
    }
    sweeping = try LoopTimer(on: loop, isRepeating: true) { [unowned self] in sweep() }
    unsafe ccurl_multi_set_socket_function(multi, watchSocket, context)
    unsafe ccurl_multi_set_timer_function(multi, changeTimer, context)
    unsafe ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections)
    unsafe ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, perHost)
    unsafe ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections)
  }

  deinit { assert(isClosed, "a pool is closed on its loop before it is given up") }

  /// libcurl's words for one of its numbers.
  static func text(of code: Int) -> String {
    guard let words = unsafe curl_easy_strerror(CURLcode(UInt32(code))) else { return "unknown" }
    return unsafe String(cString: words)
  }

  /// Makes `call`; `completion` is called once, never before this returns, unless `nil` is returned.
  ///
  /// The number that is returned is for ``cancel(_:)``.
  func start(_ call: HTTPCall, completion: @escaping (Result<HTTPReply, HTTPClientError>) -> Void) -> Int? {
    guard let transfer = free.popLast() ?? CurlTransfer(of: self) else { return nil }
    guard transfer.prepare(call, authority: authority), unsafe curl_multi_add_handle(multi, transfer.curl) == CURLM_OK
    else {
      free.append(transfer)
      return nil
    }
    transfer.completion = completion
    lastNumber += 1
    transfer.number = lastNumber
    transfer.deadline = LoopTimer.now + Int64(max(1, call.milliseconds))
    active[lastNumber] = transfer
    if !isSweeping {
      isSweeping = true
      sweeping?.set(milliseconds: Self.sweepMilliseconds)
    }
    return lastNumber
  }

  /// Ends a transfer before its time.
  func cancel(_ number: Int) {
    if let transfer = active[number] { finish(transfer, .failure(.cancelled)) }
  }

  /// Ends all transfers before their time, and closes all connections; nothing may be started afterwards.
  func close() {
    for number in Array(active.keys) { cancel(number) }
    free = []
    unsafe curl_multi_cleanup(multi)
    events = [:]
    timer = nil
    sweeping = nil
    isClosed = true
  }

  /// Ends transfers that are over their time: libcurl forgets those that wait for a connection.
  private func sweep() {
    let now = LoopTimer.now
    for transfer in active.values where now > transfer.deadline { finish(transfer, .failure(transfer.timeout)) }
    if active.isEmpty {
      isSweeping = false
      sweeping?.cancel()
    }
  }

  private func finish(_ transfer: CurlTransfer, _ result: Result<HTTPReply, HTTPClientError>) {
    unsafe curl_multi_remove_handle(multi, transfer.curl)
    active[transfer.number] = nil
    let completion = transfer.completion
    transfer.completion = nil
    if free.count < Self.mostFree { free.append(transfer) }
    completion?(result)
  }

  // MARK: - The loop

  fileprivate func act(on socket: Int32, what: Int32) {
    var running: Int32 = 0
    unsafe curl_multi_socket_action(multi, socket, what, &running)
    var left: Int32 = 0
    while let message = unsafe curl_multi_info_read(multi, &left) {
      var context: UnsafeMutableRawPointer?
      guard unsafe message.pointee.msg == CURLMSG_DONE,
        unsafe ccurl_get_private(message.pointee.easy_handle, &context) == CURLE_OK, let context = unsafe context
      else { continue }
      let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
      finish(transfer, transfer.result(unsafe ccurl_message_result(message)))
    }
  }

  /// libcurl's connections are watched until they are closed, although it asks for that anew with every call; its other
  /// sockets only while it asks.
  fileprivate func watch(_ socket: Int32, for what: Int32) {
    guard what != CURL_POLL_REMOVE else {
      if connections.contains(socket) { events[socket]?.isAsked = false } else { events[socket] = nil }
      return
    }
    var flags = EV_PERSIST
    if what & CURL_POLL_IN != 0 { flags |= EV_READ }
    if what & CURL_POLL_OUT != 0 { flags |= EV_WRITE }
    if let event = events[socket], event.flags == flags {
      event.isAsked = true
    } else {
      events[socket] = nil
      let context = unsafe Unmanaged.passUnretained(self).toOpaque()
      events[socket] = unsafe SocketEvent(of: socket, flags: flags, on: loop.base, context: context)
    }
  }

  fileprivate func ready(_ socket: Int32, _ what: Int32) {
    // The peer of a connection at rest has closed it; libcurl finds that out itself.
    guard events[socket]?.isAsked == true else { return events[socket] = nil }
    act(on: socket, what: what)
  }

  /// libcurl has opened a connection.
  func opened(_ socket: Int32) { connections.insert(socket) }

  /// libcurl is about to close a connection.
  func closed(_ socket: Int32) {
    events[socket] = nil
    connections.remove(socket)
  }

  fileprivate func setTimer(_ milliseconds: Int) {
    if milliseconds < 0 { timer?.cancel() } else { timer?.set(milliseconds: milliseconds) }
  }
}

/// What libevent keeps about a socket of libcurl's; it is told to forget it at the end.
@safe private final class SocketEvent {
  private let event: OpaquePointer
  let flags: Int32
  /// Whether libcurl wants to be told.
  var isAsked = true

  init?(of socket: Int32, flags: Int32, on base: OpaquePointer, context: UnsafeMutableRawPointer) {
    guard let event = unsafe event_new(base, socket, Int16(flags), socketReady, context) else { return nil }
    unsafe event_add(event, nil)
    unsafe self.event = event
    self.flags = flags
  }

  deinit { unsafe event_free(event) }
}

/// Called on the loop's thread when libcurl begins, changes or ends its interest in a socket.
private func watchSocket(
  _: UnsafeMutableRawPointer?, socket: Int32, what: Int32, context: UnsafeMutableRawPointer?,
  _: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context = unsafe context else { return 0 }
  unsafe Unmanaged<CurlPool>.fromOpaque(context).takeUnretainedValue().watch(socket, for: what)
  return 0
}

/// Called on the loop's thread when libcurl wants to be called after a time, or with -1 no more.
private func changeTimer(_: UnsafeMutableRawPointer?, milliseconds: Int, context: UnsafeMutableRawPointer?) -> Int32 {
  guard let context = unsafe context else { return 0 }
  unsafe Unmanaged<CurlPool>.fromOpaque(context).takeUnretainedValue().setTimer(milliseconds)
  return 0
}

/// Called on the loop's thread when a socket of libcurl's can be read or written.
private func socketReady(_ socket: Int32, what: Int16, context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  var mask: Int32 = 0
  if Int32(what) & EV_READ != 0 { mask |= CURL_CSELECT_IN }
  if Int32(what) & EV_WRITE != 0 { mask |= CURL_CSELECT_OUT }
  unsafe Unmanaged<CurlPool>.fromOpaque(context).takeUnretainedValue().ready(socket, mask)
}
