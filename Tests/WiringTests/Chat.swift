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
import Weakening
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
  ///   - policy: The rules; those that ship unless given.
  ///   - language: The portal's.
  ///   - lies: What comes between the bot and its store.
  ///   - around: The store that the bot has, around the true one.
  ///   - direct: The connections by which the bot can write to people.
  ///   - names: Who has spoken to the bot before, so that it knows them.
  ///   - directory: Where the store lives within the test's own directory.
  init(
    admins: Set<String> = [], policy: Policy? = nil, language: String = "en", lies: Lies = Lies(),
    around: (any Store) -> any Store = { $0 },
    direct: Set<String> = [], with names: String..., in directory: String = ""
  ) async throws {
    let (policy, sentences) = try (policy ?? Shipped.policy.get(), Shipped.sentences(language))
    let clock = clock
    let zones = ZoneClocks()
    let place = TemporaryDirectory.path + "/" + directory
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let store = try await SQLiteStore.open(
      path: place + "/muster.db", portal: "test", newSeed: Array(1...32), at: clock.now)
    guard let seal = PortalSeal(seed: store.seed) else { throw Shipped.Missing() }
    self.store = store
    let wording = StrictWording(sentences: sentences, texts: try Shipped.texts.get()["en"] ?? [:])
    let rulebook = Rulebook(policy: policy, wording: wording)
    bot = Bot(
      store: around(LyingStore(store, lies: lies)), rulebook: { rulebook }, folding: NameFolding(), zones: zones,
      timeZone: "Europe/Berlin", seal: seal,
      admins: Set(admins.map { Account(connection: "chat", user: $0) }),
      connections: Dictionary(uniqueKeysWithValues: direct.map { ($0, Self.connection($0)) }), now: { clock.now })
    self.policy = policy
    self.sentences = sentences
    for name in names { _ = await says(name, "help") }
  }

  private static func connection(_ name: String) -> Connection {
    let messenger = Direct(
      speaker: "", handle: "", tenant: "", delivery: "", isOverheard: false,
      directBase: "https://\(name).example.com/api")
    return Connection(
      name: name, messenger: messenger, employees: [], repliesInline: true, replyHosts: [],
      allowsPrivateAddresses: false)
  }

  var now: Moment { clock.now }

  /// Lets time pass.
  func passes(_ span: Moment.Span) { clock.move(span) }

  /// What the bot said, and what that was.
  struct Heard: Equatable {
    let outcome: String
    let text: String
    /// What was sent directly.
    var direct: [String] = []
    /// To whom, one for each.
    var recipients: [String] = []
  }

  /// A messenger, and whose people are there.
  struct Place {
    let connection: String
    /// Only those of `acme` are employees.
    let tenant: String

    static let first = Place(connection: "chat", tenant: "acme")
    static let second = Place(connection: "second", tenant: "acme")
    static let elsewhere = Place(connection: "elsewhere", tenant: "world")
    /// Somebody else's company, where the bot is as well.
    static let abroad = Place(connection: "chat", tenant: "other")
  }

  /// - Parameters:
  ///   - delivery: The delivery's id; a new one unless given.
  ///   - handle: The speaker's handle there; the name unless given.
  ///   - employees: Whose people the messenger's connection says are employees.
  ///   - overheard: Whether it is said in a room where everybody reads the answer.
  ///   - directly: Whether the messenger can write to people.
  func says(
    _ name: String, _ text: String, on place: Place = .first, delivery: String? = nil, handle: String? = nil,
    employees: Set<String> = ["acme"], overheard: Bool = false, directly: Bool = false
  ) async -> Heard {
    let number = count.withLock { count in
      count += 1
      return count
    }
    passes(.seconds(1))
    let messenger = Direct(
      speaker: name, handle: handle ?? name, tenant: place.tenant, delivery: delivery ?? "d\(number)",
      isOverheard: overheard, directBase: directly ? "https://chat.example.com/api" : nil)
    let connection = Connection(
      name: place.connection, messenger: messenger, employees: employees, repliesInline: true, replyHosts: [],
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
    return Heard(
      outcome: outcome, text: String(decoding: answer.response.body, as: UTF8.self),
      direct: answer.parcels.map { String(decoding: $0.body, as: UTF8.self) },
      recipients: answer.parcels.map { $0.recipient ?? "" })
  }
}

extension Chat {
  /// What a command would know.
  func turn(of name: String, under root: String, _ text: String = "") async throws -> Turn {
    Turn(
      actor: try await person(name), now: clock.now, root: root, connection: "chat", newcomer: { _, _ in nil },
      policy: policy, folding: NameFolding(), zones: ZoneClocks(), timeZone: "Europe/Berlin",
      plain: { [sentences] in sentences.write(Reply($0), for: nil, with: TerminalMarkup()) },
      keys: KeySource(seed: Array(text.utf8)))
  }

  /// Whom a command would tell what, and does: a line for each notice, with the people's names before it.
  func notices(_ name: String, _ text: String) async throws -> [String] {
    let parsed = try CommandCatalog.parse([.text(text)])
    let start = try await turn(of: name, under: parsed.root, text)
    let (notices, names) = try await store.transaction { workspace in
      var workspace: any Workspace = workspace
      var turn = start
      _ = try parsed.command(in: workspace, during: turn).carryOut(in: &workspace, during: &turn)
      if let transaction = workspace as? any Transaction {
        try turn.tellOwners(of: transaction.acts, in: transaction)
      }
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
  /// What a reading command answers, as a messenger writes it.
  func answer(to name: String, _ text: String, with markup: any Markup) async throws -> String {
    let parsed = try CommandCatalog.parse([.text(text)])
    let turn = try await turn(of: name, under: parsed.root)
    let reply = try await store.transaction { workspace in
      var (workspace, turn): (any Workspace, Turn) = (workspace, turn)
      return try parsed.command(in: workspace, during: turn).carryOut(in: &workspace, during: &turn)
    }
    return sentences.write(reply, for: nil, with: markup)
  }

  /// What a command would say before it waits for Yes; `nil` where it acts at once.
  func consequences(_ name: String, _ text: String) async throws -> String? {
    let parsed = try CommandCatalog.parse([.text(text)])
    let turn = try await turn(of: name, under: parsed.root)
    let reply = try await store.snapshot { reading in
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
  let handle: String
  let tenant: String
  let delivery: String
  let isOverheard: Bool
  let directBase: String?

  init(speaker: String, handle: String, tenant: String, delivery: String, isOverheard: Bool, directBase: String?) {
    self.speaker = speaker
    self.handle = handle
    self.tenant = tenant
    self.delivery = delivery
    self.isOverheard = isOverheard
    self.directBase = directBase
  }

  init?(_ settings: inout any ConnectionSettings) { nil }

  func receive(_ request: WebRequest, at now: Moment) throws(WebhookError) -> Reception {
    .utterance(
      Utterance(
        delivery: delivery,
        sender: Utterance.Sender(user: speaker, tenant: tenant, handle: handle, name: speaker),
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

  /// Read once for all tests: that takes longer than most of them.
  static let policy = Result { try PolicyFile(path: directory + "/policy.yaml", displayName: "policy.yaml").policy }

  static let texts = Result { try LanguageFiles.read(directory + "/texts") }

  /// What the bot says in every language, for a portal in the time zone Europe/Berlin.
  static func sentences(_ language: String) throws -> Sentences {
    guard
      let sentences = Sentences(
        try texts.get(), standard: language, timeZone: "Europe/Berlin", zones: ZoneClocks())
    else { throw Missing() }
    return sentences
  }

  struct Missing: Error {}
}
