import Engine
import Network
import Wiring

/// Where the operator asks: never where messengers and strangers can.
struct OperatorPort: Sendable {
  let store: any Store
  let metrics: Metrics
  let server: BoundServer

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    switch request.target.prefix(while: { $0 != "?" }) {
    case "/readyz": await ready()
    case "/metrics": await numbers()
    default: HTTPResponse(WebResponse.text("Here are /readyz and /metrics.\n", status: 404))
    }
  }

  /// Whether the store answers, so that requests can be served.
  private func ready() async -> HTTPResponse {
    do {
      _ = try await store.snapshot { reading in try reading.outboxDepth().waiting }
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
    let counts = server.counts
    gauges += [
      .gauge("muster_connections_open", "HTTP connections that are open now.", counts.open),
      .counter("muster_connections_total", "HTTP connections that were accepted.", counts.accepted),
      .counter("muster_connections_refused_total", "HTTP connections beyond the limit.", counts.refusedAtLimit),
      .counter(
        "muster_connections_cut_total", "HTTP connections cut because they were too slow.", counts.cutByDeadline),
      .counter("muster_bad_requests_total", "HTTP requests that were ambiguous.", counts.badRequests),
    ]
    return HTTPResponse(
      WebResponse(
        status: 200, headers: [WebHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")],
        body: Array(metrics.text(with: gauges).utf8)))
  }
}
