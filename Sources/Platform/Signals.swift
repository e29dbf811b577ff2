import Glibc

/// The signals that an operator sends.
///
/// The main thread waits for them and does nothing else. A process whose main thread goes to Dispatch (as an `async`
/// main does) can't: Dispatch then lets a thread of its own take every signal, with the signal's own effect.
package enum Signals {
  /// Signals that end or change a running server.
  package enum Signal: Sendable {
    /// SIGTERM or SIGINT: finish what runs, and go.
    case terminate
    /// SIGHUP: read the configuration again.
    case reload
  }

  /// Blocks the signals in this thread and in all that it starts, so that only ``wait(_:)`` takes them.
  ///
  /// It is called before another thread is there. SIGPIPE is ignored: a closed connection is an error of the write.
  package static func block() {
    var signals = handled()
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)
  }

  /// Hands over the signals as they come, until the process ends.
  package static func wait(_ deliver: (Signal) -> Void) -> Never {
    var signals = handled()
    while true {
      var number: Int32 = 0
      guard unsafe sigwait(&signals, &number) == 0 else { continue }
      deliver(number == SIGHUP ? .reload : .terminate)
    }
  }

  private static func handled() -> sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&signals, signal) }
    return signals
  }
}
