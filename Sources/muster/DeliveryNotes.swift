import Commands
import Engine
import Platform

/// What the operator learns of each delivery: one line of the log, and the counts.
struct DeliveryNotes: Sendable {
  let metrics: Metrics
  let log: Log

  /// One line for each delivery: what it was and what became of it, never what was said.
  func note(_ answer: Answer, of connection: Connection, nanoseconds: UInt64) {
    let (level, outcome, detail) = answer.result.words
    metrics.answered(
      on: connection.name, status: answer.response.status, outcome: outcome.kind, nanoseconds: nanoseconds)
    var fields: [Log.Field] = [
      ("connection", connection.name), ("delivery", answer.delivery ?? "-"), ("outcome", outcome),
      ("status", "\(answer.response.status)"), ("us", "\(nanoseconds / 1_000)"),
    ]
    if let detail { fields.append(("detail", detail)) }
    log.write("delivery", fields, level: level)
  }
}

extension Answer.Result {
  /// How loud it is, its name, and what an operator needs besides.
  fileprivate var words: (Log.Level, outcome: String, detail: String?) {
    switch self {
    case .answered(let outcome): (.info, outcome.description, nil)
    case .repeated(let outcome): (.info, "repeated", outcome)
    case .conflict: (.warning, "conflict", nil)
    case .protocol: (.info, "protocol", nil)
    case .refused(.forged): (.warning, "forged", nil)
    case .refused(.stale): (.warning, "stale", nil)
    case .refused(.method): (.warning, "method", nil)
    case .refused(.malformed(let reason)): (.warning, "malformed", reason)
    case .fault(let error): (.error, "fault", String(reflecting: error))
    }
  }
}

extension String {
  /// The outcome without what only one delivery has, so that metrics stay few: `denied G12` is `denied`.
  fileprivate var kind: String {
    for prefix in ["denied", "error"] where hasPrefix(prefix) { return prefix }
    return self
  }
}
