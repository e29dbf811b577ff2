import CommandLanguage
import Commands
import Configuration
import Domain
import Engine
import Foundation
import Messengers
import Permissions
import Platform
import Storage
import TestSupport
import Texts
import Wiring

@testable import muster

/// People who talk with the bot, each in a direct talk: the shipped rules and texts, a real store, a clock of its own.
final class Chat: Sendable {
  let store: SQLiteStore
  private let bot: Bot
  private let policy: Policy
  private let sentences: Sentences
  private let count = Guarded(0)
  private let clock = HandClock()

  /// - Parameters:
  ///   - admins: Names of the first administrators.
  ///   - names: Who has spoken to the bot before, so that it knows them.
  init(admins: Set<String> = [], with names: String...) async throws {
    let config = Shipped.directory
    let policy = try PolicyFile(path: config + "/policy.yaml", displayName: "policy.yaml").policy
    let english = try SentenceFile.read(path: config + "/texts/en.yaml", displayName: "en.yaml")
    let clock = clock
    let zones = ZoneClocks()
    guard
      let sentences = Sentences(["en": english], standard: "en", timeZone: "Europe/Berlin", zones: zones)
    else { throw Shipped.Missing() }
    let store = try await SQLiteStore.open(
      path: TemporaryDirectory.path + "/muster.db", portal: "test", newSeed: Array(1...32), at: clock.now)
    guard let seal = PortalSeal(seed: store.seed) else { throw Shipped.Missing() }
    self.store = store
    let rulebook = Rulebook(policy: policy, wording: sentences)
    bot = Bot(
      store: store, rulebook: { rulebook }, folding: NameFolding(), zones: zones, timeZone: "Europe/Berlin", seal: seal,
      admins: Set(admins.map { Account(connection: "chat", user: $0) }), now: { clock.now })
    self.policy = policy
    self.sentences = sentences
    for name in names { _ = await says(name, "help") }
  }

  /// Lets time pass.
  func passes(_ span: Moment.Span) { clock.move(span) }

  /// What the bot said, and what that was.
  struct Heard: Equatable {
    let outcome: String
    let text: String
  }

  /// - Parameters:
  ///   - delivery: The delivery's id; a new one unless given.
  ///   - tenant: Whose people the speaker belongs to; `acme` employs.
  func says(_ name: String, _ text: String, delivery: String? = nil, tenant: String = "acme", overheard: Bool = false)
    async -> Heard
  {
    let number = count.withLock { count in
      count += 1
      return count
    }
    passes(.seconds(1))
    let messenger = Direct(
      speaker: name, tenant: tenant, delivery: delivery ?? "d\(number)", isOverheard: overheard)
    let connection = Connection(
      name: "chat", messenger: messenger, employees: ["acme"], repliesInline: true, replyHosts: [],
      allowsPrivateAddresses: false)
    let answer = await bot.answer(
      WebRequest(method: "POST", target: "/", headers: [], body: Array(text.utf8)), on: connection)
    let outcome =
      switch answer.result {
      case .answered(let outcome): outcome.description
      case .repeated(let outcome): "repeated \(outcome)"
      case .conflict: "conflict"
      case .fault(let error): "fault \(String(reflecting: error))"
      case .protocol, .refused: "refused"
      }
    return Heard(outcome: outcome, text: String(decoding: answer.response.body, as: UTF8.self))
  }
}

extension Chat {
  /// Whom a command would tell what, and does: a line for each notice, with the people's names before it.
  func notices(_ name: String, _ text: String) async throws -> [String] {
    let (actor, now, policy) = (try await person(name), clock.now, policy)
    let parsed = try CommandCatalog.parse([.text(text)])
    let (notices, names) = try await store.transaction { workspace in
      var workspace: any Workspace = workspace
      var turn = Turn(
        actor: actor, now: now, root: parsed.root, connection: "chat", newcomer: { _, _ in nil }, policy: policy,
        folding: NameFolding(), zones: ZoneClocks(), timeZone: "Europe/Berlin", keys: KeySource(seed: Array(text.utf8)))
      _ = try parsed.command(in: workspace, during: turn).carryOut(in: &workspace, during: &turn)
      if let transaction = workspace as? any Transaction { turn.tellOwners(of: transaction.acts) }
      let names = try turn.notices.map { try $0.people.compactMap { try workspace.person($0)?.name } }
      return (turn.notices, names)
    }
    return zip(notices, names).map { notice, names in
      let text = sentences.write(
        Reply(notice.sentences.map(Reply.Block.paragraph)), for: nil, with: TerminalMarkup())
      return names.sorted().joined(separator: " ") + ": " + text.split(separator: "\n").joined(separator: " ")
    }
  }
}

extension Chat {
  /// What a command would say before it waits for Yes; `nil` where it acts at once.
  func consequences(_ name: String, _ text: String) async throws -> String? {
    let (actor, now, policy) = (try await person(name), clock.now, policy)
    let parsed = try CommandCatalog.parse([.text(text)])
    let reply = try await store.snapshot { reading in
      let turn = Turn(
        actor: actor, now: now, root: parsed.root, connection: "chat", newcomer: { _, _ in nil }, policy: policy,
        folding: NameFolding(), zones: ZoneClocks(), timeZone: "Europe/Berlin", keys: KeySource(seed: []))
      let command = try parsed.command(in: reading, during: turn) as? any ConfirmedCommand
      return try command?.consequences(in: reading, during: turn)
    }
    return reply.map { sentences.write($0, for: nil, with: TerminalMarkup()) }
  }
}

/// A clock that stands until it is moved.
final class HandClock: Sendable {
  private let moment = Guarded(Moment(seconds: 1_795_456_800))

  var now: Moment { moment.withLock { $0 } }

  func move(_ span: Moment.Span) { moment.withLock { $0 = $0 + span } }
}

/// A messenger of which every request is genuine.
struct Direct: Messenger {
  static let name = "chat"
  static let replyHosts: [String] = []
  static let textLimit = Int.max

  let speaker: String
  let tenant: String
  let delivery: String
  let isOverheard: Bool

  init(speaker: String, tenant: String, delivery: String, isOverheard: Bool) {
    self.speaker = speaker
    self.tenant = tenant
    self.delivery = delivery
    self.isOverheard = isOverheard
  }

  init?(_ settings: inout any ConnectionSettings) { nil }

  func receive(_ request: WebRequest, at now: Moment) throws(WebhookError) -> Reception {
    .utterance(
      Utterance(
        delivery: delivery,
        sender: Utterance.Sender(user: speaker, tenant: tenant, handle: speaker, name: speaker),
        room: Utterance.Room(id: "room", isDirect: !isOverheard, isOverheard: isOverheard),
        pieces: [.text(String(decoding: request.body, as: UTF8.self))], route: nil))
  }

  var markup: any Markup { TerminalMarkup() }

  func compose(_ message: Message) -> [UInt8] {
    Array((message.audience == .room ? "room: " + message.text : message.text).utf8)
  }

  func post(_ parcel: Parcel) -> WebRequest { WebRequest(method: "POST", target: "", headers: [], body: []) }
}

/// The configuration that ships.
enum Shipped {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "bot-config").path

  struct Missing: Error {}
}
