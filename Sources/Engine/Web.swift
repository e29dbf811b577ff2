package import Domain

/// A request over HTTP, a messenger's to us or ours to a messenger: raw bytes, nothing decoded or trusted yet.
package struct WebRequest: Sendable {
  package let method: String
  /// Path and query as sent, such as `/hooks/slack?x=1`.
  package let target: String
  /// In the order in which they came, names in lower case.
  package let headers: [WebHeader]
  package let body: [UInt8]

  package init(method: String, target: String, headers: [WebHeader], body: [UInt8]) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The value of the only header of that name; `nil` when there is none, or more than one.
  ///
  /// - Parameter name: in lower case.
  package func header(_ name: String) -> String? {
    var found: String?
    for header in headers where header.name == name {
      guard found == nil else { return nil }
      found = header.value
    }
    return found
  }
}

/// Addresses, headers and bodies hold secrets: tokens, signatures, and what was said.
extension WebRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(method) ••••" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A line of an HTTP head.
package struct WebHeader: Sendable, Equatable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// An answer over HTTP, ours to a messenger or a messenger's to us.
package struct WebResponse: Sendable, Equatable {
  package var status: Int
  package var headers: [WebHeader]
  package var body: [UInt8]

  package init(status: Int, headers: [WebHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package static func json(_ body: [UInt8]) -> WebResponse {
    WebResponse(status: 200, headers: [WebHeader("content-type", "application/json; charset=utf-8")], body: body)
  }

  package static func text(_ text: String, status: Int = 200) -> WebResponse {
    WebResponse(
      status: status, headers: [WebHeader("content-type", "text/plain; charset=utf-8")], body: Array(text.utf8))
  }

  /// Acknowledged, nothing to show.
  package static let empty = WebResponse(status: 200)

  /// The value of the first header of that name, which is in lower case.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The time that a header of that name asks to wait, at most a day; `nil` unless it is plain digits.
  package func seconds(_ name: String) -> Moment.Span? {
    guard let digits = header(name)?.utf8, 1...9 ~= digits.count else { return nil }
    guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    let count = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    return .seconds(min(count, 86_400))
  }
}
