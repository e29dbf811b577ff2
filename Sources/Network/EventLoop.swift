import CEvent
import Glibc
import Synchronization

/// An actor executor that is a libevent loop on a thread of its own.
///
/// Actors that name it as their executor run on that thread, between the loop's callbacks; so C callbacks of the loop may
/// enter them with `assumeIsolated`, and nothing on the loop needs a lock.
///
/// Tasks should also prefer it (`withTaskExecutorPreference`): what resumes them on another thread then leaves them here
/// at once, instead of on the shared threads, from which they would have to change over.
///
/// `@unchecked`, because `base` and `wakeUp` are pointers. libevent's documentation permits what other threads do with
/// them here: after `evthread_use_pthreads()` an event base may be used “from multiple threads”, and `event_active()` and
/// `event_base_loopbreak()` are named as the way to reach a loop from another thread.
/// Source: <https://libevent.org/libevent-book/Ref1_libsetup.html>
@safe package final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
  /// The loop's event base, for the wrappers of this target.
  let base: OpaquePointer
  private let wakeUp: OpaquePointer
  private let name: String
  private let jobs = Mutex<[UnownedJob]>([])
  private let handovers = Atomic(0)
  /// Jobs that are running now; only the loop's thread touches it.
  private var batch: [UnownedJob] = []
  private let state = Mutex(State.new)
  /// The thread that runs the loop, or 0.
  private let thread = Atomic<UInt>(0)
  private let isStopping = Atomic(false)

  private enum State {
    case new
    case running(pthread_t)
    case stopped
  }

  /// Makes a loop that does not run yet; `name` is its thread's, of which Linux keeps 15 bytes.
  ///
  /// - Throws: ``NetworkError`` when the system refuses.
  package init(name: String) throws(NetworkError) {
    unsafe event_set_log_callback(log)
    guard evthread_use_pthreads() == 0, let settings = unsafe event_config_new() else {
      throw NetworkError("preparing an event loop")
    }
    defer { unsafe event_config_free(settings) }
    // Look for input again after so many callbacks, so that tasks which wake each other can't starve the sockets.
    _ = unsafe event_config_set_max_dispatch_interval(settings, nil, 256, 0)
    // What is watched changes with every call; the changes of a round go to the kernel together. No descriptor here is
    // duplicated, which is what this takes (<https://libevent.org/libevent-book/Ref2_eventbase.html>).
    unsafe event_config_set_flag(settings, Int32(EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST.rawValue))
    guard let base = unsafe event_base_new_with_config(settings) else { throw NetworkError("making an event loop") }
    guard let wakeUp = unsafe event_new(base, -1, 0, runJobs, nil) else {
      unsafe event_base_free(base)
      throw NetworkError("making an event loop")
    }
    unsafe self.base = base
    unsafe self.wakeUp = wakeUp
    self.name = name
    // Replaces the missing context: it is this object, which did not exist a line ago.
    _ = unsafe event_assign(wakeUp, base, -1, 0, runJobs, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    unsafe event_free(wakeUp)
    unsafe event_base_free(base)
  }

  /// Starts the loop's thread; the loop then runs until ``stop()``.
  package func start() {
    state.withLock { state in
      guard case .new = state else { preconditionFailure("a loop is started once") }
      var thread = pthread_t()
      let code = unsafe pthread_create(&thread, nil, runLoop, Unmanaged.passRetained(self).toOpaque())
      precondition(code == 0, "the system has no thread left")
      state = .running(thread)
    }
  }

  /// Ends the loop and waits until its thread is gone; jobs that are there by then still run.
  ///
  /// Everything that uses the loop (servers, clients) must have ended before; it is never called on the loop itself.
  package func stop() {
    precondition(!isCurrent, "a loop can't wait for itself")
    let running: pthread_t? = state.withLock { state in
      defer { state = .stopped }
      if case .running(let thread) = state { return thread }
      return nil
    }
    guard let running else { return }
    isStopping.store(true, ordering: .releasing)
    unsafe event_active(wakeUp, 0, 0)
    pthread_join(running, nil)
  }

  /// Whether the caller is on the loop's thread.
  package var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let wasEmpty = withJobs { jobs in
      jobs.append(job)
      return jobs.count == 1
    }
    if wasEmpty { unsafe event_active(wakeUp, 0, 0) }
  }

  private func withJobs<Value>(_ body: (inout [UnownedJob]) -> Value) -> Value {
    jobs.withLock { jobs in
      // ThreadSanitizer can't see a mutex that had to be waited for, because that part of it is in the standard library,
      // which is not instrumented. The counter orders the same accesses where it does see it.
      _ = handovers.load(ordering: .acquiring)
      defer { handovers.wrappingAdd(1, ordering: .releasing) }
      return body(&jobs)
    }
  }

  package func checkIsolated() { precondition(isCurrent, "this must run on the event loop \(name)") }

  package func isIsolatingCurrentContext() -> Bool? { isCurrent }

  fileprivate func run() {
    thread.store(UInt(pthread_self()), ordering: .relaxed)
    unsafe cevent_name_thread(name)
    unsafe event_base_loop(base, EVLOOP_NO_EXIT_ON_EMPTY)
    runEnqueuedJobs()
    thread.store(0, ordering: .relaxed)
  }

  fileprivate func runEnqueuedJobs() {
    // The two arrays change places, so that in the long run nothing is allocated here.
    var taken = batch
    batch = []
    withJobs { swap(&$0, &taken) }
    batch = taken
    taken = []
    let serial = unsafe asUnownedSerialExecutor()
    let preferred = unsafe asUnownedTaskExecutor()
    for job in batch { unsafe job.runSynchronously(isolatedTo: serial, taskExecutor: preferred) }
    batch.removeAll(keepingCapacity: true)
    if isStopping.load(ordering: .acquiring) { unsafe event_base_loopbreak(base) }
  }
}

/// Called on any thread with what libevent wants to have written.
///
/// Its warnings quote what strangers send, so only what makes it give up is written; it ends the process after that.
private func log(severity: Int32, text: UnsafePointer<CChar>?) {
  guard severity == EVENT_LOG_ERR, let text = unsafe text else { return }
  _ = unsafe write(2, text, strlen(text))
  _ = unsafe write(2, "\n", 1)
}

/// Called on the loop's thread when ``EventLoop/enqueue(_:)`` or ``EventLoop/stop()`` woke it.
private func runJobs(_: Int32, _: Int16, context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  unsafe Unmanaged<EventLoop>.fromOpaque(context).takeUnretainedValue().runEnqueuedJobs()
}

/// The loop's thread; it holds the loop until it ends.
private func runLoop(context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context else { return nil }
  // Signals are for the thread that waits for them. SIGPIPE is blocked, not ignored, so that a write to a
  // connection which the peer has closed gives an error here and the rest of the process stays as it was.
  var all = sigset_t()
  unsafe sigfillset(&all)
  unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
  unsafe Unmanaged<EventLoop>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
