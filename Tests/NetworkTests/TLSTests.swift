import TestSupport
import Testing

@testable import Network

/// HTTP over TLS, with certificates that are made for the test.
@Suite(.temporaryDirectory)
struct TLSTests {
  /// A certificate and its key, in the running test's directory.
  private struct Identity {
    let files: HTTPServer.TLS

    init(_ name: String = "server") throws {
      let path = "\(TemporaryDirectory.path)/\(name)"
      files = HTTPServer.TLS(certificate: "\(path).pem", key: "\(path).key")
      let program = try ChildProcess([
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", files.key, "-out",
        files.certificate,
      ])
      #expect(program.wait() == 0)
    }
  }

  @Test func `a client that trusts the certificate speaks with the server, and another does not`() async throws {
    let identity = try Identity()
    let seen = Seen()
    try await serving(tls: identity.files, echo(seen)) { server, loop in
      let call = HTTPCall(
        method: "POST", url: "https://localhost:\(server.port)/a", body: [UInt8](repeating: 1, count: 300_000),
        allowPrivateAddresses: true)
      try await calling(HTTPClient(on: loop, trusting: identity.files.certificate)) { client in
        for _ in 0..<20 {
          let reply = try await client.send(call).get()
          #expect(String(decoding: reply.body, as: UTF8.self) == "POST /a 300000.")
        }
        #expect(server.counts.accepted == 1)
        // The certificate is not for this name.
        var other = call
        other.url = "https://127.0.0.2:\(server.port)/other"
        await #expect(throws: HTTPClientError.self) { try await client.send(other).get() }
      }
      try await calling(HTTPClient(on: loop)) { client in
        await #expect(throws: HTTPClientError.connectionFailed(60)) { try await client.send(call).get() }
      }
    }
    #expect(seen.targets == Array(repeating: "/a", count: 20))
  }

  @Test func `plain text, half a handshake and silence get nowhere and are cut`() async throws {
    let identity = try Identity()
    let seen = Seen()
    try await serving(limits: .init(requestMilliseconds: 300), tls: identity.files, echo(seen)) { server, _ in
      for beginning in ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}", ""] {
        let end = try await onThread {
          let socket = try RawSocket(port: server.port)
          socket.send(beginning)
          return socket.readToEnd()
        }
        #expect(end.isClosed)
        #expect(statuses(end.text) == [])
      }
      #expect(await eventually { server.counts.open == 0 })
    }
    #expect(seen.targets == [])
  }

  @Test func `a thousand calls at once over TLS`() async throws {
    let identity = try Identity()
    try await serving(tls: identity.files, echo()) { server, loop in
      try await calling(HTTPClient(on: loop, trusting: identity.files.certificate)) { client in
        let count = await withTaskGroup(of: Bool.self) { group in
          for index in 0..<1_000 {
            group.addTask {
              let call = HTTPCall(
                method: "GET", url: "https://localhost:\(server.port)/\(index)", milliseconds: 30_000,
                allowPrivateAddresses: true)
              return (try? await client.send(call).get().status) == 200
            }
          }
          return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(count == 1_000)
      }
    }
  }

  @Test func `long bodies that are too much together leave the server as it was`() async throws {
    let identity = try Identity()
    let limits = HTTPServer.Limits(bodyBytes: 200_000, bufferedBytes: 700_000)
    try await serving(limits: limits, tls: identity.files, echo()) { server, loop in
      try await calling(HTTPClient(on: loop, trusting: identity.files.certificate)) { client in
        let call = HTTPCall(
          method: "POST", url: "https://localhost:\(server.port)/", body: [UInt8](repeating: 1, count: 200_000),
          milliseconds: 30_000, allowPrivateAddresses: true)
        let count = await withTaskGroup(of: Bool.self) { group in
          for _ in 0..<40 { group.addTask { (try? await client.send(call).get().status) == 200 } }
          return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(count > 0)
        #expect(server.counts.handled >= count)
        #expect(server.counts.badRequests > 0)
        let reply = try await client.send(call).get()
        #expect(reply.status == 200)
      }
      #expect(await eventually { server.counts.open == 0 })
    }
  }

  @Test func `what is wrong with the files is said at the start`() async throws {
    let identity = try Identity()
    let other = try Identity("other")
    let missing = "\(TemporaryDirectory.path)/missing.pem"
    let cases: [(HTTPServer.TLS, String, path: String)] = [
      (.init(certificate: missing, key: identity.files.key), "reading the certificate", missing),
      (.init(certificate: identity.files.certificate, key: missing), "reading the key", missing),
      (.init(certificate: identity.files.certificate, key: other.files.key), "reading the key", other.files.key),
      (.init(certificate: identity.files.key, key: identity.files.key), "reading the certificate", identity.files.key),
    ]
    for (files, text, path) in cases {
      let error = await #expect(throws: NetworkError.self) { try await serving(tls: files, echo()) { _, _ in } }
      #expect(error?.operatorText.hasPrefix("\(text) \(path) failed: ") == true)
      #expect(error?.path == path)
      #expect(files.fault == error)
    }
    #expect(identity.files.fault == nil)
  }
}
