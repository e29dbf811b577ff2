/// A request as it came in: raw bytes, nothing decoded.
package struct HTTPRequest: Sendable {
  /// The method as sent, such as `POST`.
  package let method: String
  /// Path and query as sent, such as `/hooks/slack?x=1`; it begins with `/`.
  package let target: String
  /// The header fields in their order, with names in lower case.
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]
  /// The other side's numeric address, such as `192.0.2.7`.
  package let peer: String

  package init(
    method: String, target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [], peer: String = ""
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.peer = peer
  }

  /// The first value of the field `name`, which is given in lower case.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// What is answered to a request.
package struct HTTPResponse: Sendable {
  /// The status, from 200 to 599.
  package var status: Int
  /// The header fields; `Content-Length` and `Date` are added, and a `Content-Length` of one's own is left out.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
