import Domain
package import Engine
import Messengers
import Signing

/// Slack with its slash commands: signed forms in, JSON to the `response_url` and to `chat.postMessage` out.
///
/// Source: <https://docs.slack.dev/interactivity/implementing-slash-commands/>
package struct SlackImitation: Imitation {
  package static let messenger = "slack"
  package static let tellsTime = true

  package let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  package func product(at server: String) -> any Messenger {
    guard
      let slack = Slack(
        connection: installation.connection, signingSecrets: [Secret(installation.secret)],
        botToken: installation.botToken.map { Secret($0) }, apiURL: server + "/api", allowsPrivateAddresses: true)
    else { preconditionFailure("a secret is not empty") }
    return slack
  }

  package static func obstacle(to text: String, in room: String?) -> String? {
    text.hasPrefix("/") ? nil : "Slack brings slash commands alone: begin with `/`"
  }

  package func delivery(of line: TypedLine) -> String { "line.\(line.number)" }

  package func request(for line: TypedLine, secret: String) -> WebRequest {
    signed(line.pressed.map { pressing($0, line) } ?? typing(line), at: line.time, by: secret)
  }

  private func typing(_ line: TypedLine) -> [UInt8] {
    let text = line.words.map(Self.written).joined()
    let command = text.prefix { !$0.isWhitespace }
    return FormText.body([
      ("team_id", line.sender.tenant), ("channel_id", Self.channel(of: line)),
      ("channel_name", line.room ?? "directmessage"), ("user_id", line.sender.user),
      ("user_name", line.sender.handle), ("command", String(command)),
      ("text", text.dropFirst(command.count).trimmingBlanks()), ("api_app_id", "A1"),
      ("response_url", line.replyAddress), ("trigger_id", delivery(of: line)),
    ])
  }

  private func pressing(_ button: ShownButton, _ line: TypedLine) -> [UInt8] {
    func object(_ members: [(name: String, value: JSON)]) -> JSON { .object(members.map { JSON.Member($0, $1) }) }
    let sender = line.sender
    let payload = object([
      ("type", .text("block_actions")),
      (
        "user",
        object([("id", .text(sender.user)), ("username", .text(sender.handle)), ("team_id", .text(sender.tenant))])
      ),
      ("container", object([("type", .text("message")), ("is_ephemeral", .flag(line.room == nil))])),
      ("trigger_id", .text(delivery(of: line))), ("team", object([("id", .text(sender.tenant))])),
      ("channel", object([("id", .text(Self.channel(of: line))), ("name", .text(line.room ?? "directmessage"))])),
      ("response_url", .text(line.replyAddress)), ("actions", .list([button.kept])),
    ])
    return FormText.body([("payload", String(decoding: payload.bytes, as: UTF8.self))])
  }

  private static func channel(of line: TypedLine) -> String { line.room.map { "C\($0.uppercased())" } ?? "D1" }

  private func signed(_ body: [UInt8], at time: Moment, by secret: String) -> WebRequest {
    let stamp = String(time.seconds)
    guard let key = AuthenticationKey(Array(secret.utf8)) else { preconditionFailure("a secret is not empty") }
    let code = Hex.encode(key.code(of: Array("v0:\(stamp):".utf8), body).bytes)
    return WebRequest(
      method: "POST", target: "/hooks/\(installation.connection)",
      headers: [
        WebHeader("content-type", "application/x-www-form-urlencoded"), WebHeader("x-slack-request-timestamp", stamp),
        WebHeader("x-slack-signature", "v0=\(code)"),
      ], body: body)
  }

  /// As Slack sends it with “Escape channels, users, and links” switched on.
  private static func written(_ word: TypedLine.TypedWord) -> String {
    switch word {
    case .mention(let user, let handle): "<@\(user)|\(handle)>"
    case .text(let text): text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
  }

  package func message(in body: [UInt8]) -> Message? {
    guard let json = try? JSON(reading: body), let text = json.text("text") else { return nil }
    return Message(
      text: shown(text), isForRoom: json.text("response_type") == "in_channel", buttons: Self.buttons(in: json))
  }

  /// Slack says 200 whatever it thinks of a message.
  package func serve(_ request: WebRequest, at path: String) -> Served? {
    guard path == "api/chat.postMessage" else { return nil }
    func refused(_ error: String) -> Served {
      Served(response: .json(JSON.object([JSON.Member("ok", .flag(false)), JSON.Member("error", .text(error))]).bytes))
    }
    guard let token = installation.botToken, request.header("authorization") == "Bearer \(token)" else {
      return refused("invalid_auth")
    }
    guard request.method == "POST", request.header("content-type")?.hasPrefix("application/json") == true,
      let json = try? JSON(reading: request.body)
    else { return refused("invalid_json") }
    guard let user = json.text("channel"), installation.handles[user] != nil else {
      return refused("channel_not_found")
    }
    guard let message = message(in: request.body), !message.text.isEmpty else { return refused("no_text") }
    return Served(
      response: .json(JSON.object([JSON.Member("ok", .flag(true)), JSON.Member("channel", .text("D\(user)"))]).bytes),
      shown: (user, message))
  }

  private static func buttons(in message: JSON) -> [ShownButton] {
    let elements = message["blocks"]?.elements.flatMap { $0["elements"]?.elements ?? [] } ?? []
    return elements.compactMap { element in
      guard let label = element["text"]?.text("text"), let command = element.text("value") else { return nil }
      return ShownButton(label: label, command: command, kept: element)
    }
  }

  // MARK: - What a reader sees

  /// mrkdwn without its marks, and with the characters that its look-alikes stand for.
  private func shown(_ text: String) -> String {
    var shown = ""
    var isCode = false
    var rest = Array(text)[...]
    var before: Character = "\n"
    while let character = rest.popFirst() {
      let isBetweenWords = !(before.isASCIIWord && rest.first?.isASCIIWord == true)
      switch character {
      case "`": isCode.toggle()
      case "*" where !isCode && isBetweenWords, "\u{2060}", "\u{AD}": break
      case "<" where rest.first == "@":
        let user = String(rest.dropFirst().prefix { $0 != ">" && $0 != "|" })
        rest = rest.drop { $0 != ">" }.dropFirst()
        shown += "@" + (installation.handles[user] ?? user)
      case "&":
        let entity = Self.entities.first { rest.starts(with: $0.name) }
        rest = rest.dropFirst(entity?.name.count ?? 0)
        shown.append(entity?.character ?? character)
      default: shown.append(Self.lookalikes[character] ?? character)
      }
      before = character
    }
    return shown
  }

  private static let entities: [(name: String, character: Character)] = [("lt;", "<"), ("gt;", ">"), ("amp;", "&")]
  private static let lookalikes: [Character: Character] = [
    "\u{2217}": "*", "\u{02CD}": "_", "\u{223C}": "~", "\u{02CB}": "`",
  ]
}

extension Character {
  fileprivate var isASCIIWord: Bool { isASCII && (isLetter || isNumber) }
}
