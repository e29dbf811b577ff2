import Glibc

/// Why the machine or a library refused what this room needs, such as a port that is taken.
package struct NetworkError: Error, Equatable, CustomStringConvertible {
  /// What was tried, such as `listening on 127.0.0.1:8080`.
  package let activity: String
  /// What the system or the library said, or an empty text.
  package let reason: String
  /// The file that can't be used; `nil` when it is none's fault.
  package let path: String?

  init(_ activity: String, because reason: String = "", path: String? = nil) {
    self.activity = activity
    self.reason = reason
    self.path = path
  }

  /// What the last system call on this thread failed with.
  static func system(_ activity: String) -> NetworkError {
    let code = errno
    return unsafe NetworkError(activity, because: String(cString: strerror(code)))
  }

  /// One line for the operator; it names addresses and files, and holds no secret.
  package var operatorText: String { reason.isEmpty ? "\(activity) failed" : "\(activity) failed: \(reason)" }

  package var description: String { operatorText }
}
