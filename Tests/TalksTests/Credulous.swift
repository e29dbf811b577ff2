import CommandLanguage
import Commands
import Domain
import Engine
import Signing

/// A messenger's product that believes what it should check.
struct Credulous: Messenger {
  /// What it believes.
  enum Belief: Sendable {
    case signatures, times
  }

  static let name = "credulous"
  static let replyHosts: [String] = []
  static let textLimit = Int.max

  let messenger: any Messenger
  let belief: Belief
  /// With which genuine requests are signed, by the name of the connection.
  let secrets: @Sendable (String) -> String

  init(_ messenger: any Messenger, believing belief: Belief, secrets: @escaping @Sendable (String) -> String) {
    self.messenger = messenger
    self.belief = belief
    self.secrets = secrets
  }

  init?(_ settings: inout any ConnectionSettings) { nil }

  func receive(_ request: WebRequest, at now: Moment) throws(WebhookError) -> Reception {
    let stamp = request.header("x-slack-request-timestamp").flatMap { Int64($0) }
    switch belief {
    case .times: return try messenger.receive(request, at: stamp.map { Moment(seconds: $0) } ?? now)
    case .signatures: return try messenger.receive(signed(request), at: now)
    }
  }

  /// The request with the signature or the token that it should have.
  private func signed(_ request: WebRequest) -> WebRequest {
    let secret = secrets(String(request.target.dropFirst("/hooks/".count)))
    guard let key = AuthenticationKey(Array(secret.utf8)) else { return request }
    let stamp = request.header("x-slack-request-timestamp") ?? ""
    let code = Hex.encode(key.code(of: Array("v0:\(stamp):".utf8), request.body).bytes)
    let body = String(decoding: request.body, as: UTF8.self).replacing("token=forged%2D", with: "token=")
    return WebRequest(
      method: request.method, target: request.target,
      headers: request.headers.map { $0.name == "x-slack-signature" ? WebHeader($0.name, "v0=\(code)") : $0 },
      body: stamp.isEmpty ? Array(body.utf8) : request.body)
  }

  var markup: any Markup { messenger.markup }

  func compose(_ message: Message) -> [UInt8] { messenger.compose(message) }

  func post(_ parcel: Parcel) -> WebRequest { messenger.post(parcel) }

  var directBase: String? { messenger.directBase }

  func composeDirect(_ message: Message) -> [UInt8] { messenger.composeDirect(message) }

  func verdict(on response: WebResponse, to parcel: Parcel) -> Verdict { messenger.verdict(on: response, to: parcel) }
}
