import Commands
import Domain
import Engine
import Network
import Platform
import Signing
import Texts
package import Wiring

/// Holds talks, many at once, each with a store, a clock and connections of its own.
package struct TalkRun: Sendable {
  /// Where talks keep what the bot knows.
  package enum Store: Sendable {
    /// A directory, in which each has a file of its own.
    case sqlite(directory: String)
    /// A database, in which each is a portal of its own.
    case postgresql(address: String)
  }

  private let setup: Setup
  /// The directory of the configuration.
  private let configuration: String
  private let stage: Stage
  private let store: Store
  private let coverage: Coverage
  /// The program that runs a bot in a process of its own.
  private let program: String
  private let ports: Ports
  private let keepsTranscripts: Bool

  package init(
    _ setup: Setup, configuration: String, on stage: Stage, store: Store, coverage: Coverage = Coverage(),
    program: String = Subprocess.own, ports: Ports = Ports(), keepsTranscripts: Bool = false
  ) {
    self.setup = setup
    self.configuration = configuration
    self.stage = stage
    self.store = store
    self.coverage = coverage
    self.program = program
    self.ports = ports
    self.keepsTranscripts = keepsTranscripts
  }

  /// A talk to be held, and on which messenger everybody is; `nil` for what the talk says.
  package struct Order: Sendable {
    package let talk: Talk
    package let messenger: String?

    package init(_ talk: Talk, on messenger: String? = nil) {
      self.talk = talk
      self.messenger = messenger
    }
  }

  /// Holds the talks, `jobs` at once; the results are in their order.
  package func hold(_ orders: [Order], jobs: Int) async -> [TalkResult] {
    var results: [TalkResult?] = Array(repeating: nil, count: orders.count)
    await withTaskGroup(of: (Int, TalkResult).self) { group in
      var next = 0
      func begin() {
        guard next < orders.count else { return }
        let index = next
        next += 1
        group.addTask { (index, await hold(orders[index])) }
      }
      for _ in 0..<max(1, jobs) { begin() }
      for await (index, result) in group {
        results[index] = result
        begin()
      }
    }
    return results.compactMap { $0 }
  }

  package func hold(_ order: Order) async -> TalkResult {
    let began = SystemClock.nanoseconds()
    func result(_ outcome: TalkResult.Outcome, transcript: [String] = []) -> TalkResult {
      TalkResult(
        talk: order.talk, messenger: order.messenger, outcome: outcome, transcript: transcript,
        seconds: Double(SystemClock.nanoseconds() - began) / 1e9)
    }
    if let reason = order.obstacle { return result(.skipped(reason)) }
    let cast = Cast(order.talk, on: order.messenger)
    let household = household(for: order.talk, cast)
    defer { if case .sqlite(let path) = household.location { Files.removeStore(path) } }
    do {
      return try await onStage(order.talk, cast, household) { performance in
        try await performance.hold()
        for row in try await performance.rows() { coverage.decided(row) }
        let transcript = keepsTranscripts ? performance.transcript() : []
        return result(performance.failures.isEmpty ? .passed : .failed(performance.failures), transcript: transcript)
      }
    } catch {
      return result(.broken((error as? any Explained)?.operatorText ?? "\(error)"))
    }
  }

  private func onStage(
    _ talk: Talk, _ cast: Cast, _ household: Household,
    _ hold: (inout Performance) async throws -> TalkResult
  ) async throws -> TalkResult {
    let clock = TalkClock(talk.start)
    let mailbox = Mailbox(cast.imitations, clock: clock)
    try await meet(cast.known, household, at: clock.now)
    let witness = Witness()
    let bot: any TalkBot
    if talk.steps.contains(where: { $0.action == .kill }) {
      let child = ChildBot(household, configuration: configuration, program: program, on: stage, clock: clock)
      stage.messengers.connect(household.name) { request in
        guard request.target.hasPrefix("/control/") else { return await mailbox.take(request) }
        await child.started(port: request.target.split(separator: "/").last.map(String.init))
        return HTTPResponse(status: 200)
      }
      try await child.start()
      bot = child
    } else {
      stage.messengers.connect(household.name) { await mailbox.take($0) }
      bot = try await HousedBot(
        household, on: stage, setup: setup, coverage: coverage, witness: witness, clock: clock, ports: ports)
    }
    defer { stage.messengers.connect(household.name, to: nil) }
    var performance = Performance(
      talk, cast: cast, on: stage, bot: bot, household: household, clock: clock, mailbox: mailbox,
      folding: NameFolding(), policy: setup.policy, coverage: coverage, witness: witness)
    do {
      let result = try await hold(&performance)
      await bot.close()
      return result
    } catch {
      await bot.close()
      throw error
    }
  }

  private func household(for talk: Talk, _ cast: Cast) -> Household {
    let name = stage.nextName()
    let location: TalkStore =
      switch store {
      case .sqlite(let directory): .sqlite("\(directory)/\(name).db")
      case .postgresql(let address): .postgresql(address)
      }
    return Household(
      name: name, location: location, seed: Digest(of: Array(talk.title.utf8)).bytes,
      imitations: cast.imitations)
  }

  /// Lets the bot know the people before it is started.
  private func meet(_ people: [Person], _ household: Household, at now: Moment) async throws {
    let portal = try await household.openStore(at: now)
    do {
      try await portal.store.transaction { transaction in
        for person in people { try transaction.know(person, as: NameFolding().folded(person.handle), at: now) }
      }
      await portal.close()
    } catch {
      await portal.close()
      throw error
    }
  }
}

extension TalkRun.Order {
  /// Why the talk can't be held on the messenger; `nil` when it can.
  package var obstacle: String? {
    guard let messenger, let imitation = ImitationCatalog.named(messenger) else { return nil }
    for case .say(let speech) in talk.steps.map(\.action) {
      if speech.faults.contains(.stale), !imitation.tellsTime { return "its requests don't tell when they were made" }
      if let obstacle = imitation.obstacle(to: speech.text, in: speech.room) { return obstacle }
    }
    return nil
  }
}

extension Talk {
  /// When it begins.
  fileprivate var start: Moment {
    guard case .setClock(let moment)? = steps.first?.action else { return Self.beginning }
    return moment
  }
}

/// What became of a talk.
package struct TalkResult: Sendable {
  package let talk: Talk
  /// On which everybody was; `nil` for what the talk says.
  package let messenger: String?
  package let outcome: Outcome
  /// What was said and answered, if it was to be kept.
  package let transcript: [String]
  package let seconds: Double

  package enum Outcome: Sendable {
    case passed
    case failed([Failure])
    /// It could not be held to its end.
    case broken(String)
    /// It is not for that messenger.
    case skipped(String)
  }

  package var isFailure: Bool {
    switch outcome {
    case .failed, .broken: true
    case .passed, .skipped: false
    }
  }

  /// The file, and the messenger where one was ordered.
  package var name: String { messenger.map { "\(talk.file) on \($0)" } ?? talk.file }
}
