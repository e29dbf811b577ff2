import CommandLanguage
import Commands
import Domain
import Engine
import Signing

/// Buttons of Mattermost: a press is believed for the token that the bot had put into the button.
///
/// Mattermost signs nothing, but keeps what belongs to a button on its server. So the token is good for one command of
/// one person for some time, and whoever else learns of it can do nothing else with it.
///
/// Source: <https://developers.mattermost.com/integrate/plugins/interactive-messages/>
struct MattermostPress: Sendable {
  private let connection: String
  /// Where presses arrive.
  private let address: String
  private let keys: [AuthenticationKey]

  /// - Parameter secrets: What only the bot and the server know; the first makes tokens, all of them are believed.
  /// - Returns: `nil` without an address, under which the server could reach the bot.
  init?(connection: String, publicURL: String?, secrets: [Secret]) {
    guard let publicURL else { return nil }
    self.connection = connection
    address = publicURL.withoutSlash + "/hooks/" + connection
    keys = secrets.compactMap { AuthenticationKey($0.bytes) }
  }

  /// The member of a reply that holds its buttons; none for no buttons.
  func attachments(for message: Message) -> [JSON.Member] {
    guard !message.buttons.isEmpty, let key = keys.first, let sender = message.utterance?.sender else { return [] }
    let actions = message.buttons.enumerated().map { index, button in
      let offer = Offer(
        user: sender.user, team: sender.tenant, until: message.at + Self.life, command: button.command)
      return JSON.object([
        JSON.Member("id", .text("press\(index + 1)")), JSON.Member("type", .text("button")),
        JSON.Member("name", .text(String(PlainText(button.label).line.prefix(Self.labelLimit)))),
        JSON.Member("style", .text(button.isDangerous ? "danger" : "default")),
        JSON.Member(
          "integration",
          .object([
            JSON.Member("url", .text(address)),
            JSON.Member("context", offer.context(sealed: token(for: offer, by: key))),
          ])),
      ])
    }
    // The text of the reply stands above; an attachment without any has a fallback for clients that show none.
    return [
      JSON.Member(
        "attachments",
        .list([.object([JSON.Member("fallback", .text("")), JSON.Member("actions", .list(actions))])]))
    ]
  }

  /// What the press says.
  ///
  /// - Throws: ``WebhookError/forged`` unless the bot offered this button to this person not long ago.
  func utterance(_ body: JSON, at now: Moment) throws(WebhookError) -> Utterance {
    guard let context = body["context"], let user = body.text("user_id"), let offer = Offer(context, user: user),
      let given = context.text("token").map({ Array($0.utf8) })
    else { throw .forged }
    // Every key is tried, so that the time tells nothing about which one fits.
    let matches = keys.filter { isEqualInConstantTime(Array(token(for: offer, by: $0).utf8), given) }
    guard !matches.isEmpty else { throw .forged }
    guard now < offer.until else { throw .stale }
    guard case .object(let members) = body else { throw .forged }
    let form = try Form(members.filter { member in Self.read.contains { $0.utf8.elementsEqual(member.name.utf8) } })
    guard try form.value("type") == "button" else {
      throw .malformed(reason: "a press of something else than a button")
    }
    let handle = try form.required("user_name")
    return Utterance(
      delivery: "press:" + (try form.identifier("trigger_id")),
      sender: Utterance.Sender(user: try form.identifier("user_id"), tenant: offer.team, handle: handle, name: handle),
      room: Utterance.Room(
        id: try form.identifier("channel_id"), isDirect: Mattermost.isDirect(try form.value("channel_name") ?? "")),
      pieces: [.text(offer.command)], route: nil, press: .shared)
  }

  /// The HTTP answer to a press: a message can be replaced only where everybody sees it.
  static func answer(_ message: Message) -> JSON {
    guard message.replacesPressed, message.audience == .room else {
      return .object([
        JSON.Member("ephemeral_text", .text(message.text)), JSON.Member("skip_slack_parsing", .flag(true)),
      ])
    }
    return .object([
      JSON.Member(
        "update", .object([JSON.Member("message", .text(message.text)), JSON.Member("props", .object([]))])),
      JSON.Member("skip_slack_parsing", .flag(true)),
    ])
  }

  private func token(for offer: Offer, by key: AuthenticationKey) -> String {
    key.code(of: offer.sealed(on: connection)).hex
  }

  /// How long a button can be pressed.
  static let life = Moment.Span.minutes(30)

  private static let labelLimit = 75

  /// What is read of a press besides its context.
  private static let read = ["user_id", "user_name", "channel_id", "channel_name", "trigger_id", "type"]
}

/// A command that a button offers to a person.
private struct Offer {
  let user: String
  /// Of the person, as it was when the button was offered: a press in a direct talk doesn't tell it.
  let team: String
  let until: Moment
  let command: String

  init(user: String, team: String, until: Moment, command: String) {
    self.user = user
    self.team = team
    self.until = until
    self.command = command
  }

  /// `nil` when the context is not one of the bot's.
  init?(_ context: JSON, user: String) {
    guard let team = context.text("team"), let command = context.text("command"),
      let until = context.text("until").flatMap({ Int64($0) })
    else { return nil }
    self.init(user: user, team: team, until: Moment(milliseconds: until), command: command)
  }

  func context(sealed token: String) -> JSON {
    .object([
      JSON.Member("command", .text(command)), JSON.Member("team", .text(team)),
      JSON.Member("until", .text(String(until.milliseconds))), JSON.Member("token", .text(token)),
    ])
  }

  /// For presses and nothing else; with lengths, so that no two offers are one text.
  func sealed(on connection: String) -> [UInt8] {
    let parts = ["press", connection, user, team, String(until.milliseconds), command]
    return parts.flatMap { Array("\($0.utf8.count):\($0)".utf8) }
  }
}
