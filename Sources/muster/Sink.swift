import Configuration
import Network
import Platform

/// `muster sink`: shows what is posted to it, for trying the bot without a messenger.
struct Sink {
  let address: ListenAddress
  let signals: AsyncStream<Signals.Signal>

  func run() async throws {
    let loop = try EventLoop(name: "sink")
    loop.start()
    try await HTTPServer.serving(
      on: loop, address: address.host, port: address.port, drainMilliseconds: 500,
      handle: { request in
        print("\(request.method) \(request.target)\n\(String(decoding: request.body, as: UTF8.self))\n")
        flushOutput()
        return HTTPResponse(status: 200, headers: [("content-type", "text/plain")], body: Array("ok".utf8))
      },
      while: { server in
        print("What is posted to http://\(address.host):\(server.port)/ shows here. Ctrl-C ends it.\n")
        flushOutput()
        for await signal in signals where signal == .terminate { return }
      })
    loop.stop()
  }
}
