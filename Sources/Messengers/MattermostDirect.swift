import Domain
import Engine

/// Mattermost's direct messages, with the token of a bot account: first the channel of the two, then a post in it.
///
/// Source: <https://docs.mattermost.com/api/reference/create-direct-channel>
struct MattermostDirect: Sendable {
  /// Where the API is, without a slash at its end.
  let base: String
  private let token: Secret
  /// The id of the bot account.
  private let bot: String

  /// `nil` unless all three are there.
  ///
  /// - Parameter server: Such as `https://chat.example.com`.
  init?(server: String?, token: Secret?, bot: String?) {
    guard let server, let token, !token.isEmpty, let bot, !bot.isEmpty else { return nil }
    base = server.withoutSlash + "/api/v4"
    self.token = token
    self.bot = bot
  }

  static func compose(_ message: Message, _ buttons: [JSON.Member]) -> [UInt8] {
    JSON.object(
      [JSON.Member("message", .text(message.text))]
        + (buttons.isEmpty ? [] : [JSON.Member("props", .object(buttons))])
    ).bytes
  }

  /// - Parameter way: Whom it is for, and as soon as it is known the channel.
  /// - Returns: `nil` where it is for nobody, because it is no id of Mattermost's.
  func post(_ parcel: Parcel, to way: String) -> WebRequest? {
    let channel = Self.channel(in: way)
    guard Self.isID(way.prefix { $0 != Self.separator }), channel.map({ Self.isID($0) }) ?? true else { return nil }
    guard let channel else {
      return request("/channels/direct", .list([.text(bot), .text(way)]))
    }
    return request(
      "/posts",
      JSON.adding(
        // The server takes a post once, if it comes again within half a minute.
        [JSON.Member("channel_id", .text(channel)), JSON.Member("pending_post_id", .text(parcel.key))],
        to: parcel.body))
  }

  /// The channel's id leads on to the post.
  static func verdict(on response: WebResponse, on way: String) -> Verdict {
    guard 200..<300 ~= response.status, channel(in: way) == nil else { return Mattermost.verdict(on: response) }
    guard let id = (try? JSON(reading: response.body))?.text("id"), isID(id) else { return .again(after: nil) }
    return .next(address: Parcel.directAddress(of: "\(way)\(separator)\(id)"))
  }

  /// What stands behind the person's id.
  private static func channel(in way: String) -> String? {
    way.firstIndex(of: separator).map { String(way[way.index(after: $0)...]) }
  }

  /// No id that comes from a server holds a blank, so nobody's id is taken for a channel that is known already.
  private static let separator: Character = " "

  /// Whether it is an id as Mattermost gives them: letters and digits.
  static func isID(_ text: some StringProtocol) -> Bool {
    1...64 ~= text.utf8.count
      && text.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      }
  }

  private func request(_ path: String, _ body: JSON) -> WebRequest {
    WebRequest(
      method: "POST", target: base + path,
      headers: [
        WebHeader("accept", "application/json"), WebHeader("content-type", "application/json"),
        WebHeader("authorization", token.bearer),
      ], body: body.bytes)
  }
}
