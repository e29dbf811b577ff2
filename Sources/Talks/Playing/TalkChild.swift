import Delivery
import Domain
import Engine
import Network
import Platform
import Signing
import Wiring

/// A process that is the bot of one talk, until it is stopped or killed.
package struct TalkChild: Sendable {
  /// The word that starts it on the command line of `muster`; it is for ``ChildBot``, not for people.
  package static let word = "talk-bot"
  /// An address of a database may hold a password, which the list of processes would show.
  static let storeVariable = "MUSTER_TALK_STORE"

  private let setup: Setup
  private let household: Household
  private let clock: TalkClock
  /// Where the messengers are.
  private let messengers: String
  private let ports: Ports

  /// - Parameter arguments: What follows the word.
  package init?(_ arguments: [String], ports: Ports = Ports()) throws {
    guard arguments.count > 5, let seed = Hex.decode(arguments[2]), let time = Int64(arguments[3]),
      let store = Environment.variables()[Self.storeVariable]
    else { return nil }
    var imitations: [String: any Imitation] = [:]
    for text in arguments[5...] {
      let parts = text.split(separator: "=").map(String.init)
      guard 3...4 ~= parts.count, let imitation = ImitationCatalog.named(parts[1]) else { return nil }
      imitations[parts[0]] = imitation.init(
        Installation(
          connection: parts[0], secret: parts[2], botToken: parts.dropFirst(3).first, handles: [:]))
    }
    setup = try Setup.read(arguments[0], secrets: .notNeeded)
    household = Household(name: arguments[1], location: TalkStore(store), seed: seed, imitations: imitations)
    clock = TalkClock(Moment(milliseconds: time))
    messengers = arguments[4]
    self.ports = ports
  }

  /// Serves until it is told to stop.
  package func run() async throws {
    Subprocess.endWithStarter()
    let loop = try EventLoop(name: "bot")
    loop.start()
    let client = HTTPClient(on: loop)
    let clock = clock
    let portal = try await household.openStore(at: clock.now)
    let store = try await ports.store(portal.store, 1)
    let connections = household.connections(ports, at: messengers)
    let courier = Courier(
      on: loop, store: store, client: client, connections: connections, now: { clock.now }, jitter: { 0.5 },
      report: { _ in })
    let bot = setup.bot(on: store, seed: portal.seed, admins: [], connections: connections, now: { clock.now })
    let receiver = Receiver(bot: bot, connections: connections, courier: courier) { _, _, _ in }
    try await portal.begin(store)
    let (stops, stop) = AsyncStream.makeStream(of: Void.self)
    try await HTTPServer.serving(
      on: loop, address: "127.0.0.1", port: 0, drainMilliseconds: 500,
      handle: { request in
        guard request.target.hasPrefix("/control/") else { return await receiver.answer(request) }
        let words = request.target.split(separator: "/")
        switch (words.dropFirst().first, words.dropFirst(2).first.flatMap { Int64($0) }) {
        case ("clock", let time?): clock.set(Moment(milliseconds: time))
        case ("settle", nil): await courier.settle()
        case ("forget", nil): while (try? await store.forgetOutdated(at: clock.now)) == true {}
        case ("stop", nil): stop.yield()
        default: return HTTPResponse(status: 404)
        }
        return HTTPResponse(status: 200)
      },
      while: { server in
        let call = HTTPCall(
          method: "POST", url: "\(messengers)/control/\(server.port)", allowPrivateAddresses: true)
        _ = await client.send(call)
        for await _ in stops { break }
      })
    await courier.idle()
    await client.close()
    loop.stop()
    await portal.close()
  }
}
