import Glibc

/// The signals that an operator sends.
package enum Signals {
  /// Signals that end or change a running server.
  package enum Signal: Sendable {
    /// SIGTERM or SIGINT: finish what runs, and go.
    case terminate
    /// SIGHUP: read the configuration again.
    case reload
  }

  /// Blocks the signals in this thread and in all that it starts, so that only ``arriving()`` gets them.
  ///
  /// It is called first thing in the main thread. SIGPIPE is ignored: a closed connection is an error of the write.
  package static func block() {
    var signals = handled()
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)
  }

  /// The signals as they come; a thread waits for them as long as the process lives.
  package static func arriving() -> AsyncStream<Signal> {
    let (stream, continuation) = AsyncStream.makeStream(of: Signal.self)
    let context = unsafe Unmanaged.passRetained(Waiter(continuation))
    var thread = pthread_t()
    let code = unsafe pthread_create(&thread, nil, wait, context.toOpaque())
    precondition(code == 0, "the system has no thread left")
    pthread_detach(thread)
    return stream
  }

  fileprivate static func handled() -> sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&signals, signal) }
    return signals
  }
}

/// What the waiting thread holds.
private final class Waiter: Sendable {
  let continuation: AsyncStream<Signals.Signal>.Continuation

  init(_ continuation: AsyncStream<Signals.Signal>.Continuation) { self.continuation = continuation }
}

/// The thread that waits for signals, until the process ends.
private func wait(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context else { return nil }
  let waiter = unsafe Unmanaged<Waiter>.fromOpaque(context).takeRetainedValue()
  var signals = Signals.handled()
  while true {
    var number: Int32 = 0
    guard unsafe sigwait(&signals, &number) == 0 else { continue }
    waiter.continuation.yield(number == SIGHUP ? .reload : .terminate)
  }
}
