import Dispatch
package import Domain
import Glibc

/// Structured log lines in logfmt on the standard error, written beside the threads that have something to say.
///
/// Source: <https://brandur.org/logfmt>
package final class Log: Sendable {
  private let descriptor: Int32
  private let now: @Sendable () -> Moment
  private let queue = DispatchQueue(label: "log")
  private let pending = Guarded(Pending())

  private struct Pending: Sendable {
    var bytes: [UInt8] = []
    var isScheduled = false
    var dropped = 0
  }

  package init(descriptor: Int32 = STDERR_FILENO, now: @escaping @Sendable () -> Moment = SystemClock.now) {
    self.descriptor = descriptor
    self.now = now
  }

  package enum Level: String, Sendable {
    case info, warning, error
  }

  /// A field of a line; its value is never a secret, an address of a reply, or what somebody wrote.
  package typealias Field = (name: StaticString, value: String)

  /// Adds a line such as `time=1767225600.000 level=info event=delivery id=… outcome="denied G12"`.
  package func write(_ event: StaticString, _ fields: [Field] = [], level: Level = .info) {
    let time = now().milliseconds
    var line: [UInt8] = []
    line.reserveCapacity(256)
    func put(_ text: StaticString) {
      unsafe line.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
    put("time=")
    line.append(contentsOf: String(time / 1_000).utf8)
    // 1000 and the last three digits, of which the first gives way to the point.
    line.append(contentsOf: String(1_000 + time % 1_000).utf8)
    line[line.count - 4] = UInt8(ascii: ".")
    put(" level=")
    line.append(contentsOf: level.rawValue.utf8)
    put(" event=")
    put(event)
    for field in fields {
      line.append(UInt8(ascii: " "))
      put(field.name)
      line.append(UInt8(ascii: "="))
      Self.append(field.value, to: &line)
    }
    line.append(UInt8(ascii: "\n"))
    let isNew = pending.withLock { pending in
      guard pending.bytes.count < Self.maximumPending else {
        pending.dropped += 1
        return false
      }
      pending.bytes.append(contentsOf: line)
      defer { pending.isScheduled = true }
      return !pending.isScheduled
    }
    // A moment later, so that the lines of a busy moment go out together.
    if isNew { queue.asyncAfter(deadline: .now() + .milliseconds(20)) { self.writeOut() } }
  }

  /// Waits until all lines so far are written.
  package func flush() { queue.sync { writeOut() } }

  private func writeOut() {
    let (bytes, dropped) = pending.withLock { pending in
      defer { pending = Pending() }
      return (pending.bytes, pending.dropped)
    }
    put(bytes)
    if dropped > 0 { put(Array("level=warning event=log-lines-dropped count=\(dropped)\n".utf8)) }
  }

  private func put(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { return }
    }
  }

  /// Quotes a value where it needs it; control characters can't break a line.
  private static func append(_ value: String, to line: inout [UInt8]) {
    let isPlain = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3D && $0 < 0x7F }
    guard !isPlain else { return line.append(contentsOf: value.utf8) }
    line.append(UInt8(ascii: "\""))
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": line.append(contentsOf: ("\\" + String(scalar)).utf8)
      case _ where scalar.isControl: line.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
      default: line.append(contentsOf: String(scalar).utf8)
      }
    }
    line.append(UInt8(ascii: "\""))
  }

  /// In bytes; when a reader of the log is that far behind, lines are counted instead of kept.
  private static let maximumPending = 1 << 20
}
