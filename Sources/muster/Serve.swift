import Configuration
import Delivery
import Domain
import Engine
import Glibc
import Network
import Platform
import Wiring

/// `muster serve`: answers messengers until it is told to stop, then finishes what runs.
struct Serve: Sendable {
  let setup: Setup
  let directory: String
  let log: Log
  let signals: AsyncStream<Signals.Signal>

  /// Runs until SIGTERM or SIGINT.
  ///
  /// - Throws: a fault that keeps the bot from starting.
  func run() async throws {
    let metrics = Metrics()
    let portal = try await PortalStore.open(setup.settings, onCommit: { metrics.committed(groupOf: $0) })
    try await run(on: portal, counting: metrics)
  }

  /// Does it with a store that is open, and closes it.
  func run(on portal: PortalStore, counting metrics: Metrics) async throws {
    let settings = setup.settings
    let connections = served()
    let inForce = RulebookInForce(setup.rulebook)
    let bot = Setup.bot(
      on: portal.store, seed: portal.seed, admins: setup.admins, connections: connections, in: setup.settings.timeZone,
      under: { inForce.current }, now: SystemClock.now)
    let limits = limits(files: OpenFiles.raiseLimit())
    let loop = try EventLoop(name: "muster")
    loop.start()
    let client = HTTPClient(on: loop)
    let courier = Courier(
      on: loop, store: portal.store, client: client, connections: connections, now: SystemClock.now,
      jitter: { Double.random(in: 0...1) }, report: { report($0, metrics) },
      fault: { noteFault(of: $0.rawValue, $1, metrics) })
    if portal.isExclusive {
      try await portal.store.transaction { transaction in try transaction.releaseUntriedParcels() }
    }
    let notes = DeliveryNotes(metrics: metrics, log: log)
    let receiver = Receiver(bot: bot, connections: connections, courier: courier) { answer, connection, nanoseconds in
      notes.note(answer, of: connection, nanoseconds: nanoseconds)
    }
    let operatorPort = OperatorPort(store: portal.store, metrics: metrics)
    try await withThrowingTaskGroup(of: Void.self) { group in
      try await onOperatorPort(operatorPort, loop) { operatorServer in
        try await HTTPServer.serving(
          on: loop, address: settings.listen.host, port: settings.listen.port,
          tls: settings.tls.map { HTTPServer.TLS(certificate: $0.certificate, key: $0.key) },
          limits: limits, drainMilliseconds: Self.drainMilliseconds,
          handle: { await receiver.answer($0) },
          while: { server in
            operatorPort.begins(server)
            announce(server, operatorServer)
            group.addTask { await courier.run() }
            group.addTask { await forget(in: portal.store, metrics) }
            group.addTask { warn(of: setup.idleRules) }
            let (reloads, reload) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            group.addTask {
              for await _ in reloads { await self.reload(into: inForce) }
            }
            await untilTold(reload: { reload.yield() })
            endInTime()
            operatorPort.ends()
            // What runs beside ends while the server finishes its requests.
            group.cancelAll()
          })
      }
    }
    await courier.finish(within: Self.courierMilliseconds)
    await client.close()
    loop.stop()
    await portal.close()
    log.write("stopped")
    log.flush()
  }

  /// The connections that are served, by name; the operator is told of the others.
  private func served() -> [String: Connection] {
    for (name, why) in setup.settings.unserved {
      log.write("connection-not-served", [("connection", name), ("why", why)], level: .warning)
    }
    return Dictionary(uniqueKeysWithValues: setup.settings.served.map { ($0.name, $0.connection) })
  }

  /// What the configuration allows, but no more connections than there can be files open besides the others.
  private func limits(files: Int) -> HTTPServer.Limits {
    var limits = HTTPServer.Limits(setup.settings.limits)
    let most = max(files - Self.otherFiles, files / 2)
    if limits.connections > most {
      log.write("connections-limited", [("connections", "\(most)"), ("open_files", "\(files)")], level: .warning)
      limits.connections = most
    }
    return limits
  }

  private func onOperatorPort(
    _ port: OperatorPort, _ loop: EventLoop, _ operation: (BoundServer?) async throws -> Void
  ) async throws {
    guard let address = setup.settings.operatorListen else { return try await operation(nil) }
    try await HTTPServer.serving(
      on: loop, address: address.host, port: address.port, drainMilliseconds: 500,
      handle: { await port.answer($0) }, while: { try await operation($0) })
  }

  private func announce(_ server: BoundServer, _ operatorServer: BoundServer?) {
    let address = setup.settings.listen
    let operatorHost = setup.settings.operatorListen?.host ?? ""
    let served = setup.settings.served.map(\.name)
    log.write(
      "started",
      [
        ("listen", "\(address.host):\(server.port)"),
        ("operator_listen", operatorServer.map { "\(operatorHost):\($0.port)" } ?? "-"),
        ("portal", setup.settings.portal),
        ("connections", served.isEmpty ? "-" : served.joined(separator: ",")),
        ("store", setup.settings.store.kind), ("store_library", setup.settings.store.libraryVersion),
      ])
    guard served.contains("try") else { return }
    let line = TryLine(
      directory: directory, program: Swift.CommandLine.arguments[0], address: address, port: server.port,
      isSecure: setup.settings.tls != nil)
    print(line.text)
    flushOutput()
  }

  private func untilTold(reload: () -> Void) async {
    for await signal in signals {
      switch signal {
      case .terminate: return log.write("stopping")
      case .reload: reload()
      }
    }
  }

  /// Ends the process where what is waited for hangs, such as a store; what was acknowledged is durable without it.
  private func endInTime() {
    // Nobody waits for this task: the process ends before it does, or by it.
    Task.detached {
      try? await Task.sleep(for: .milliseconds(Self.deadlineMilliseconds))
      log.write("stopped", [("why", "something did not end in time, and was given up")], level: .warning)
      log.flush()
      _exit(0)
    }
  }

  /// Takes the policy and the texts as they are now, when they are sound; else what is in force stays.
  private func reload(into inForce: RulebookInForce) async {
    do {
      let files = try RuleFiles.read(
        directory, in: setup.settings.language, timeZone: setup.settings.timeZone)
      try await files.prove()
      inForce.replace(by: files.rulebook)
      log.write("reloaded", [("what", "policy and texts")])
      warn(of: files.idleRules)
    } catch let error as ConfigurationError {
      for problem in error.problems { log.write("not-reloaded", [("why", "\(problem)")], level: .error) }
    } catch {
      // The bot is stopping.
    }
  }

  /// Tells the operator of rules that do nothing; `muster check` refuses them.
  private func warn(of rules: [Problem]) {
    for rule in rules { log.write("idle-rule", [("what", "\(rule)")], level: .warning) }
  }

  /// Forgets what has become too old, a round each minute, or at once where there is more.
  private func forget(in store: any Store, _ metrics: Metrics) async {
    while !Task.isCancelled {
      var isMore = false
      do {
        isMore = try await store.forgetOutdated(at: SystemClock.now())
      } catch {
        noteFault(of: "forget", error, metrics)
      }
      if !isMore { try? await Task.sleep(for: .seconds(60)) }
    }
  }

  /// - Parameter work: What the store was to do, in one word.
  private func noteFault(of work: String, _ error: any Error, _ metrics: Metrics) {
    metrics.faulted(work)
    log.write("store-fault", [("work", work), ("detail", String(reflecting: error))], level: .error)
  }

  private func report(_ report: Courier.Report, _ metrics: Metrics) {
    let (level, outcome, detail): (Log.Level, String, Log.Field?) =
      switch report.settlement {
      case .taken: (.info, "taken", nil)
      case .again(_, _, let tries, _): (.warning, "again", ("tries", "\(tries)"))
      case .failed(_, let reason, _): (.error, "failed", ("detail", reason))
      }
    metrics.posted(outcome, seconds: Double(report.age.milliseconds) / 1_000)
    let fields: [Log.Field] = [
      ("connection", report.connection), ("delivery", report.delivery), ("outcome", outcome),
      ("ms", "\(report.age.milliseconds)"),
    ]
    log.write("post", fields + (detail.map { [$0] } ?? []), level: level)
  }

  /// Together less than the deadline, and that less than the ten seconds in which an operator expects the bot to be gone.
  private static let drainMilliseconds = 5_500
  private static let courierMilliseconds = 2_000
  private static let deadlineMilliseconds = 9_000
  /// How many files and sockets are open besides the messengers' connections: the client's two times 512, the store's.
  private static let otherFiles = 1_100
}
