import Domain
package import Engine
import Messengers

/// Mattermost: custom slash commands, an outgoing webhook for what is written in a room, and the API for direct talks.
///
/// Source: <https://developers.mattermost.com/integrate/slash-commands/custom/>
/// Source: <https://developers.mattermost.com/integrate/webhooks/outgoing/>
package struct MattermostImitation: Imitation {
  package static let messenger = "mattermost"
  package static let tellsTime = false

  package let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  package func product(at server: String) -> any Messenger {
    let token = Secret(installation.secret)
    guard
      let mattermost = Mattermost(
        connection: installation.connection, tokens: [token], outgoingTokens: [token], botUser: Self.bot,
        botToken: installation.botToken.map { Secret($0) }, serverURL: server, publicURL: "https://bot.example.com",
        allowsPrivateAddresses: true)
    else { preconditionFailure("a token is not empty") }
    return mattermost
  }

  package static func obstacle(to text: String, in room: String?) -> String? {
    guard room == nil, !text.hasPrefix("/") else { return nil }
    return "a direct talk in Mattermost brings slash commands alone: begin with `/`, or say it in a room"
  }

  package func delivery(of line: TypedLine) -> String {
    if line.pressed != nil { return "press:line.\(line.number)" }
    return Self.isCommand(line) ? "line.\(line.number)" : "post:line.\(line.number)"
  }

  package func request(for line: TypedLine, secret: String) -> WebRequest {
    if let pressed = line.pressed { return pressing(pressed, line) }
    let text = line.words.map(Self.written).joined()
    let room = Self.channel(of: line)
    var fields = [
      ("channel_id", Self.id(room)), ("channel_name", room), ("team_domain", "acme"),
      ("team_id", line.sender.tenant), ("token", secret), ("user_id", line.sender.user),
      ("user_name", line.sender.handle),
    ]
    if Self.isCommand(line) {
      let command = text.prefix { !$0.isWhitespace }
      fields += [
        ("command", String(command)), ("text", text.dropFirst(command.count).trimmingBlanks()),
        ("response_url", line.replyAddress), ("trigger_id", "line.\(line.number)"),
      ]
      for case .mention(let user, let handle) in line.words {
        fields += [("user_mentions", handle), ("user_mentions_ids", user)]
      }
    } else {
      fields += [("post_id", "line.\(line.number)"), ("text", text), ("trigger_word", "")]
    }
    return WebRequest(
      method: "POST", target: "/hooks/\(installation.connection)",
      headers: [WebHeader("content-type", "application/x-www-form-urlencoded")], body: FormText.body(fields))
  }

  /// A press brings what the server has kept with the button.
  private func pressing(_ button: ShownButton, _ line: TypedLine) -> WebRequest {
    let room = Self.channel(of: line)
    let body = JSON.object(
      [
        ("user_id", line.sender.user), ("user_name", line.sender.handle), ("channel_id", Self.id(room)),
        ("channel_name", room), ("team_id", line.room == nil ? "" : line.sender.tenant),
        ("trigger_id", "line.\(line.number)"), ("type", "button"),
      ].map { JSON.Member($0, .text($1)) } + [JSON.Member("context", button.kept)])
    return WebRequest(
      method: "POST", target: "/hooks/\(installation.connection)",
      headers: [WebHeader("content-type", "application/json")], body: body.bytes)
  }

  private static func channel(of line: TypedLine) -> String {
    line.room ?? "\(id(line.sender.user))__\(id("muster"))"
  }

  /// Mattermost's clients take a slash at the beginning for a command, in a room as well.
  private static func isCommand(_ line: TypedLine) -> Bool {
    guard case .text(let text)? = line.words.first else { return false }
    return text.hasPrefix("/")
  }

  private static func written(_ word: TypedLine.TypedWord) -> String {
    switch word {
    case .mention(_, let handle): "@\(handle)"
    case .text(let text): text
    }
  }

  /// 26 letters and digits, as all of Mattermost's ids have.
  private static func id(_ text: String) -> String {
    String((text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) } + String(repeating: "0", count: 26)).prefix(26))
  }

  /// The id of the bot's account.
  private static let bot = id("muster")

  package func serve(_ request: WebRequest, at path: String) -> Served? {
    guard path.hasPrefix("api/v4/") else { return nil }
    guard let token = installation.botToken, request.header("authorization") == "Bearer \(token)" else {
      return Served(response: WebResponse(status: 401))
    }
    guard request.method == "POST", request.header("content-type") == "application/json",
      let json = try? JSON(reading: request.body)
    else { return Served(response: WebResponse(status: 400)) }
    let users = installation.handles.keys
    switch path {
    case "api/v4/channels/direct":
      guard json.elements.count == 2, json.elements.first == .text(Self.bot),
        let user = users.first(where: { json.elements.last == .text($0) })
      else { return Served(response: WebResponse(status: 400)) }
      return Served(response: Self.created([JSON.Member("id", .text(Self.direct(user)))]))
    case "api/v4/posts":
      guard let user = users.first(where: { json.text("channel_id") == Self.direct($0) }) else {
        return Served(response: WebResponse(status: 403))
      }
      guard let text = json.text("message"), !text.isEmpty else { return Served(response: WebResponse(status: 400)) }
      return Served(
        response: Self.created([JSON.Member("id", .text(Self.id("post")))]),
        shown: (
          user,
          Message(text: Self.shown(text), isForRoom: false, buttons: Self.buttons(in: json["props"] ?? .null))
        ))
    default: return nil
    }
  }

  /// The id of the direct talk with somebody.
  private static func direct(_ user: String) -> String { id("direct" + user) }

  private static func created(_ members: [JSON.Member]) -> WebResponse {
    WebResponse(
      status: 201, headers: [WebHeader("content-type", "application/json")], body: JSON.object(members).bytes)
  }

  package func message(in body: [UInt8]) -> Message? {
    guard let json = try? JSON(reading: body) else { return nil }
    if let text = json.text("ephemeral_text") { return Message(text: Self.shown(text), isForRoom: false, buttons: []) }
    guard let text = json.text("text") ?? json["update"]?.text("message") else { return nil }
    return Message(
      text: Self.shown(text), isForRoom: json.text("response_type") != "ephemeral", buttons: Self.buttons(in: json))
  }

  private static func buttons(in message: JSON) -> [ShownButton] {
    let actions = message["attachments"]?.elements.flatMap { $0["actions"]?.elements ?? [] } ?? []
    return actions.compactMap { action in
      guard let label = action.text("name"), let context = action["integration"]?["context"],
        let command = context.text("command")
      else { return nil }
      return ShownButton(label: label, command: command, kept: context)
    }
  }

  // MARK: - What a reader sees

  /// Markdown without its marks.
  private static func shown(_ text: String) -> String {
    var shown = ""
    var rest = Array(text)[...]
    var isLineStart = true
    while let character = rest.popFirst() {
      switch character {
      case "\\" where rest.first.map({ $0.isPunctuation || $0.isSymbol }) == true:
        shown.append(rest.removeFirst())
      case "`":
        let fence = 1 + rest.prefix { $0 == "`" }.count
        rest = rest.dropFirst(fence - 1)
        shown += code(&rest, fence: fence)
      case "*" where rest.first == "*": rest = rest.dropFirst()
      case "-" where isLineStart && rest.first == " ": shown.append("•")
      case "\u{2060}": break
      case "\u{FF1C}": shown.append("<")
      default: shown.append(character)
      }
      isLineStart = character == "\n"
    }
    return shown
  }

  /// What stands before as many backticks as opened it.
  private static func code(_ rest: inout ArraySlice<Character>, fence: Int) -> String {
    var code: [Character] = []
    while !rest.isEmpty {
      let run = rest.prefix { $0 == "`" }.count
      rest = rest.dropFirst(run)
      if run == fence { break }
      code += Array(repeating: "`", count: run)
      if run == 0, let character = rest.popFirst() { code.append(character) }
    }
    return fence > 1 ? String(code).trimmingBlanks() : String(code)
  }
}
