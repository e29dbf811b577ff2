package import Domain
package import Engine
package import Network

/// Brings parcels to the messengers: at once after the commit, and again from the outbox until they are taken.
///
/// It lives on the event loop, as the client does, so that a parcel goes out without changing threads.
package actor Courier {
  private let loop: EventLoop
  private let store: any Store
  private let client: HTTPClient
  private let connections: [String: Connection]
  private let schedule: Schedule
  private let now: @Sendable () -> Moment
  private let jitter: @Sendable () -> Double
  private let report: @Sendable (Report) -> Void
  private let fault: @Sendable (Work, any Error) -> Void

  /// Parcels that wait here for a place; their rows are leased.
  private var line = WaitingLine()
  /// The keys of the parcels that wait here or are under way, so that none is taken from the outbox a second time.
  private var held: Set<String> = []
  private var settlements: [Settlement] = []
  private var isSettling = false
  private var isStarting = false
  private var isClosing = false
  private var idlers: [CheckedContinuation<Void, Never>] = []

  /// What became of a try, for the log: nothing of it is secret.
  package struct Report: Sendable {
    package let delivery: String
    package let connection: String
    package let settlement: Settlement
    /// From the commit of the parcel to the end of this try.
    package let age: Moment.Span
  }

  /// What the store is asked to do: to give out what is due, and to keep what became of it.
  package enum Work: String, Sendable {
    case take, settle
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - connections: By name.
  ///   - jitter: Random numbers from 0 to 1.
  ///   - fault: Is told what the store could not do; it is asked again a moment later.
  package init(
    on loop: EventLoop, store: any Store, client: HTTPClient, connections: [String: Connection],
    schedule: Schedule = Schedule(), now: @escaping @Sendable () -> Moment,
    jitter: @escaping @Sendable () -> Double, report: @escaping @Sendable (Report) -> Void,
    fault: @escaping @Sendable (Work, any Error) -> Void = { _, _ in }
  ) {
    self.loop = loop
    self.store = store
    self.client = client
    self.connections = connections
    self.schedule = schedule
    self.now = now
    self.jitter = jitter
    self.report = report
    self.fault = fault
  }

  /// Takes over a parcel that was just committed, with its lease.
  package func deliver(_ parcel: Parcel) {
    // Should too many wait, the rest stay in the outbox and come back from there.
    if line.hasRoom(for: parcel) { deliver(parcel, leasedAt: parcel.created) }
  }

  private func deliver(_ parcel: Parcel, leasedAt moment: Moment) {
    guard held.insert(parcel.key).inserted else { return }
    line.add(parcel, since: moment)
    start()
  }

  /// Takes what is due out of the outbox, again and again, until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      let (full, start) = (line.full, ContinuousClock.now)
      let taken = await takeDue()
      if taken < Self.batch {
        await rest(after: ContinuousClock.now - start)
      } else {
        await room(besides: full)
      }
    }
  }

  /// Waits a moment; where something is full, longer the more of it the store had to pass over.
  private func rest(after effort: Swift.Duration) async {
    let pause = line.full.isEmpty ? Self.pause : min(max(Self.pause, effort * 20), Self.pause * 10)
    try? await Task.sleep(for: pause)
  }

  /// Waits until what was taken last has left room for more, at most a moment.
  private func room(besides full: Set<Parcel.Kind>) async {
    let end = ContinuousClock.now + Self.pause
    while ContinuousClock.now < end, !line.full.isSubset(of: full), !Task.isCancelled {
      try? await Task.sleep(for: Self.glance)
    }
  }

  /// Waits until nothing is under way and all that is known is kept, at most so long; the rest waits in the outbox, and
  /// nothing more is begun.
  package func finish(within milliseconds: Int) async {
    for _ in 0..<(milliseconds / 10) where line.underWay > 0 || isSettling || !settlements.isEmpty {
      try? await Task.sleep(for: .milliseconds(10))
    }
    isClosing = true
  }

  /// Waits until nothing waits here or is under way, and all that is known is kept.
  package func idle() async {
    await withCheckedContinuation { idler in
      // Asked here, since others may run on the loop until the continuation is there.
      if isIdle { idler.resume() } else { idlers.append(idler) }
    }
  }

  private var isIdle: Bool { line.isEmpty && line.underWay == 0 && !isSettling && settlements.isEmpty }

  /// Takes due parcels once, of kinds that have room; tells how many there were.
  package func takeDue() async -> Int {
    let (now, full) = (now(), line.full)
    let due: [Parcel]
    do {
      due = try await store.transaction { transaction in
        try transaction.takeParcels(dueAt: now, leaseEnd: now + Parcel.lease, limit: Self.batch, leaving: full)
      }
    } catch {
      fault(.take, error)
      return 0
    }
    // All of them, even if others came meanwhile: whatever is leased is kept.
    for parcel in due { deliver(parcel, leasedAt: now) }
    return due.count
  }

  private func start() {
    // A try that ends at once comes back here; the loop goes on with the next one then.
    guard !isStarting, !isClosing else { return }
    isStarting = true
    defer { isStarting = false }
    while let (parcel, since) = line.next() {
      // What waited too long may be another node's by now.
      if now().since(since) < Self.maximumWait { attempt(parcel) } else { leave(parcel) }
    }
  }

  /// Leaves a parcel in the outbox as it was; when its lease is over, it is taken from there.
  private func leave(_ parcel: Parcel) {
    line.leave(parcel)
    held.remove(parcel.key)
  }

  /// Keeps what became of a try; what waits has a place then.
  private func tried(_ parcel: Parcel, _ tried: Schedule.Try) {
    let now = now()
    let settlement = schedule.settlement(for: parcel, after: tried, at: now, jitter: jitter())
    report(
      Report(
        delivery: parcel.delivery, connection: parcel.connection, settlement: settlement,
        age: now.since(parcel.created)))
    settlements.append(settlement)
    line.leave(parcel)
    settle()
    start()
  }

  private func attempt(_ parcel: Parcel) {
    guard let connection = connections[parcel.connection] else {
      return tried(parcel, .impossible(reason: "there is no connection \(parcel.connection) any more"))
    }
    guard now() < parcel.expires else { return tried(parcel, .impossible(reason: "the address has expired")) }
    post(parcel, for: parcel, on: connection, step: 1)
  }

  /// Posts a parcel, and posts it on where the messenger's answer says so.
  ///
  /// - Parameter whole: The parcel as it stands in the outbox: a later try begins with it again.
  private func post(_ parcel: Parcel, for whole: Parcel, on connection: Connection, step: Int) {
    let post = connection.messenger.post(parcel)
    guard connection.mayPost(parcel, to: post.target) else {
      return tried(whole, .impossible(reason: "the address is none that may be posted to"))
    }
    let call = HTTPCall(
      method: post.method, url: post.target,
      headers: post.headers.map { (name: $0.name, value: $0.value) } + [("Idempotency-Key", parcel.key)],
      body: post.body, milliseconds: Self.timeLimit, allowPrivateAddresses: connection.allowsPrivateAddresses)
    let take: @Sendable (Result<HTTPReply, HTTPClientError>) -> Void = { result in
      self.assumeIsolated { courier in
        // The client was closed under it, as at a crash: what became of it nobody knows.
        if case .failure(.cancelled) = result { return courier.leave(whole) }
        let tried = Schedule.Try(result, of: parcel, on: connection)
        if case .answered(.next(let address)) = tried, step < Self.maximumSteps {
          courier.post(parcel.readdressed(to: address), for: whole, on: connection, step: step + 1)
        } else {
          courier.tried(whole, tried)
        }
      }
    }
    // The client lives on this loop: its answer comes here without a task of its own.
    client.assumeIsolated { $0.start(call, completion: take) }
  }

  /// Writes down what is known, all that came together in one transaction.
  private func settle() {
    guard !isSettling else { return }
    isSettling = true
    // finish() waits for it.
    Task { await withTaskExecutorPreference(loop) { await settleAll() } }
  }

  private func settleAll() async {
    while !settlements.isEmpty {
      let known = settlements
      settlements = []
      do {
        try await store.transaction { transaction in try transaction.settle(known) }
        for settlement in known { held.remove(settlement.key) }
      } catch {
        // The parcels stay held, so that what was taken is not posted again while the store recovers.
        settlements = known + settlements
        fault(.settle, error)
        try? await Task.sleep(for: Self.pause)
      }
    }
    isSettling = false
    guard isIdle else { return }
    for idler in idlers { idler.resume() }
    idlers = []
  }

  private static let maximumWait: Moment.Span = .milliseconds(Parcel.lease.milliseconds / 2)
  /// How many are taken at once: few, since all may be of one kind, whose messenger may hang and let them wait too long.
  private static let batch = 64
  private static let pause: Swift.Duration = .seconds(1)
  /// How soon it is seen that there is room again: a messenger that answers has taken a batch by then.
  private static let glance: Swift.Duration = .milliseconds(5)
  /// How many posts it takes at most to deliver a parcel.
  private static let maximumSteps = 2
  /// For a post, in milliseconds: all steps together are shorter than the rest of a lease.
  private static let timeLimit = 7_000
}

extension Settlement {
  fileprivate var key: String {
    switch self {
    case .taken(let key), .again(let key, _, _, _), .failed(let key, _, _): key
    }
  }
}

extension Schedule.Try {
  /// What a call's end means to the messenger.
  fileprivate init(_ result: Result<HTTPReply, HTTPClientError>, of parcel: Parcel, on connection: Connection) {
    switch result {
    case .success(let reply):
      // What was taken has nothing more to say.
      let isTaken = 200..<300 ~= reply.status
      let headers = isTaken ? [] : reply.headers.map { WebHeader($0.name, $0.value) }
      self = .answered(
        connection.messenger.verdict(
          on: WebResponse(status: reply.status, headers: headers, body: reply.body), to: parcel))
    case .failure(.refusedAddress), .failure(.unusable):
      self = .impossible(reason: "the address is private or can't be used")
    // libcurl's numbers for “no such host”, “no connection” and “no TLS”: nothing of the post was sent.
    case .failure(.connectionFailed(let code)) where [5, 6, 7, 35, 60].contains(code):
      self = .unreachable(reason: "no connection, libcurl's error \(code)")
    case .failure(.unsent): self = .unreachable(reason: HTTPClientError.unsent.operatorText)
    case .failure(let error): self = .unanswered(reason: error.operatorText)
    }
  }
}
