import Commands
package import Domain
package import Engine
import Signing

/// Mattermost: slash commands, outgoing webhooks and pressed buttons in, `response_url` and direct messages out.
///
/// Keys in `bot.yaml`: `token` for slash commands and `outgoing_token` for outgoing webhooks, each one or a list; at
/// least one of the two. `bot_name`, to which an outgoing webhook without trigger words listens (default `muster`);
/// `bot_user_id`, whose posts are ignored, as are those of `bot_name`; `public_url`, under which the server reaches the
/// bot, such as `https://bot.example.com`: with it replies have buttons; `allow_private_addresses`.
/// With `bot_token` of a bot account, its `bot_user_id` and the `server_url`, people are told directly what concerns
/// them, and what is said in a room isn't answered for the whole room to read.
///
/// A token is known only to the server that holds the command, so whoever comes with it is of that server: to take all
/// of them for employees, write `employees: ["*"]`; to take some teams only, list their `team_id`.
/// Replies to commands are posted to the server, which `reply_hosts` names; or `reply: inline` carries them.
/// Nothing tells a repeated request from a new one but its id.
///
/// Source: <https://developers.mattermost.com/integrate/slash-commands/custom/>
/// Source: <https://developers.mattermost.com/integrate/webhooks/outgoing/>
package struct Mattermost: Messenger {
  package static let name = "mattermost"
  package static let replyHosts: [String] = []

  /// A command's answer that is longer is not posted at all.
  package static let textLimit = 16_383

  package let markup: any Markup

  private let commandTokens: [Secret]
  private let outgoingTokens: [Secret]
  private let botName: String
  private let botUser: String?
  private let presses: MattermostPress?
  private let direct: MattermostDirect?
  private let allowsPrivateAddresses: Bool

  package init?(_ settings: inout any ConnectionSettings) {
    let outgoing = settings.optionalSecrets("outgoing_token")
    // One of the two is needed; without both, the missing `token` is the problem that is told.
    let commands = outgoing.isEmpty ? settings.secrets("token") : settings.optionalSecrets("token")
    let botName = settings.text("bot_name", default: "muster") ?? ""
    let token = settings.optionalSecret("bot_token")
    // A token is of no use without an account and a server.
    let botUser = settings.text("bot_user_id", default: token == nil ? "" : nil)
    let server = settings.apiAddress("server_url", isRequired: token != nil)
    let publicURL = settings.address("public_url")
    let allowsPrivateAddresses = settings.flag("allow_private_addresses", default: false)
    // Only commands bring an address for their reply.
    if !commands.isEmpty { settings.needReplyHosts() }
    self.init(
      connection: settings.name, tokens: commands, outgoingTokens: outgoing, botName: botName, botUser: botUser,
      botToken: token, serverURL: server, publicURL: publicURL, allowsPrivateAddresses: allowsPrivateAddresses)
  }

  /// `nil` unless there is a token of one kind, and none is empty.
  package init?(
    connection: String, tokens: [Secret], outgoingTokens: [Secret] = [], botName: String = "muster",
    botUser: String? = nil, botToken: Secret? = nil, serverURL: String? = nil, publicURL: String? = nil,
    allowsPrivateAddresses: Bool = false
  ) {
    let all = tokens + outgoingTokens
    guard !all.isEmpty, all.allSatisfy({ !$0.isEmpty }) else { return nil }
    commandTokens = tokens
    self.outgoingTokens = outgoingTokens
    self.botName = botName
    self.botUser = botUser
    direct = MattermostDirect(server: serverURL, token: botToken, bot: botUser)
    presses = MattermostPress(connection: connection, publicURL: publicURL, secrets: all)
    self.allowsPrivateAddresses = allowsPrivateAddresses
    markup = MattermostMarkup(connection: connection)
  }

  package func receive(_ request: WebRequest, at now: Moment) throws(WebhookError) -> Reception {
    guard ["GET", "POST"].contains(request.method) else { throw .method }
    if request.method == "POST", MediaType(request) == .json, let body = try? JSON(reading: request.body),
      body["context"] != nil
    {
      guard let presses else { throw .forged }
      return .utterance(try presses.utterance(body, at: now))
    }
    guard let (form, type) = try? fields(of: request) else { throw .forged }
    switch try kind(of: form) {
    case .command:
      guard type == .form else { throw .malformed(reason: "a command that is no form") }
      return .utterance(try command(form, at: now))
    case .outgoing:
      guard request.method == "POST" else { throw .method }
      return try post(form)
    }
  }

  package func compose(_ message: Message) -> [UInt8] {
    if message.utterance?.press != nil { return MattermostPress.answer(message).bytes }
    let buttons = presses?.attachments(for: message) ?? []
    guard message.utterance?.room.isOverheard != true else {
      return JSON.object(
        [JSON.Member("text", .text(message.text)), JSON.Member("response_type", .text("comment"))] + buttons
      ).bytes
    }
    return JSON.object(
      [
        JSON.Member("response_type", .text(message.audience == .room ? "in_channel" : "ephemeral")),
        JSON.Member("text", .text(message.text)), JSON.Member("skip_slack_parsing", .flag(true)),
      ] + buttons
    ).bytes
  }

  package var directBase: String? { direct?.base }

  package func composeDirect(_ message: Message) -> [UInt8] {
    MattermostDirect.compose(message, presses?.attachments(for: message) ?? [])
  }

  package func post(_ parcel: Parcel) -> WebRequest {
    if let way = parcel.recipient, let post = direct?.post(parcel, to: way) { return post }
    // An address of nobody is none that may be posted to.
    return WebRequest(
      method: "POST", target: parcel.address,
      headers: [WebHeader("accept", "application/json"), WebHeader("content-type", "application/json")],
      body: parcel.body)
  }

  package func verdict(on response: WebResponse, to parcel: Parcel) -> Verdict {
    parcel.recipient.map { MattermostDirect.verdict(on: response, on: $0) } ?? Self.verdict(on: response)
  }

  /// As usual, but a rate limit is told in seconds left, in a header of its own.
  static func verdict(on response: WebResponse) -> Verdict {
    switch response.status {
    case 200..<300: .taken
    case 429: .again(after: response.seconds("x-ratelimit-reset") ?? response.seconds("retry-after"))
    case 500...: .again(after: response.seconds("retry-after"))
    default: .failed(reason: "HTTP \(response.status)")
    }
  }

  // MARK: - Genuine?

  private enum Kind {
    case command, outgoing
  }

  /// The decoded fields: the token is one of them, so a body that can't be read proves nothing.
  private func fields(of request: WebRequest) throws(WebhookError) -> (Form, MediaType) {
    if request.method == "GET" {
      guard request.body.isEmpty else { throw .malformed(reason: "a body in a GET") }
      return (try Form(request.query), .form)
    }
    switch MediaType(request) {
    case .form: return (try Form(request.body[...]), .form)
    case .json:
      guard case .object(let members) = try JSON(reading: request.body) else {
        throw .malformed(reason: "the JSON is no object")
      }
      return (try Form(members), .json)
    case nil: throw .malformed(reason: "the content type is neither form nor JSON")
    }
  }

  /// Which of the two it is, if its token is one of that kind.
  ///
  /// An `Authorization` header may belong to an outgoing OAuth connection, so it says nothing.
  private func kind(of form: Form) throws(WebhookError) -> Kind {
    guard form.has("command") != form.has("post_id") else { throw .forged }
    let kind: Kind = form.has("command") ? .command : .outgoing
    let given = form.values("token")
    guard given.count == 1, let token = given.first.map({ Array($0.utf8) }) else { throw .forged }
    // Every token is compared, so that the time tells nothing about which one fits.
    let matches = (kind == .command ? commandTokens : outgoingTokens)
      .filter { isEqualInConstantTime($0.bytes, token) }
    guard !matches.isEmpty else { throw .forged }
    return kind
  }

  // MARK: - What was said

  private func command(_ form: Form, at now: Moment) throws(WebhookError) -> Utterance {
    let command = try form.command()
    let text = try form.value("text") ?? ""
    let mentions = try MattermostMentions(
      names: form.values("user_mentions"), ids: form.values("user_mentions_ids"))
    return Utterance(
      delivery: try form.identifier("trigger_id"), sender: try sender(form),
      room: Utterance.Room(
        id: try form.identifier("channel_id"), isDirect: Self.isDirect(try form.value("channel_name") ?? "")),
      pieces: mentions.pieces(text.isEmpty ? command : "\(command) \(text)"), route: try route(form, at: now))
  }

  /// Where the reply can be posted; old servers, and those without encryption, leave only the HTTP answer.
  private func route(_ form: Form, at now: Moment) throws(WebhookError) -> Utterance.Route? {
    guard let address = try form.value("response_url"), !address.isEmpty else { return nil }
    guard let url = ReplyAddress(address) else { throw .malformed(reason: "response_url is no address") }
    guard url.scheme == .https || allowsPrivateAddresses else { return nil }
    return Utterance.Route(address: address, expires: now + Self.routeLife, uses: Self.routeUses)
  }

  /// How long and how often a `response_url` takes a post.
  ///
  /// Source: <https://developers.mattermost.com/integrate/slash-commands/custom/>
  package static let routeLife = Moment.Span.minutes(30)
  package static let routeUses = 5

  /// A post in a public channel: everybody there sees the answer, and only the HTTP answer can carry it.
  private func post(_ form: Form) throws(WebhookError) -> Reception {
    let sender = try sender(form)
    guard sender.user != botUser, sender.handle != botName else { return .answer(.empty) }
    let delivery = try form.identifier("post_id")
    let room = Utterance.Room(id: try form.identifier("channel_id"), isDirect: false, isOverheard: true)
    let trigger = try form.value("trigger_word") ?? ""
    guard let text = addressed(try form.value("text") ?? "", trigger) else { return .answer(.empty) }
    var pieces = Pieces()
    pieces.add(text)
    return .utterance(
      Utterance(delivery: "post:\(delivery)", sender: sender, room: room, pieces: pieces.finish(), route: nil))
  }

  /// What was said to the bot, without its name or the trigger word; `nil` for ordinary talk.
  private func addressed(_ text: String, _ trigger: String) -> String? {
    let text = text.drop { $0.isWhitespace }
    let word = text.prefix { !$0.isWhitespace }
    // By their bytes: to compare texts as such can cost the square of their length.
    let isRoot = [UInt8(ascii: "/"), UInt8(ascii: "!")].contains(word.utf8.first)
    let isCall = !botName.isEmpty && word.lowercased().utf8.elementsEqual("@\(botName.lowercased())".utf8)
    if isCall || word.utf8.elementsEqual(trigger.utf8) && !trigger.isEmpty && !isRoot {
      return String(text[word.endIndex...].drop { $0.isWhitespace })
    }
    return isRoot || !trigger.isEmpty ? String(text) : nil
  }

  private func sender(_ form: Form) throws(WebhookError) -> Utterance.Sender {
    let handle = try form.value("user_name") ?? ""
    return Utterance.Sender(
      user: try form.identifier("user_id"), tenant: try form.identifier("team_id"), handle: handle, name: handle)
  }

  /// Direct talks are named by the ids of the two, 26 characters each.
  static func isDirect(_ channel: String) -> Bool {
    let bytes = Array(channel.utf8)
    return bytes.count == 54 && bytes[26] == UInt8(ascii: "_") && bytes[27] == UInt8(ascii: "_")
  }
}
