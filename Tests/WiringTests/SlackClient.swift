import Foundation
import Network
import Signing

/// Slack's side of the connection `try`: sends signed commands whose replies go to a sink.
struct SlackClient: Sendable {
  let client: HTTPClient
  let port: UInt16
  let secret: String
  let sinkPort: UInt16

  /// A request as Slack makes it; a test changes what it likes before it is sent.
  func request(_ text: String, delivery: String, user: String = "U0", at time: Int? = nil) -> HTTPCall {
    let fields = [
      ("team_id", "T0"), ("channel_id", "C0"), ("channel_name", "ops"), ("user_id", user), ("user_name", user),
      ("command", "/project"), ("text", text), ("response_url", "http://127.0.0.1:\(sinkPort)/\(delivery)"),
      ("trigger_id", delivery),
    ]
    let body = Array(fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&").utf8)
    return signed(body, at: time ?? Int(Date().timeIntervalSince1970))
  }

  /// The press of a button that says `command`, in a message that only its presser sees.
  func press(_ command: String, delivery: String, user: String = "U0") throws -> HTTPCall {
    let payload: [String: Any] = [
      "type": "block_actions", "user": ["id": user, "username": user, "team_id": "T0"],
      "container": ["type": "message", "is_ephemeral": true], "trigger_id": delivery, "team": ["id": "T0"],
      "channel": ["id": "C0", "name": "ops"], "response_url": "http://127.0.0.1:\(sinkPort)/\(delivery)",
      "actions": [["type": "button", "action_id": "press-1", "value": command]],
    ]
    let json = String(decoding: try JSONSerialization.data(withJSONObject: payload), as: UTF8.self)
    return signed(Array("payload=\(Self.encoded(json))".utf8))
  }

  /// A request with this body and a good signature.
  func signed(_ body: [UInt8], at time: Int? = nil) -> HTTPCall {
    let stamp = String(time ?? Int(Date().timeIntervalSince1970))
    guard let key = AuthenticationKey(Array(secret.utf8)) else { preconditionFailure("the secret is not empty") }
    let code = Hex.encode(Array(key.code(of: Array("v0:\(stamp):".utf8), body).bytes))
    return HTTPCall(
      method: "POST", url: "http://127.0.0.1:\(port)/hooks/try",
      headers: [
        ("Content-Type", "application/x-www-form-urlencoded"), ("X-Slack-Request-Timestamp", stamp),
        ("X-Slack-Signature", "v0=" + code),
      ], body: body, allowPrivateAddresses: true)
  }

  /// The answer's status; `nil` when there was none.
  func send(_ call: HTTPCall) async -> Int? {
    guard case .success(let reply) = await client.send(call) else { return nil }
    return reply.status
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
