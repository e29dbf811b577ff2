import Domain
import Network
import Platform

/// What all talks of a run share: a server for their bots, one for their messengers, and a client.
///
/// The first part of a path says to which talk a request belongs.
package final class Stage: Sendable {
  let loop: EventLoop
  /// The bots' own client.
  let botClient: HTTPClient
  /// The messengers' client.
  let client: HTTPClient
  /// Who answers for the bot of each talk.
  let bots = Switchboard()
  /// Who answers for the messengers of each talk.
  let messengers = Switchboard()
  private let count = Guarded(0)
  private let ports = Guarded((bots: UInt16(0), messengers: UInt16(0)))

  private init(loop: EventLoop, world: EventLoop) {
    self.loop = loop
    botClient = HTTPClient(on: loop)
    client = HTTPClient(on: world)
  }

  /// Stands while `operation` runs.
  package static func standing<Value: Sendable>(_ operation: (Stage) async throws -> Value) async throws -> Value {
    // The bots on one thread, the people and their messengers on another.
    let loop = try EventLoop(name: "bots")
    let world = try EventLoop(name: "messengers")
    loop.start()
    world.start()
    let stage = Stage(loop: loop, world: world)
    let value = try await HTTPServer.serving(
      on: loop, address: "127.0.0.1", port: 0, drainMilliseconds: 500,
      handle: { await stage.bots.answer($0) },
      while: { bots in
        try await HTTPServer.serving(
          on: world, address: "127.0.0.1", port: 0, drainMilliseconds: 500,
          handle: { await stage.messengers.answer($0) },
          while: { messengers in
            stage.ports.withLock { $0 = (bots.port, messengers.port) }
            return try await operation(stage)
          })
      })
    await stage.botClient.close()
    await stage.client.close()
    loop.stop()
    world.stop()
    return value
  }

  /// A name for one talk more, such as `t12`.
  func nextName() -> String {
    let number = count.withLock { count in
      count += 1
      return count
    }
    return "t\(number)"
  }

  /// Where the bot of a talk is reached.
  func botAddress(_ name: String) -> String { "http://127.0.0.1:\(ports.withLock { $0.bots })/\(name)" }

  /// Where the messengers of a talk are reached.
  func messengerAddress(_ name: String) -> String { "http://127.0.0.1:\(ports.withLock { $0.messengers })/\(name)" }
}

/// Hands requests over by the first part of their paths.
final class Switchboard: Sendable {
  typealias Handler = @Sendable (HTTPRequest) async -> HTTPResponse

  private let handlers = Guarded<[String: Handler]>([:])

  /// - Parameter handler: `nil` when nobody answers any more.
  func connect(_ name: String, to handler: Handler?) { handlers.withLock { $0[name] = handler } }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    let name = request.target.dropFirst().prefix { $0 != "/" }
    guard let handler = handlers.withLock({ $0[String(name)] }) else { return HTTPResponse(status: 503) }
    let rest = request.target.dropFirst(1 + name.utf8.count)
    return await handler(
      HTTPRequest(
        method: request.method, target: String(rest), headers: request.headers, body: request.body,
        peer: request.peer))
  }
}
