import Domain
import Engine

/// Slack's direct messages: `chat.postMessage` to somebody's id, with the token of the app's bot.
///
/// Source: <https://docs.slack.dev/reference/methods/chat.postMessage>
struct SlackDirect: Sendable {
  /// Where the API's methods are, without a slash at its end.
  let base: String
  private let token: Secret

  /// `nil` without a token.
  init?(base: String, token: Secret?) {
    guard let token, !token.isEmpty else { return nil }
    self.base = base.withoutSlash
    self.token = token
  }

  func post(_ body: [UInt8], to user: String) -> WebRequest {
    WebRequest(
      method: "POST", target: base + "/chat.postMessage",
      headers: [
        WebHeader("content-type", "application/json; charset=utf-8"), WebHeader("authorization", token.bearer),
      ], body: JSON.adding([JSON.Member("channel", .text(user))], to: body).bytes)
  }

  /// Slack answers 200 whatever became of a message: the body tells.
  static func verdict(on response: WebResponse) -> Verdict {
    guard 200..<300 ~= response.status else { return .byStatus(of: response) }
    // So it begins; the rest repeats the message, and may be cut where that is long.
    if response.body.starts(with: #"{"ok":true"#.utf8) { return .taken }
    let answer = try? JSON(reading: response.body)
    switch answer?["ok"] {
    case .flag(true): return .taken
    case .flag(false):
      let error = answer?.text("error") ?? ""
      guard !passing.contains(error) else { return .again(after: response.seconds("retry-after")) }
      // One of Slack's words, not whatever a server says.
      let isWord =
        1...64 ~= error.utf8.count
        && error.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "_") }
      return .failed(reason: isWord ? "Slack says \(error)" : "Slack refuses it")
    default: return .again(after: nil)
    }
  }

  /// What Slack says of itself and not of the message.
  private static let passing: Set<String> = [
    "ratelimited", "rate_limited", "service_unavailable", "internal_error", "request_timeout", "fatal_error",
  ]
}

extension Secret {
  /// As the header of a request carries it.
  var bearer: String { "Bearer " + String(decoding: bytes, as: UTF8.self) }
}

extension JSON {
  /// The object in `bytes`, with these members before its own.
  static func adding(_ members: [Member], to bytes: [UInt8]) -> JSON {
    guard case .object(let own)? = try? JSON(reading: bytes) else { return .object(members) }
    return .object(members + own)
  }
}

extension String {
  var withoutSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
