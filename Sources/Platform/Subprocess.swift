import Glibc

/// Another program that this one has started; it ends with this one at the latest.
package final class Subprocess: Sendable {
  private let process: pid_t
  /// The other end of the program's standard input, which says by its end that this process is gone.
  private let leash: Int32
  private let isOver = Guarded(false)

  /// - Parameters:
  ///   - environment: What is added to this process's own.
  /// - Throws: ``Failed`` when it can't be started.
  package init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws(Failed) {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw Failed(reason: "the system has no pipe left") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    let variables = Environment.variables().merging(environment) { _, new in new }
    let words = unsafe Self.list([program] + arguments)
    let settings = unsafe Self.list(variables.map { "\($0.key)=\($0.value)" })
    defer { unsafe (words + settings).forEach { unsafe free($0) } }
    var process: pid_t = 0
    let code = unsafe posix_spawn(&process, program, &actions, nil, words, settings)
    guard code == 0 else {
      close(ends[1])
      throw Failed(reason: "\(program) can't be started: error \(code)")
    }
    self.process = process
    leash = ends[1]
  }

  deinit {
    kill()
    close(leash)
  }

  /// Ends it at once, as a power cut would, and waits until it is gone.
  package func kill() {
    guard !(isOver.withLock { $0 }) else { return }
    _ = Glibc.kill(process, SIGKILL)
    _ = wait()
  }

  /// Waits until it has ended; tells its exit status, or the negative number of the signal that ended it.
  package func wait() -> Int32 {
    var status: Int32 = 0
    isOver.withLock { $0 = true }
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : -signal
  }

  /// Called by a program that was started so: ends it when the one that started it is gone.
  package static func endWithStarter() {
    var thread = pthread_t()
    unsafe pthread_create(
      &thread, nil,
      { _ in
        var byte: UInt8 = 0
        while unsafe read(0, &byte, 1) > 0 || errno == EINTR {}
        _exit(0)
      }, nil)
  }

  /// The path of the program that this process runs.
  package static var own: String {
    var path = [CChar](repeating: 0, count: 4_096)
    let count = unsafe readlink("/proc/self/exe", &path, path.count)
    return String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func list(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe texts.map { unsafe strdup($0) } + [nil]
  }

  /// Why a program did not start.
  package struct Failed: Error {
    package let reason: String
  }
}
