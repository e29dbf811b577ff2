import Engine
import Foundation
import Testing

/// A recorded HTTP message: first line, headers, an empty line, the body.
struct Recording {
  let first: [Substring]
  let headers: [WebHeader]
  let body: [UInt8]

  /// - Parameter path: below `Fixtures`, such as `slack/slash-simple.http`.
  init(_ path: String) {
    let bytes = Self.bytes(path)
    let split = Data(bytes).range(of: Data("\r\n\r\n".utf8))
    let head = String(decoding: bytes[..<(split?.lowerBound ?? bytes.count)], as: UTF8.self)
    let lines = head.split(separator: "\r\n")
    first = (lines.first ?? "").split(separator: " ", maxSplits: 2)
    headers = lines.dropFirst().map { line in
      let name = line.prefix { $0 != ":" }
      return WebHeader(name.lowercased(), line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces))
    }
    body = Array(bytes[(split?.upperBound ?? bytes.count)...])
  }

  var request: WebRequest {
    WebRequest(method: String(first[0]), target: String(first[1]), headers: headers, body: body)
  }

  var response: WebResponse { WebResponse(status: Int(first[1]) ?? 0, headers: headers, body: body) }

  static func bytes(_ path: String) -> [UInt8] {
    let url = Bundle.module.bundleURL.appending(path: "Fixtures/\(path)")
    guard let data = try? Data(contentsOf: url) else { preconditionFailure("there is no \(path)") }
    return Array(data)
  }
}

/// A line of the recordings' index: what must become of a request.
struct Recorded: Decodable, Sendable, CustomTestStringConvertible {
  let file: String
  let verify: String?
  let secret: String?
  let now: String?
  let dedupe: String?
  let expectedStatus: Int?

  enum CodingKeys: String, CodingKey {
    case file, verify, secret, now, dedupe
    case expectedStatus = "expect_status"
  }

  var testDescription: String { file }

  static func all(_ folder: String) -> [Recorded] {
    struct Index: Decodable {
      let fixtures: [Recorded]
    }
    let index = try? JSONDecoder().decode(Index.self, from: Data(Recording.bytes("index.json")))
    return (index?.fixtures ?? []).filter { $0.file.hasPrefix("\(folder)/") && $0.expectedStatus != nil }
  }
}
