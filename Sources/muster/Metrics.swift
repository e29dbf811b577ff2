import Platform

/// What the operator's dashboard shows, counted as it happens.
final class Metrics: Sendable {
  private let state = Guarded(State())

  private struct State: Sendable {
    /// By connection and status.
    var requests: [Request: Int] = [:]
    /// By the outcome's kind, such as `done` or `denied`.
    var outcomes: [String: Int] = [:]
    var posts: [String: Int] = [:]
    /// By what the store was to do.
    var storeFaults: [String: Int] = [:]
    var answerSeconds = Histogram(bounds: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5])
    var deliverySeconds = Histogram(bounds: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300])
    var commitGroup = Histogram(bounds: [1, 2, 4, 8, 16, 32, 64, 128, 256])
  }

  private struct Request: Hashable, Sendable {
    let connection: String
    let status: Int
  }

  /// - Parameter nanoseconds: From the request's arrival to its answer.
  func answered(on connection: String, status: Int, outcome: String, nanoseconds: UInt64) {
    state.withLock { state in
      state.requests[Request(connection: connection, status: status), default: 0] += 1
      state.outcomes[outcome, default: 0] += 1
      state.answerSeconds.add(Double(nanoseconds) / 1e9)
    }
  }

  /// - Parameter seconds: From the commit of the reply to the end of this try.
  func posted(_ result: String, seconds: Double) {
    state.withLock { state in
      state.posts[result, default: 0] += 1
      state.deliverySeconds.add(seconds)
    }
  }

  /// - Parameter work: What the store was to do beside requests, such as `settle`.
  func faulted(_ work: String) { state.withLock { $0.storeFaults[work, default: 0] += 1 } }

  func committed(groupOf size: Int) { state.withLock { $0.commitGroup.add(Double(size)) } }

  /// Everything in Prometheus' text form.
  ///
  /// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/>
  func text(with gauges: [Gauge]) -> String {
    let state = state.withLock { $0 }
    var text = ""
    func head(_ name: String, _ type: String, _ help: String) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }
    head("muster_requests_total", "counter", "Requests of messengers, by connection and status of the answer.")
    for (request, count) in state.requests.sorted(by: {
      ($0.key.connection, $0.key.status) < ($1.key.connection, $1.key.status)
    }) {
      text += "muster_requests_total{connection=\"\(request.connection)\",status=\"\(request.status)\"} \(count)\n"
    }
    head("muster_outcomes_total", "counter", "Deliveries, by what was made of them.")
    for (outcome, count) in state.outcomes.sorted(by: { $0.key < $1.key }) {
      text += "muster_outcomes_total{outcome=\"\(outcome)\"} \(count)\n"
    }
    head("muster_posts_total", "counter", "Tries to post a reply, by their result.")
    for (result, count) in state.posts.sorted(by: { $0.key < $1.key }) {
      text += "muster_posts_total{result=\"\(result)\"} \(count)\n"
    }
    head("muster_store_faults_total", "counter", "Faults of the store beside requests, by what it was to do.")
    for (work, count) in state.storeFaults.sorted(by: { $0.key < $1.key }) {
      text += "muster_store_faults_total{work=\"\(work)\"} \(count)\n"
    }
    head("muster_answer_seconds", "histogram", "From a request to its answer.")
    text += state.answerSeconds.text(named: "muster_answer_seconds")
    head("muster_delivery_seconds", "histogram", "From the commit of a reply to the end of a try to post it.")
    text += state.deliverySeconds.text(named: "muster_delivery_seconds")
    head("muster_commit_group_size", "histogram", "Transactions that shared a commit.")
    text += state.commitGroup.text(named: "muster_commit_group_size")
    for gauge in gauges {
      head(gauge.name, gauge.type, gauge.help)
      text += "\(gauge.name) \(gauge.value)\n"
    }
    return text
  }

  /// A number that somebody else keeps.
  struct Gauge {
    let name: String
    let type: String
    let help: String
    let value: Int

    static func gauge(_ name: String, _ help: String, _ value: Int) -> Gauge {
      Gauge(name: name, type: "gauge", help: help, value: value)
    }

    static func counter(_ name: String, _ help: String, _ value: Int) -> Gauge {
      Gauge(name: name, type: "counter", help: help, value: value)
    }
  }
}

/// Counts of values up to each of some bounds.
struct Histogram: Sendable {
  private let bounds: [Double]
  private var counts: [Int]
  private var sum = 0.0

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  mutating func add(_ value: Double) {
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }

  func text(named name: String) -> String {
    var text = ""
    var total = 0
    for (bound, count) in zip(bounds, counts) {
      total += count
      text += "\(name)_bucket{le=\"\(bound)\"} \(total)\n"
    }
    total += counts[bounds.count]
    return text + "\(name)_bucket{le=\"+Inf\"} \(total)\n\(name)_sum \(sum)\n\(name)_count \(total)\n"
  }
}
