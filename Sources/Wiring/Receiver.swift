package import Configuration
package import Delivery
package import Engine
package import Network
import Platform

/// Where messengers ask: their hooks, and whether the bot is there.
package struct Receiver: Sendable {
  private let bot: Bot
  private let connections: [String: Connection]
  private let courier: Courier
  private let note: @Sendable (Answer, Connection, _ nanoseconds: UInt64) -> Void

  /// - Parameters:
  ///   - connections: By name; only those that are served.
  ///   - note: Is told of each delivery, and how long its answer took.
  package init(
    bot: Bot, connections: [String: Connection], courier: Courier,
    note: @escaping @Sendable (Answer, Connection, _ nanoseconds: UInt64) -> Void
  ) {
    self.bot = bot
    self.connections = connections
    self.courier = courier
    self.note = note
  }

  package func answer(_ request: HTTPRequest) async -> HTTPResponse {
    let path = request.target.prefix { $0 != "?" }
    if path == "/healthz" { return HTTPResponse(WebResponse.text("ok\n")) }
    guard path.hasPrefix(Self.hooks), let connection = connections[String(path.dropFirst(Self.hooks.count))] else {
      return HTTPResponse(WebResponse.text("There is nothing here.\n", status: 404))
    }
    let began = SystemClock.nanoseconds()
    let answer = await bot.answer(WebRequest(request), on: connection)
    for parcel in answer.parcels { await courier.deliver(parcel) }
    note(answer, connection, SystemClock.nanoseconds() - began)
    return HTTPResponse(answer.response)
  }

  private static let hooks = "/hooks/"
}

extension WebRequest {
  package init(_ request: HTTPRequest) {
    self.init(
      method: request.method, target: request.target,
      headers: request.headers.map { WebHeader($0.name, $0.value) }, body: request.body)
  }
}

extension HTTPResponse {
  package init(_ response: WebResponse) {
    self.init(
      status: response.status, headers: response.headers.map { (name: $0.name, value: $0.value) },
      body: response.body)
  }
}

extension HTTPServer.Limits {
  package init(_ limits: ServerLimits) {
    self.init(
      headBytes: limits.headBytes, bodyBytes: limits.bodyBytes, bufferedBytes: limits.bufferedBytes,
      connections: limits.connections, requestMilliseconds: limits.requestSeconds * 1_000,
      idleMilliseconds: limits.idleSeconds * 1_000)
  }
}
