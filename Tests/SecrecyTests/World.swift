import CommandLanguage
import Commands
import Domain
import Engine
import Wiring

@testable import Talks

/// A portal with everything in it, and everything that somebody outside of the program gets of it.
struct World: Sendable {
  /// What is really there.
  let store: any Store
  private let bot: Bot
  private let clock: TalkClock
  private let sites: [String: Site]

  /// A messenger, from both sides.
  private struct Site: Sendable {
    let imitation: any Imitation
    let connection: Connection
  }

  /// - Parameter around: What a leak puts around the store.
  init(_ portal: PortalStore, under setup: Setup, around: (any Store) -> any Store = { $0 }) {
    let store = around(portal.store)
    self.store = portal.store
    let clock = TalkClock(.start)
    self.clock = clock
    // One posts its replies and writes to people, the other gives them with its HTTP answers, where rooms overhear them.
    let sites = [
      "slack": Self.site("slack", isInline: false, botToken: Self.secret),
      "mattermost": Self.site("mattermost", isInline: true, botToken: nil),
    ]
    self.sites = sites
    bot = setup.bot(
      on: store, seed: portal.seed, admins: [Speaker.adam.account], connections: sites.mapValues(\.connection),
      now: { clock.now })
  }

  private static func site(_ name: String, isInline: Bool, botToken: String?) -> Site {
    let installation = Installation(connection: name, secret: secret, botToken: botToken, handles: [:])
    guard let imitation = ImitationCatalog.named(name)?.init(installation) else { preconditionFailure("no \(name)") }
    return Site(
      imitation: imitation,
      connection: Connection(
        name: name, messenger: imitation.product(at: "http://127.0.0.1/\(name)"), employees: ["T1"],
        repliesInline: isInline,
        replyHosts: ["127.0.0.1"], allowsPrivateAddresses: true))
  }

  private static let secret = "secret"

  /// Lets the bot hear a line, signed as the speaker's messenger would.
  func hear(_ line: Line, at now: Moment) async -> Seen {
    clock.set(now)
    guard let site = sites[line.speaker.connection] else { preconditionFailure("nobody is there") }
    let typed = TypedLine(
      number: line.number, sender: line.speaker.sender, room: line.room, words: line.words, time: now,
      replies: "http://127.0.0.1/\(line.speaker.name)", pressed: line.pressed)
    let answer = await bot.answer(site.imitation.request(for: typed, secret: Self.secret), on: site.connection)
    // What the bot sends to others is theirs to see.
    let own = answer.parcels.filter { $0.recipient == nil || $0.recipient == line.speaker.account.user }
    let bodies = own.map(\.body) + [answer.response.body]
    return Seen(
      answer, own, told: Set(answer.parcels.compactMap(\.recipient)),
      message: bodies.lazy.compactMap { site.imitation.message(in: $0) }.first { !$0.text.isEmpty })
  }
}

/// All that comes out of the program for one line: HTTP answer and posted reply, and what people read of it.
struct Seen: Sendable {
  let bytes: [UInt8]
  let message: Talks.Message?
  /// What it was, which nobody outside sees.
  let outcome: String

  /// To whom the bot wrote directly, by the messenger's ids.
  let told: Set<String>

  /// Nothing, as where nothing was said.
  init() {
    bytes = []
    message = nil
    outcome = ""
    told = []
  }

  /// - Parameter parcels: Those that reach the speaker.
  init(_ answer: Answer, _ parcels: [Parcel], told: Set<String>, message: Talks.Message?) {
    self.message = message
    self.told = told
    outcome = if case .answered(let outcome) = answer.result { "\(outcome)" } else { "\(answer.result)" }
    var text = "HTTP \(answer.response.status)\n"
    for header in answer.response.headers { text += "\(header.name): \(header.value)\n" }
    var bytes = Array(text.utf8) + answer.response.body
    for parcel in parcels {
      let head = "\nPOST \(parcel.address) \(parcel.key) \(parcel.expires.milliseconds) \(parcel.usesLeft)\n"
      bytes += Array(head.utf8) + parcel.body
    }
    self.bytes = bytes
  }
}

extension Moment {
  /// When the conversations begin.
  static let start = Moment(seconds: 1_795_456_800)
}
