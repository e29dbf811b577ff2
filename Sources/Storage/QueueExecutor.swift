import Dispatch

/// Runs an actor on a serial queue, for work that blocks its thread.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedSerialExecutor()
    queue.async { unsafe job.runSynchronously(on: executor) }
  }

  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }

  /// Runs `work` as a step of the actor, without a task of its own.
  func async(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }

  /// As ``async(_:)``, after a while.
  func async(afterMilliseconds milliseconds: Int, _ work: @escaping @Sendable () -> Void) {
    queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: work)
  }
}
