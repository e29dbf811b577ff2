import CEvent
import Glibc

/// Where a connection is in its life, and how long it may stay there: a value that is told what happened.
struct ConnectionLife {
  enum Phase {
    /// Accepted, and nothing has come yet.
    case fresh
    /// A request is coming in, or evhttp itself answers that it can't be read.
    case receiving
    /// The handler is at work.
    case handling
    /// The answer is going out.
    case sending
    /// Between two requests.
    case idle
  }

  private(set) var phase = Phase.fresh
  /// When the phase began, in milliseconds of ``LoopTimer/now``.
  private(set) var since: Int64

  init(at now: Int64) { since = now }

  mutating func enter(_ phase: Phase, at now: Int64) {
    // The first request's time counts from the connection's beginning.
    if self.phase != .fresh || phase != .receiving { since = now }
    self.phase = phase
  }

  /// Whether the connection has had its time.
  func isLate(at now: Int64, _ limits: HTTPServer.Limits) -> Bool {
    switch phase {
    case .fresh, .receiving, .sending: now - since >= Int64(limits.requestMilliseconds)
    case .idle: now - since >= Int64(limits.idleMilliseconds)
    case .handling: false
    }
  }
}

/// One connection of a server, as long as libevent knows it.
@safe final class Connection {
  /// The connection's bufferevent, of which this object holds a reference.
  let bufferevent: OpaquePointer
  /// Whether it came while the limit was reached, so that it is answered with 503.
  let isSurplus: Bool
  var life: ConnectionLife
  var scanner = RequestScanner()
  /// Whether it was closed by the server in the middle of things, so that nothing of it is waited for.
  private(set) var wasCut = false
  /// Whether its request was refused and the connection is to end, though more may be on its way.
  var isRefused = false
  private unowned let server: Evhttp
  private var buffered: BufferedBytes.Share
  private var closed: Int64?
  /// How many bytes were written while the request was coming in.
  private var writtenEarly = 0

  /// evhttp keeps each header field, and each piece of a body in chunks, in an allocation of its own; this is its price
  /// beside the bytes, so that many tiny ones don't cost more memory than is counted.
  private static let pieceBytes = 256

  /// Takes over one reference of `bufferevent` beside evhttp's.
  init(_ bufferevent: OpaquePointer, of server: Evhttp, isSurplus: Bool, limits: HTTPServer.Limits, at now: Int64) {
    unsafe self.bufferevent = bufferevent
    self.server = server
    buffered = BufferedBytes.Share(of: server.buffered)
    self.isSurplus = isSurplus
    life = ConnectionLife(at: now)
    unsafe bufferevent_incref(bufferevent)
    // evhttp reads on while an answer is going out; without a mark, a sender could fill the memory in that time.
    unsafe bufferevent_setwatermark(bufferevent, Int16(EV_READ), 0, limits.bodyBytes + 2 * limits.headBytes + 65_536)
    unsafe evbuffer_add_cb(input, receive, Unmanaged.passUnretained(self).toOpaque())
    unsafe evbuffer_add_cb(output, send, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    unsafe evbuffer_remove_cb(input, receive, Unmanaged.passUnretained(self).toOpaque())
    unsafe evbuffer_remove_cb(output, send, Unmanaged.passUnretained(self).toOpaque())
    unsafe bufferevent_decref(bufferevent)
  }

  private var input: OpaquePointer? { unsafe bufferevent_get_input(bufferevent) }
  private var output: OpaquePointer? { unsafe bufferevent_get_output(bufferevent) }

  /// What it holds of a request that is not complete, or of those after the one that is answered.
  var bufferedBytes: Int { buffered.bytes }

  /// Whether evhttp itself refused the request: it has written more than that the sender may go on.
  var isRefusedByEvhttp: Bool { !isSurplus && writtenEarly > "HTTP/1.1 100 Continue\r\n\r\n".utf8.count }

  /// Whether evhttp has let go of the connection; it takes its callbacks away then.
  var isClosed: Bool {
    var event: bufferevent_event_cb?
    unsafe bufferevent_getcb(bufferevent, nil, nil, &event, nil)
    return unsafe event == nil
  }

  /// Closes the connection now, as if evhttp's own time-out had come; a suspended handler's request is detached from it.
  ///
  /// Its memory is free at once, although the reference that is held here keeps the bufferevent.
  func cut() {
    wasCut = true
    unsafe bufferevent_trigger_event(bufferevent, Int16(BEV_EVENT_READING | BEV_EVENT_TIMEOUT), 0)
    unsafe bufferevent_disable(bufferevent, Int16(EV_READ))
    unsafe evbuffer_drain(input, evbuffer_get_length(input))
    buffered.set(0)
  }

  /// Whether the closed connection must be kept for a while: its sender may still be sending what was refused.
  ///
  /// Closing a socket that holds unread bytes resets the connection, and the reset can overtake the answer. So they are
  /// read and dropped until the sender has closed its side, or for a second.
  func lingers(at now: Int64) -> Bool {
    guard !wasCut, isRefused || life.phase == .receiving else { return false }
    let since = closed ?? now
    closed = since
    guard now - since < 1_000 else { return false }
    let socket = unsafe bufferevent_getfd(bufferevent)
    var count = 0
    for _ in 0..<16 {
      // With MSG_TRUNC, Linux drops the bytes of a stream without copying them.
      count = recv(socket, nil, 1_048_576, Int32(MSG_DONTWAIT | MSG_TRUNC))
      if count <= 0 { break }
    }
    return count > 0 || count < 0 && errno == EAGAIN
  }

  /// Looks at bytes that came in, of which `count` are new.
  fileprivate func received(_ count: Int) {
    switch life.phase {
    case .fresh, .idle:
      life.enter(.receiving, at: LoopTimer.now)
      scan(last: count)
    case .receiving: scan(last: count)
    case .handling, .sending: break  // They belong to the next request, which is looked at when its turn comes.
    }
    buffered.add(count)
    server.makeRoom(for: self)
  }

  /// Counts what evhttp has moved out of the input: into its request, which still holds it.
  fileprivate func moved() {
    if life.phase == .receiving { buffered.add(Self.pieceBytes) }
  }

  /// Goes on to the answer: the request is complete and copied, and only what came after it is still held.
  func beginHandling() {
    life.enter(.handling, at: LoopTimer.now)
    unsafe buffered.set(evbuffer_get_length(input))
  }

  /// Counts bytes that go out.
  fileprivate func wrote(_ count: Int) {
    if life.phase == .receiving { writtenEarly += count }
  }

  /// Prepares for the next request, whose first bytes may be there already.
  func awaitNext() {
    scanner.restart()
    writtenEarly = 0
    let waiting = unsafe evbuffer_get_length(input)
    life.enter(waiting > 0 ? .receiving : .idle, at: LoopTimer.now)
    if waiting > 0 { scan(last: waiting) }
  }

  private func scan(last count: Int) {
    let length = unsafe evbuffer_get_length(input)
    var place = unsafe evbuffer_ptr()
    guard unsafe evbuffer_ptr_set(input, &place, length - count, EVBUFFER_PTR_SET) == 0 else { return }
    var left = count
    while left > 0 {
      var piece = unsafe iovec()
      guard unsafe evbuffer_peek(input, -1, &place, &piece, 1) > 0, unsafe piece.iov_len > 0 else { return }
      let bytes = unsafe UnsafeRawBufferPointer(start: piece.iov_base, count: min(piece.iov_len, left))
      unsafe bytes.withMemoryRebound(to: UInt8.self) { scanner.read(unsafe $0.span) }
      left -= bytes.count
      guard left > 0, unsafe evbuffer_ptr_set(input, &place, bytes.count, EVBUFFER_PTR_ADD) == 0 else { return }
    }
  }
}

/// Called on the loop's thread whenever a connection's input grows or shrinks, before evhttp reads it.
private func receive(
  buffer: OpaquePointer?, change: UnsafePointer<evbuffer_cb_info>?, context: UnsafeMutableRawPointer?
) {
  guard let context = unsafe context, let change = unsafe change else { return }
  let connection = unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
  if unsafe change.pointee.n_deleted > 0 { connection.moved() }
  if unsafe change.pointee.n_added > 0 { connection.received(unsafe change.pointee.n_added) }
}

/// Called on the loop's thread whenever a connection's output grows or shrinks.
private func send(
  buffer: OpaquePointer?, change: UnsafePointer<evbuffer_cb_info>?, context: UnsafeMutableRawPointer?
) {
  guard let context = unsafe context, let change = unsafe change else { return }
  unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().wrote(change.pointee.n_added)
}
