import Configuration
import Delivery
import Domain
import Engine
import Wiring

/// The bot of a talk in this process: its own store, clock and connections, behind the server that all talks share.
actor HousedBot: TalkBot {
  private let household: Household
  private let stage: Stage
  private let setup: Setup
  private let coverage: Coverage
  private let witness: Witness
  private let clock: TalkClock
  private let ports: Ports
  private var running: Running?
  private var openings = 0

  private struct Running {
    let portal: PortalStore
    let store: any Store
    let courier: Courier
  }

  init(
    _ household: Household, on stage: Stage, setup: Setup, coverage: Coverage, witness: Witness, clock: TalkClock,
    ports: Ports
  ) async throws {
    self.household = household
    self.stage = stage
    self.setup = setup
    self.coverage = coverage
    self.witness = witness
    self.clock = clock
    self.ports = ports
    try await start()
  }

  var address: String { stage.botAddress(household.name) }

  /// The clock is the talk's own.
  func set(clock: Moment) {}

  func settle() async throws { try await present().courier.settle() }

  func forget() async throws {
    let store = try present().store
    while try await store.forgetOutdated(at: clock.now) {}
  }

  func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    try await present().store.snapshot(body)
  }

  func restart() async throws {
    await close()
    try await start()
  }

  func kill() async throws { throw TalkFault(description: "a talk with `kill` needs a bot in a process of its own") }

  func close() async {
    stage.bots.connect(household.name, to: nil)
    guard let running else { return }
    await running.courier.idle()
    await running.portal.close()
    self.running = nil
  }

  private func present() throws -> Running {
    guard let running else { throw TalkFault(description: "the bot is not running") }
    return running
  }

  private func start() async throws {
    openings += 1
    let clock = clock
    let portal = try await household.openStore(at: clock.now)
    let store = try await ports.store(portal.store, openings)
    let connections = household.connections(ports, at: stage.messengerAddress(household.name))
    let courier = Courier(
      on: stage.loop, store: store, client: stage.botClient, connections: connections, now: { clock.now },
      jitter: { 0.5 }, report: { _ in })
    let witness = witness
    let bot = setup.bot(
      on: store, seed: portal.seed, admins: [], connections: connections,
      wording: NotedWording(wording: setup.sentences, coverage: coverage),
      witness: { witness.note($0) },
      now: { clock.now })
    let receiver = Receiver(bot: bot, connections: connections, courier: courier) { _, _, _ in }
    try await portal.begin(store)
    running = Running(portal: portal, store: store, courier: courier)
    stage.bots.connect(household.name) { await receiver.answer($0) }
  }
}

extension Switchboard {
  func connect(_ name: String, _ handler: @escaping Handler) { connect(name, to: handler) }
}

extension Courier {
  /// Waits until everything that is due now was tried.
  func settle() async {
    repeat { await idle() } while await takeDue() > 0
  }
}

extension PortalStore {
  /// What a process does with a store that it has just opened.
  func begin(_ store: any Store) async throws {
    guard isExclusive else { return }
    try await store.transaction { transaction in try transaction.releaseUntriedParcels() }
  }
}

extension Household {
  /// By name: each with the messenger's product, told to take the imitation for the messenger.
  ///
  /// - Parameter messengers: Where the messengers of the talk are reached.
  func connections(_ ports: Ports, at messengers: String) -> [String: Connection] {
    var connections: [String: Connection] = [:]
    for (name, imitation) in imitations {
      connections[name] = Connection(
        name: name, messenger: ports.messenger(imitation.product(at: "\(messengers)/\(name)")),
        employees: [Self.company], repliesInline: false, replyHosts: ["127.0.0.1"], allowsPrivateAddresses: true)
    }
    return connections
  }

  /// The tenant whose people are employees.
  static let company = "T1"

  func openStore(at now: Moment) async throws -> PortalStore {
    for _ in 0..<200 {
      do {
        return try await tryToOpenStore(at: now)
      } catch let fault as StoreFault where fault.code == "storage.locked" {
        // A process that is just being started holds what this one has let go, until its program begins.
        try await Task.sleep(for: .milliseconds(5))
      }
    }
    return try await tryToOpenStore(at: now)
  }

  private func tryToOpenStore(at now: Moment) async throws -> PortalStore {
    switch location {
    case .sqlite(let path):
      try await PortalStore.open(.sqlite(path: path), portal: name, newSeed: seed, at: now, connections: 1)
    case .postgresql(let address):
      try await PortalStore.open(
        .postgresql(url: Secret(address)), portal: name, newSeed: seed, at: now, connections: 2)
    }
  }
}
