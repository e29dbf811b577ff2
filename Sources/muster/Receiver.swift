import Commands
import Delivery
import Domain
import Engine
import Network
import Platform

/// Where messengers ask: their hooks, and whether the bot is there.
struct Receiver: Sendable {
  let bot: Bot
  /// By name; only those that are served.
  let connections: [String: Connection]
  let courier: Courier
  let metrics: Metrics
  let log: Log

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    let path = request.target.prefix { $0 != "?" }
    if path == "/healthz" { return HTTPResponse(WebResponse.text("ok\n")) }
    guard path.hasPrefix(Self.hooks), let connection = connections[String(path.dropFirst(Self.hooks.count))] else {
      return HTTPResponse(WebResponse.text("There is nothing here.\n", status: 404))
    }
    let began = SystemClock.nanoseconds()
    let answer = await bot.answer(WebRequest(request), on: connection)
    if let parcel = answer.parcel { await courier.deliver(parcel) }
    note(answer, of: connection, nanoseconds: SystemClock.nanoseconds() - began)
    return HTTPResponse(answer.response)
  }

  /// One line for each delivery: what it was and what became of it, never what was said.
  private func note(_ answer: Answer, of connection: Connection, nanoseconds: UInt64) {
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

  private static let hooks = "/hooks/"
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

extension WebRequest {
  init(_ request: HTTPRequest) {
    self.init(
      method: request.method, target: request.target,
      headers: request.headers.map { WebHeader($0.name, $0.value) }, body: request.body)
  }
}

extension HTTPResponse {
  init(_ response: WebResponse) {
    self.init(
      status: response.status, headers: response.headers.map { (name: $0.name, value: $0.value) },
      body: response.body)
  }
}
