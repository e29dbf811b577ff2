import Configuration
import Domain
import Engine
import Network
import Platform
import Signing
import Storage
import Wiring

/// The bot of a talk in a process of its own, so that it can be killed.
actor ChildBot: TalkBot {
  private let household: Household
  private let configuration: String
  private let program: String
  private let stage: Stage
  private let clock: TalkClock
  private var process: Subprocess?
  private var port: String?
  private var awaitsPort: CheckedContinuation<String?, Never>?

  init(
    _ household: Household, configuration: String, program: String, on stage: Stage, clock: TalkClock
  ) {
    self.household = household
    self.configuration = configuration
    self.program = program
    self.stage = stage
    self.clock = clock
  }

  var address: String { "http://127.0.0.1:\(port ?? "0")" }

  func set(clock: Moment) async throws { try await order("clock/\(clock.milliseconds)") }

  func settle() async throws { try await order("settle") }

  func forget() async throws { try await order("forget") }

  func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    switch household.location {
    case .sqlite(let path): return try await SQLiteView.snapshot(path: path, portal: household.name, body)
    case .postgresql:
      let portal = try await household.openStore(at: clock.now)
      do {
        let value = try await portal.store.snapshot(body)
        await portal.close()
        return value
      } catch {
        await portal.close()
        throw error
      }
    }
  }

  func restart() async throws {
    try await order("stop")
    guard process?.wait() == 0 else { throw TalkFault(description: "the bot did not stop as it should") }
    try await start()
  }

  func kill() async throws {
    process?.kill()
    try await start()
  }

  func close() { process = nil }

  /// Starts the process, and waits until it tells its port.
  func start() async throws {
    port = nil
    let arguments =
      [
        TalkChild.word, configuration, household.name, Hex.encode(household.seed), "\(clock.now.milliseconds)",
        stage.messengerAddress(household.name),
      ]
      + household.imitations.map { name, imitation in
        let installation = imitation.installation
        let token = installation.botToken.map { "=\($0)" } ?? ""
        return "\(name)=\(type(of: imitation).messenger)=\(installation.secret)\(token)"
      }
    do throws(Subprocess.Failed) {
      process = try Subprocess(
        program, arguments, environment: [TalkChild.storeVariable: household.location.description])
    } catch {
      throw TalkFault(description: error.reason)
    }
    let timeout = Task {
      try await Task.sleep(for: .seconds(30))
      started(port: nil)
    }
    defer { timeout.cancel() }
    if port == nil { port = await withCheckedContinuation { awaitsPort = $0 } }
    guard port != nil else { throw TalkFault(description: "the bot did not start in a process of its own") }
  }

  /// Called when the process says on which port it listens.
  func started(port: String?) {
    self.port = port
    awaitsPort?.resume(returning: port)
    awaitsPort = nil
  }

  private func order(_ order: String) async throws {
    let call = HTTPCall(
      method: "POST", url: "\(address)/control/\(order)", milliseconds: 60_000, allowPrivateAddresses: true)
    guard case .success(let reply) = await stage.client.send(call), reply.status == 200 else {
      throw TalkFault(description: "the bot in a process of its own does not answer")
    }
  }
}

extension TalkStore: CustomStringConvertible {
  package var description: String {
    switch self {
    case .sqlite(let path): "sqlite:\(path)"
    case .postgresql(let address): address
    }
  }

  /// Reads what ``description`` writes.
  init(_ text: String) {
    self = text.hasPrefix("sqlite:") ? .sqlite(String(text.dropFirst("sqlite:".count))) : .postgresql(text)
  }
}
