import CommandLanguage
import Commands
import Configuration
import Domain
import Engine
import Platform
import Wiring

/// `muster shell`: a conversation in the terminal, through the same steps as a messenger's.
struct Shell {
  let setup: Setup
  let name: String
  let log: Log

  func run() async throws {
    let portal = try await PortalStore.open(setup.settings)
    let served = setup.settings.connections.map { ($0.name, $0.connection) }
    let bot = setup.bot(
      on: portal.store, seed: portal.seed, admins: setup.admins,
      connections: Dictionary(served, uniquingKeysWith: { one, _ in one }), now: SystemClock.now)
    let connection = Connection(
      name: Terminal.name, messenger: Terminal(speaker: name), employees: [Terminal.name], repliesInline: true,
      replyHosts: [], allowsPrivateAddresses: false)
    if isTerminal() {
      print(
        "You are \(name). `help` lists the commands, `muster inbox` shows what others did that concerns you; an empty "
          + "line or Ctrl-D ends the talk.\n")
    }
    while true {
      if isTerminal() { print("\(name)> ", terminator: "") }
      flushOutput()
      guard let line = readLine(), !line.trimmingBlanks().isEmpty else { break }
      let answer = await bot.answer(
        WebRequest(method: "POST", target: "/", headers: [], body: Array(line.utf8)), on: connection)
      if case .fault(let error) = answer.result {
        log.write("fault", [("detail", String(reflecting: error))], level: .error)
      }
      print(String(decoding: answer.response.body, as: UTF8.self) + "\n")
    }
    await portal.close()
    log.flush()
  }
}

/// The terminal as a messenger: what is typed is the request, what is printed the answer.
struct Terminal: Messenger {
  static let name = "shell"
  static let replyHosts: [String] = []
  static let textLimit = Int.max

  private let speaker: String

  init(speaker: String) { self.speaker = speaker }

  /// There is nothing to set up: the terminal is no connection of `bot.yaml`.
  init?(_ settings: inout any ConnectionSettings) { nil }

  func receive(_ request: WebRequest, at now: Moment) throws(WebhookError) -> Reception {
    guard let text = String(validating: request.body, as: UTF8.self) else {
      throw .malformed(reason: "this is not UTF-8")
    }
    return .utterance(
      Utterance(
        delivery: Randomness.bytes(16).map { String($0, radix: 16) }.joined(separator: "."),
        sender: Utterance.Sender(user: speaker, tenant: Self.name, handle: speaker, name: speaker),
        room: Utterance.Room(id: "terminal", isDirect: true), pieces: [.text(text)], route: nil))
  }

  var markup: any Markup { TerminalMarkup() }

  func compose(_ message: Message) -> [UInt8] { Array(message.text.utf8) }

  func post(_ parcel: Parcel) -> WebRequest { WebRequest(method: "POST", target: "", headers: [], body: parcel.body) }
}

/// How a terminal shows text: control characters can't move its cursor or change its colours.
struct TerminalMarkup: Markup {
  func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isControl && $0 != "\n" ? "\u{FFFD}" : $0 }))
  }

  func code(_ text: String) -> String { plain(text) }

  func mention(_ person: Person) -> String { plain(person.typed) }

  func item(_ text: String) -> String { "  " + text }

  func label(_ text: String) -> String { text }
}
