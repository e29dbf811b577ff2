import Testing

@testable import Network

/// The values that decide about requests and connections, without a socket.
struct RequestScannerTests {
  static let head = "POST /a HTTP/1.1\r\nHost: a\r\n"

  @Test(arguments: [
    ("\(head)\r\n", false), ("\(head)X:\ty\r\n\r\n", false), ("\(head)X: ä\r\n\r\n", false),
    ("\(head)\r\n\0\n anything, as it is the body", false), ("\(head)X: \0\r\n\r\n", true),
    ("\(head)X: y\n\r\n", true), ("\(head)X : y\r\n\r\n", true), ("\(head) X: y\r\n\r\n", true),
    ("\(head)\tX: y\r\n\r\n", true), ("\(head)ä: y\r\n\r\n", true), ("\(head)X\r\n\r\n", true),
    ("\(head)X: \u{7F}\r\n\r\n", true), ("GET /\t HTTP/1.1\r\n", true),
    ("\(head)Transfer-Encoding: chunked\r\n\r\n5\r\n\0\n\r\n:\r\n0\r\n\r\nGET \0", false),
    ("\(head)Transfer-Encoding: chunked\r\n\r\n00000005\r\n12345\r\n0\r\n\r\n", false),
    ("\(head)Transfer-Encoding: chunked\r\n\r\n000000005\r\n12345\r\n0\r\n\r\n", true),
    ("\(head)Transfer-Encoding: chunked\r\n\r\n5;a=b\r\n12345\r\n0\r\n\r\n", true),
    ("\(head)Transfer-Encoding: chunked\r\n\r\n5 \r\n12345\r\n0\r\n\r\n", true),
    ("\(head)Transfer-Encoding: chunked\r\n\r\n\r\n5\r\n12345\r\n0\r\n\r\n", true),
    ("\(head)Transfer-Encoding: chunked\r\n\r\n5\r\n123456\r\n0\r\n\r\n", true),
    ("\(head)Transfer-Encoding: chunked\r\n\r\n-5\r\n", true),
    ("\(head)X: \(String(repeating: "y", count: 70_000))", true),
  ])
  func `finds what is odd, however the bytes come`(_ text: String, _ isOdd: Bool) {
    let bytes = Array(text.utf8)
    for size in [1, 2, 3, 7, 16, bytes.count] {
      var scanner = RequestScanner()
      scanner.read(Array("X\0\n".utf8).span)
      scanner.restart()
      for start in stride(from: 0, to: bytes.count, by: size) {
        scanner.read(Array(bytes[start..<min(start + size, bytes.count)]).span)
      }
      #expect(scanner.isOdd == isOdd, "in pieces of \(size)")
    }
  }

  @Test func `the first request's time counts from the connection's beginning, later ones' from their first byte`() {
    let limits = HTTPServer.Limits(requestMilliseconds: 10, idleMilliseconds: 30)
    var life = ConnectionLife(at: 100)
    #expect(!life.isLate(at: 109, limits))
    #expect(life.isLate(at: 110, limits))
    life.enter(.receiving, at: 105)
    #expect(!life.isLate(at: 109, limits))
    #expect(life.isLate(at: 110, limits))
    life.enter(.handling, at: 106)
    #expect(!life.isLate(at: 100_000, limits))
    life.enter(.sending, at: 200)
    #expect(!life.isLate(at: 209, limits))
    #expect(life.isLate(at: 210, limits))
    life.enter(.idle, at: 300)
    #expect(!life.isLate(at: 329, limits))
    #expect(life.isLate(at: 330, limits))
    life.enter(.receiving, at: 325)
    #expect(!life.isLate(at: 334, limits))
    #expect(life.isLate(at: 335, limits))
  }
}
