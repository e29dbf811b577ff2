import Synchronization

extension HTTPServer {
  /// What a server takes from strangers before it answers with a refusal or hangs up.
  package struct Limits: Sendable {
    /// The longest head (first line and header fields, without line ends), in bytes; more is answered with 400.
    package var headBytes: Int
    /// The longest body, in bytes; more is answered with 413.
    package var bodyBytes: Int
    /// How much the requests that are coming in may hold together, in bytes; for more, the connections that hold most are
    /// closed.
    ///
    /// It is at least twice what one request may hold, so that the last one to send always finds room.
    package var bufferedBytes: Int
    /// How many connections are served at once; the requests of more are answered with 503.
    package var connections: Int
    /// How long a request may take to come in, and its answer to be taken, in milliseconds; then the connection is closed.
    ///
    /// It counts from the first byte, or for the first request of a connection from the connection's beginning,
    /// whatever trickles in. The time that the answer needs to be found does not count.
    package var requestMilliseconds: Int
    /// How long a connection may be idle between two requests, in milliseconds; then it is closed.
    package var idleMilliseconds: Int

    package init(
      headBytes: Int = 16_384, bodyBytes: Int = 1_048_576, bufferedBytes: Int = 67_108_864, connections: Int = 4_096,
      requestMilliseconds: Int = 10_000, idleMilliseconds: Int = 30_000
    ) {
      self.headBytes = headBytes
      self.bodyBytes = bodyBytes
      self.bufferedBytes = bufferedBytes
      self.connections = connections
      self.requestMilliseconds = requestMilliseconds
      self.idleMilliseconds = idleMilliseconds
    }
  }

  /// Where the files of a server's TLS identity are, in PEM.
  package struct TLS: Sendable {
    /// The path of the certificate, followed in the same file by those between it and the authority's.
    package let certificate: String
    /// The path of the private key.
    package let key: String

    package init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  /// What a server has counted since it began, for metrics.
  package struct Counts: Sendable, Equatable {
    /// Connections that are open now, those at the limit included.
    package var open = 0
    /// Connections that were ever accepted.
    package var accepted = 0
    /// Connections that came while the limit was reached; each was answered with 503 or closed.
    package var refusedAtLimit = 0
    /// Connections that were closed because a request, its answer or the next request took too long.
    package var cutByDeadline = 0
    /// Requests that were refused before the handler: with 400 because their length, Host or form is ambiguous, or by
    /// evhttp itself (400, 413, 417, 501), which counts when their connection is gone; and those whose connection was
    /// closed because all together held too much.
    package var badRequests = 0
    /// Requests that were given to the handler.
    package var handled = 0
  }
}

/// A server that listens, as the code sees it that runs while it does.
package struct BoundServer: Sendable {
  /// The port that it listens on; the one that was found when 0 was asked for.
  package let port: UInt16
  private let tally: Tally

  init(port: UInt16, tally: Tally) {
    self.port = port
    self.tally = tally
  }

  /// What was counted so far; cheap, from any thread.
  package var counts: HTTPServer.Counts { tally.counts }
}

/// The counts of one server: its loop writes them, metrics read them.
final class Tally: Sendable {
  let open = Atomic(0)
  let accepted = Atomic(0)
  let refusedAtLimit = Atomic(0)
  let cutByDeadline = Atomic(0)
  let badRequests = Atomic(0)
  let handled = Atomic(0)

  var counts: HTTPServer.Counts {
    HTTPServer.Counts(
      open: open.load(ordering: .relaxed), accepted: accepted.load(ordering: .relaxed),
      refusedAtLimit: refusedAtLimit.load(ordering: .relaxed), cutByDeadline: cutByDeadline.load(ordering: .relaxed),
      badRequests: badRequests.load(ordering: .relaxed), handled: handled.load(ordering: .relaxed))
  }
}
