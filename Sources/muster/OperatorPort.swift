import Engine
import Network
import Platform
import Wiring

/// Where the operator asks: never where messengers and strangers can.
final class OperatorPort: Sendable {
  private let store: any Store
  private let metrics: Metrics
  /// The server of the messengers' requests, while it takes any.
  private let server = Guarded<BoundServer?>(nil)

  init(store: any Store, metrics: Metrics) {
    self.store = store
    self.metrics = metrics
  }

  /// From now on messengers are answered.
  func begins(_ server: BoundServer) { self.server.withLock { $0 = server } }

  /// From now on no new connections are taken.
  func ends() { server.withLock { $0 = nil } }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    switch request.target.prefix(while: { $0 != "?" }) {
    case "/readyz": await ready()
    case "/metrics": await numbers()
    default: HTTPResponse(WebResponse.text("Here are /readyz and /metrics.\n", status: 404))
    }
  }

  /// Whether requests are taken and the store answers, so that they can be served.
  private func ready() async -> HTTPResponse {
    guard server.withLock({ $0 != nil }) else {
      return HTTPResponse(WebResponse.text("The bot is starting or stopping.\n", status: 503))
    }
    do {
      _ = try await store.snapshot { reading in try reading.nextParcel() }
      return HTTPResponse(WebResponse.text("ready\n"))
    } catch {
      return HTTPResponse(WebResponse.text("The store does not answer.\n", status: 503))
    }
  }

  private func numbers() async -> HTTPResponse {
    var gauges: [Metrics.Gauge] = []
    if let depth = try? await store.snapshot({ reading in try reading.outboxDepth() }) {
      gauges.append(.gauge("muster_outbox_waiting", "Replies that wait to be posted.", depth.waiting))
      gauges.append(.gauge("muster_outbox_failed", "Replies that no messenger will take.", depth.failed))
    }
    if let counts = server.withLock({ $0?.counts }) {
      gauges += [
        .gauge("muster_connections_open", "HTTP connections that are open now.", counts.open),
        .counter("muster_connections_total", "HTTP connections that were accepted.", counts.accepted),
        .counter("muster_connections_refused_total", "HTTP connections beyond the limit.", counts.refusedAtLimit),
        .counter(
          "muster_connections_cut_total", "HTTP connections cut because they were too slow.", counts.cutByDeadline),
        .counter(
          "muster_bad_requests_total",
          "HTTP requests refused as ambiguous, unreadable or too large, alone or together.", counts.badRequests),
      ]
    }
    return HTTPResponse(
      WebResponse(
        status: 200, headers: [WebHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")],
        body: Array(metrics.text(with: gauges).utf8)))
  }
}
