import Glibc
import Platform

/// A program that a test runs and talks with; it is killed when nobody holds it any more.
package final class ChildProcess: Sendable {
  private let identifier: pid_t
  /// Our end of its standard input and output.
  private let socket: Int32
  /// How it ended; `nil` until that is known.
  ///
  /// Until then its number can't be given to another process.
  private let end = Guarded<Int32?>(nil)

  /// Starts a program, which is found as a shell finds it.
  ///
  /// - Parameter errors: The file that takes its standard error, emptied first.
  package init(_ arguments: [String], errors: String = "/dev/null") throws(Failed) {
    // Not a pipe, since only a socket can be kept from other children from its first moment on.
    var sockets: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &sockets) == 0 else { throw Failed(program: arguments[0], code: errno) }
    defer { close(sockets[1]) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, sockets[1], STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, sockets[1], STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var list = unsafe arguments.map { unsafe strdup($0) }
    unsafe list.append(nil)
    defer { unsafe list.forEach { unsafe free($0) } }
    var identifier: pid_t = 0
    let code = unsafe posix_spawnp(&identifier, arguments[0], &actions, nil, list, environ)
    guard code == 0 else {
      close(sockets[0])
      throw Failed(program: arguments[0], code: code)
    }
    self.identifier = identifier
    socket = sockets[0]
  }

  deinit {
    kill()
    close(socket)
  }

  /// How it ended, as ``wait()`` tells it; `nil` while it runs.
  package var status: Int32? {
    end.withLock { status in
      var code: Int32 = 0
      if status == nil, unsafe waitpid(identifier, &code, WNOHANG) == identifier {
        let signal = code & 0x7F
        status = signal == 0 ? code >> 8 & 0xFF : -signal
      }
      return status
    }
  }

  /// Waits until it has ended, and tells its exit status, or the signal that ended it as a negative number.
  @discardableResult package func wait() -> Int32 {
    while true {
      if let status { return status }
      var information = unsafe siginfo_t()
      _ = unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT)
    }
  }

  /// Ends it as a power cut would, as far as a process can tell.
  package func kill() {
    send(SIGKILL)
    wait()
  }

  /// Asks it to stop, waits for that, and tells its exit status.
  package func stop() -> Int32 {
    send(SIGTERM)
    return wait()
  }

  /// Asks it to read its configuration again.
  package func reload() { send(SIGHUP) }

  private func send(_ signal: Int32) {
    end.withLock { if $0 == nil { _ = Glibc.kill(identifier, signal) } }
  }

  /// Writes a line to its standard input.
  package func write(line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = unsafe Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Ends its standard input.
  package func endInput() { shutdown(socket, Int32(SHUT_WR)) }

  /// Waits for the next line of its standard output; `nil` when there are no more.
  package func line() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while unsafe read(socket, &byte, 1) == 1 {
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }

  /// Waits for the end of its standard output, and tells the lines that were left of it.
  package func lines() -> [String] { Array(sequence(state: (), next: { _ in self.line() })) }

  /// Why a program can't be started.
  package struct Failed: Error, CustomStringConvertible {
    package let program: String
    /// Of `errno`.
    package let code: Int32

    package var description: String { "\(program) can't be started, error \(code)" }
  }
}
