import CommandLanguage
package import Domain
package import Engine
import Signing

/// Slack: slash commands and pressed buttons in, `response_url` and direct messages out.
///
/// Keys in `bot.yaml`: `signing_secret`, one or a list while it is rotated; `bot_token`, with which people are told
/// directly what concerns them (its scope is `chat:write`), and `api_url` for another API than Slack's own;
/// `allow_private_addresses`, for a stand-in inside one's own network. `employees` lists workspaces by their `team_id`, also for an Enterprise Grid. The command
/// should be registered with `should_escape: true`, so that people arrive as ids; without it they are plain handles.
/// The same address is the request URL of interactivity, for buttons.
///
/// Source: <https://docs.slack.dev/interactivity/implementing-slash-commands/>
package struct Slack: Messenger {
  package static let name = "slack"

  /// A workspace of GovSlack names `hooks.slack-gov.com` in `reply_hosts`.
  package static let replyHosts = ["hooks.slack.com"]

  /// Longer ones are cut by Slack.
  ///
  /// Source: <https://api.slack.com/changelog/2018-04-truncating-really-long-messages>
  package static let textLimit = 40_000

  package let markup: any Markup

  private let keys: [AuthenticationKey]
  private let direct: SlackDirect?
  private let allowsPrivateAddresses: Bool

  package init?(_ settings: inout any ConnectionSettings) {
    let secrets = settings.secrets("signing_secret")
    let token = settings.optionalSecret("bot_token")
    let apiURL = settings.apiAddress("api_url", isRequired: false)
    let allowsPrivateAddresses = settings.flag("allow_private_addresses", default: false)
    self.init(
      connection: settings.name, signingSecrets: secrets, botToken: token, apiURL: apiURL ?? Self.apiURL,
      allowsPrivateAddresses: allowsPrivateAddresses)
  }

  /// A workspace of GovSlack names `https://slack-gov.com/api`.
  package static let apiURL = "https://slack.com/api"

  /// `nil` unless there is a secret, and none is empty.
  package init?(
    connection: String, signingSecrets: [Secret], botToken: Secret? = nil, apiURL: String = apiURL,
    allowsPrivateAddresses: Bool = false
  ) {
    keys = signingSecrets.compactMap { AuthenticationKey($0.bytes) }
    guard !keys.isEmpty, keys.count == signingSecrets.count else { return nil }
    direct = SlackDirect(base: apiURL, token: botToken)
    self.allowsPrivateAddresses = allowsPrivateAddresses
    markup = SlackMarkup(connection: connection)
  }

  package func receive(_ request: WebRequest, at now: Moment) throws(WebhookError) -> Reception {
    switch request.method {
    case "POST": break
    // Old texts say that the certificate check comes as GET; it runs nothing, so it needs no signature.
    case "GET" where Self.isCertificateCheck(try? Form(request.query)): return .answer(.empty)
    default: throw .method
    }
    try checkSignature(of: request, at: now)
    switch MediaType(request) {
    case .form: return try read(Form(request.body[...]), at: now)
    case .json: return try read(JSON(reading: request.body))
    case nil: throw .malformed(reason: "the content type is neither form nor JSON")
    }
  }

  package func compose(_ message: Message) -> [UInt8] {
    return SlackBlocks.body(of: message).bytes
  }

  package func post(_ parcel: Parcel) -> WebRequest {
    // What is nobody's id stays an address that may not be posted to: a notice is never read by a whole channel.
    if let direct, let user = parcel.recipient, SlackText.isPerson(user.utf8) {
      return direct.post(parcel.body, to: user)
    }
    return WebRequest(
      method: "POST", target: parcel.address,
      headers: [WebHeader("content-type", "application/json; charset=utf-8")], body: parcel.body)
  }

  package func verdict(on response: WebResponse, to parcel: Parcel) -> Verdict {
    parcel.recipient == nil ? .byStatus(of: response) : SlackDirect.verdict(on: response)
  }

  package var directBase: String? { direct?.base }

  package func composeDirect(_ message: Message) -> [UInt8] {
    JSON.object([JSON.Member("text", .text(message.text))]).bytes
  }

  // MARK: - Genuine?

  /// How far the timestamp may be from now, in seconds.
  ///
  /// Source: <https://docs.slack.dev/authentication/verifying-requests-from-slack/>
  package static let maximumAge: Int64 = 300

  private func checkSignature(of request: WebRequest, at now: Moment) throws(WebhookError) {
    guard let signature = request.header("x-slack-signature"),
      let stamp = request.header("x-slack-request-timestamp"), let seconds = Self.seconds(stamp)
    else { throw .forged }
    let given = Array(signature.utf8)
    let signed = Array(stamp.utf8)
    // Every key is tried, so that the time tells nothing about which one fits.
    let matches = keys.filter { key in
      let code = key.code(of: Self.version, signed, Self.colon, request.body)
      return isEqualInConstantTime(Self.mark + Hex.digits(of: code.bytes), given)
    }
    guard !matches.isEmpty else { throw .forged }
    guard abs(now.seconds - seconds) <= Self.maximumAge else { throw .stale }
  }

  private static let version = Array("v0:".utf8)
  private static let colon = Array(":".utf8)
  private static let mark = Array("v0=".utf8)

  /// Plain digits only: `Int64` would take a sign as well.
  private static func seconds(_ stamp: String) -> Int64? {
    let isPlain = 1...12 ~= stamp.utf8.count && stamp.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    return isPlain ? Int64(stamp) : nil
  }

  // MARK: - What is it?

  private func read(_ form: Form, at now: Moment) throws(WebhookError) -> Reception {
    if Self.isCertificateCheck(form) { return .answer(.empty) }
    if form.has("payload") {
      guard form.hasOnly(["payload"]) else { throw .malformed(reason: "a payload among other fields") }
      return try interaction(JSON(reading: Array(form.required("payload").utf8)), at: now)
    }
    let command = try form.command()
    let handle = try form.value("user_name") ?? ""
    return .utterance(
      Utterance(
        delivery: try form.identifier("trigger_id"),
        sender: Utterance.Sender(
          user: try form.identifier("user_id"), tenant: try form.identifier("team_id"), handle: handle, name: handle),
        room: Utterance.Room(
          id: try form.identifier("channel_id"), isDirect: try form.value("channel_name") == "directmessage"),
        pieces: SlackText.pieces(try form.value("text") ?? "", after: command), route: try route(form, at: now)))
  }

  private func route(_ form: Form, at now: Moment) throws(WebhookError) -> Utterance.Route {
    let address = try form.required("response_url")
    guard let url = ReplyAddress(address), url.scheme == .https || allowsPrivateAddresses else {
      throw .malformed(reason: "response_url is no https address")
    }
    return Utterance.Route(address: address, expires: now + Self.routeLife, uses: Self.routeUses)
  }

  /// How long and how often a `response_url` takes a post.
  ///
  /// Source: <https://docs.slack.dev/interactivity/handling-user-interaction>
  package static let routeLife = Moment.Span.minutes(30)
  package static let routeUses = 5

  /// A pressed button is what its command says; whatever else people do with messages and dialogs isn't the bot's.
  ///
  /// Source: <https://docs.slack.dev/reference/interaction-payloads/block_actions-payload>
  private func interaction(_ payload: JSON, at now: Moment) throws(WebhookError) -> Reception {
    switch payload.text("type") {
    case "block_suggestion": return .answer(.json(JSON.object([JSON.Member("options", .list([]))]).bytes))
    case "block_actions": break
    case nil: throw .malformed(reason: "a payload without a type")
    default: return .answer(.empty)
    }
    let pressed = payload["actions"]?.elements.first
    guard pressed?.text("type") == "button", let command = pressed?["value"], command != .text("") else {
      return .answer(.empty)
    }
    let user = payload["user"]
    // The workspace of who presses, which is not that of the room where rooms are shared with other companies.
    let team = user?.text("team_id") ?? payload["team"]?.text("id")
    let form = try Form([
      JSON.Member("trigger_id", payload["trigger_id"] ?? .null), JSON.Member("user_id", user?["id"] ?? .null),
      JSON.Member("team_id", team.map { .text($0) } ?? .null),
      JSON.Member("channel_id", payload["channel"]?["id"] ?? .null),
      JSON.Member("response_url", payload["response_url"] ?? .null), JSON.Member("value", command),
    ])
    let handle = user?.text("username") ?? user?.text("name") ?? ""
    return .utterance(
      Utterance(
        delivery: try form.identifier("trigger_id"),
        sender: Utterance.Sender(
          user: try form.identifier("user_id"), tenant: try form.identifier("team_id"), handle: handle, name: handle),
        room: Utterance.Room(
          id: try form.identifier("channel_id"), isDirect: payload["channel"]?.text("name") == "directmessage"),
        pieces: [.text(try form.required("value"))], route: try route(form, at: now),
        press: payload["container"]?["is_ephemeral"] == .flag(true) ? .own : .shared))
  }

  /// Only the fields of a certificate check, so that a command with `ssl_check=1` added remains a command.
  private static func isCertificateCheck(_ form: Form?) -> Bool {
    guard let form, form.hasOnly(["ssl_check", "token"]) else { return false }
    return form.values("ssl_check") == ["1"]
  }

  /// The first contact of an app's event address is confirmed; what it brings then is taken, and nothing is done with it.
  ///
  /// Slack switches an address off that refuses most events.
  ///
  /// Source: <https://docs.slack.dev/reference/events/url_verification/>
  /// Source: <https://docs.slack.dev/apis/events-api/>
  private func read(_ json: JSON) throws(WebhookError) -> Reception {
    guard let type = json.text("type") else { throw .malformed(reason: "an event without a type") }
    guard type == "url_verification" else { return .answer(.empty) }
    guard let challenge = json.text("challenge") else { throw .malformed(reason: "challenge is missing") }
    return .answer(.json(JSON.object([JSON.Member("challenge", .text(challenge))]).bytes))
  }
}
