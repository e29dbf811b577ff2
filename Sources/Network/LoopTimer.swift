import CEvent
import Glibc

/// A timer of an event loop; it is made, used and given up on the loop's thread.
@safe final class LoopTimer {
  private let event: OpaquePointer
  private let action: () -> Void

  /// Makes a timer that is not set yet.
  ///
  /// A repeating one calls `action` again and again, another one once per ``set(milliseconds:)``.
  init(on loop: EventLoop, isRepeating: Bool, action: @escaping () -> Void) throws(NetworkError) {
    let flags = isRepeating ? Int16(EV_PERSIST) : 0
    guard let event = unsafe event_new(loop.base, -1, flags, fireTimer, nil) else {
      throw NetworkError("making a timer")
    }
    unsafe self.event = event
    self.action = action
    unsafe event_assign(event, loop.base, -1, flags, fireTimer, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { unsafe event_free(event) }

  /// Lets the timer fire after `milliseconds`, counted anew; 0 is in the next round of the loop.
  func set(milliseconds: Int) {
    var time = timeval(tv_sec: milliseconds / 1_000, tv_usec: milliseconds % 1_000 * 1_000)
    unsafe event_add(event, &time)
  }

  /// Keeps the timer from firing.
  func cancel() { unsafe event_del(event) }

  fileprivate func fire() { action() }

  /// The time since some fixed moment, in milliseconds; it never goes back.
  static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// Called on the loop's thread when a timer is due.
private func fireTimer(_: Int32, _: Int16, context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  unsafe Unmanaged<LoopTimer>.fromOpaque(context).takeUnretainedValue().fire()
}
