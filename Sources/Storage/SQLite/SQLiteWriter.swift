import Domain
import Engine
import Glibc
import Platform

/// The one connection that writes and checkpoints, on a thread of its own.
///
/// Callers leave their jobs in a line. The thread takes all that wait, runs each in a savepoint of one transaction
/// and commits them together, so that they share the wait for the disk.
actor SQLiteWriter {
  private struct Line: Sendable {
    var waiting: [SQLiteJob] = []
    /// Whether the thread will look at the line again without being called.
    var isServed = false
    var isClosed = false
  }

  private let executor = QueueExecutor(label: "muster.sqlite.writer")
  private let line = Guarded(Line())
  private let onCommit: @Sendable (Int) -> Void
  private var portal = ""
  private var connection: SQLiteConnection?
  private var lock: FileLock?
  private var commits = 0
  private var awaitsQuiet = false

  /// How many jobs share a commit at most; so nobody waits for the sum of all the others.
  static let largestGroup = 256

  /// In pages of 2 KB: from when on the log is copied into the file in a quiet moment, and when it must be.
  ///
  /// Random keys touch ten pages or so with every command; the longer the log, the more of them are copied only once. A
  /// quarter of this long log, which is 128 MB, costs a third of the commands a second.
  static let shortLog = 1_000
  static let longLog = 64_000
  /// How long nobody must have written for a moment to be quiet.
  private static let quietMilliseconds = 500

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(onCommit: @escaping @Sendable (Int) -> Void) { self.onCommit = onCommit }

  /// Takes possession of the file, brings its tables up to date, and tells its real path and the portal's seed.
  func open(path: String, portal: String, newSeed: [UInt8], at now: Moment) throws -> (path: String, seed: Secret) {
    let connection = try SQLiteConnection(path: path, isReadOnly: false)
    lock = try FileLock(for: connection.path)
    // The file holds addresses that are as good as passwords.
    _ = unsafe chmod(connection.path, 0o600)
    try connection.run("PRAGMA page_size = 2048")
    let mode = try connection.row("PRAGMA journal_mode = WAL", []) { $0.text(0) } ?? ""
    guard mode == "wal" else {
      throw StoreFault(code: "storage.mode", operatorText: "SQLite can't run \(path) in WAL mode, only in “\(mode)”")
    }
    try connection.runScript(
      """
      PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;
      PRAGMA case_sensitive_like = ON
      """)
    connection.checkpointByHand()
    try connection.begin()
    do {
      try Schema.update(connection, at: now)
      let seed = try Schema.seed(of: portal, newSeed: newSeed, on: connection, at: now)
      try connection.commit()
      self.portal = portal
      self.connection = connection
      return (connection.path, seed)
    } catch {
      try? connection.rollBack()
      throw error
    }
  }

  /// Puts a job into the line; it is answered when its group is on the disk.
  nonisolated func enqueue(_ job: SQLiteJob) {
    enum Next { case call, wait, refuse }
    let next = line.withLock { line -> Next in
      guard !line.isClosed else { return .refuse }
      line.waiting.append(job)
      guard !line.isServed else { return .wait }
      line.isServed = true
      return .call
    }
    switch next {
    case .call: executor.async { self.assumeIsolated { $0.serve() } }
    case .wait: break
    case .refuse: job.fail(StoreFault.closed)
    }
  }

  /// Finishes the jobs in the line, and lets the file go; the last connection's end empties the log into the file.
  func close() {
    line.withLock { $0.isClosed = true }
    serve()
    connection = nil
    lock = nil
  }

  /// Lends the connection between two groups, for tests that bring the store into trouble.
  func onConnection<Value: Sendable>(_ work: @Sendable (SQLiteConnection) throws -> Value) throws -> Value {
    guard let connection else { throw StoreFault.closed }
    return try work(connection)
  }

  private func serve() {
    while true {
      let group = line.withLock { line -> [SQLiteJob] in
        let group = Array(line.waiting.prefix(Self.largestGroup))
        line.waiting.removeFirst(group.count)
        if group.isEmpty { line.isServed = false }
        return group
      }
      if group.isEmpty { return awaitQuiet() }
      commit(group)
      commits += 1
      // After the answers are out.
      if let connection, connection.logPages >= Self.longLog { connection.checkpoint() }
    }
  }

  /// Copies the log into the file once nobody has written for a while: a checkpoint waits for the disk, twice.
  private func awaitQuiet() {
    guard let connection, connection.logPages >= Self.shortLog, !awaitsQuiet else { return }
    awaitsQuiet = true
    let before = commits
    executor.async(afterMilliseconds: Self.quietMilliseconds) {
      self.assumeIsolated { writer in
        writer.awaitsQuiet = false
        if writer.commits == before { writer.connection?.checkpoint() } else { writer.awaitQuiet() }
      }
    }
  }

  /// Commits a group; when that fails, nobody in it is told that something was done.
  private func commit(_ group: [SQLiteJob]) {
    guard let connection else { return group.forEach { $0.fail(StoreFault.closed) } }
    do {
      try connection.begin()
      var answers: [SQLiteJob.Answer] = []
      for job in group { answers.append(try run(job, on: connection)) }
      if connection.needsSavepoint {
        // Rare enough to start the whole group again, with the means to undo one job alone.
        try connection.rollBack()
        try connection.begin()
        answers = []
        for job in group { answers.append(try runGuarded(job, on: connection)) }
      }
      try connection.commit()
      onCommit(group.count)
      for answer in answers { answer() }
    } catch {
      try? connection.rollBack()
      for job in group { job.fail(error) }
    }
  }

  /// Runs a job without a savepoint, which would copy every page that is written.
  ///
  /// A job that throws after it has written makes the connection say that it needs one.
  private func run(_ job: SQLiteJob, on connection: SQLiteConnection) throws -> SQLiteJob.Answer {
    guard !connection.needsSavepoint else { return {} }
    let written = connection.rowsWritten
    do {
      var transaction: any Transaction = Session(connection, portal: portal, hasSavepoints: false)
      return try job.work(&transaction)
    } catch {
      if connection.rowsWritten != written { connection.needsSavepoint = true }
      return { job.fail(error) }
    }
  }

  /// Runs a job in a savepoint; what it throws is its own answer and undoes what it wrote.
  ///
  /// - Throws: when the transaction as a whole can't go on.
  private func runGuarded(_ job: SQLiteJob, on connection: SQLiteConnection) throws -> SQLiteJob.Answer {
    try connection.run("SAVEPOINT job")
    do {
      var transaction: any Transaction = Session(connection, portal: portal)
      let answer = try job.work(&transaction)
      try connection.run("RELEASE SAVEPOINT job")
      return answer
    } catch {
      try connection.run("ROLLBACK TO SAVEPOINT job")
      try connection.run("RELEASE SAVEPOINT job")
      return { job.fail(error) }
    }
  }
}

/// A transaction that waits for its turn, and who waits for it.
struct SQLiteJob: Sendable {
  /// Tells the caller, once everything is on the disk.
  typealias Answer = @Sendable () -> Void

  let work: @Sendable (inout any Transaction) throws -> Answer
  let fail: @Sendable (any Error) -> Void
}
