import Foundation
import Network
import TestSupport

/// `muster serve` as a process of its own, with the shipped configuration but for its addresses and its store.
final class RunningBot: Sendable {
  /// Where its configuration, its store and its log are.
  let directory: String
  let addresses: Addresses
  let process: ChildProcess

  var port: UInt16 { addresses.port }

  /// - Parameters:
  ///   - directory: The same one starts the same bot again.
  ///   - edits: What is replaced in `bot.yaml`.
  ///   - shell: What a shell does first in the process, such as `ulimit -n 64`.
  static func start(
    in directory: String, on backend: Backend = .sqlite, edits: [String: String] = [:], after shell: String = ":"
  ) async throws -> RunningBot {
    try await configure(directory, on: backend, edits: edits)
    return try await RunningBot(in: directory, after: shell)
  }

  /// Writes the configuration, as ``start(in:on:edits:)`` does.
  static func configure(_ directory: String, on backend: Backend, edits: [String: String] = [:]) async throws {
    let config = configuration(in: directory)
    if !FileManager.default.fileExists(atPath: config) {
      try Shipped.copy(to: config)
    }
    var settings = try String(contentsOfFile: Shipped.directory + "/bot.yaml", encoding: .utf8)
    let addresses = [
      "\nlisten: 127.0.0.1:8080": "\nlisten: 127.0.0.1:0",
      "\noperator_listen: 127.0.0.1:9090": "\noperator_listen: 127.0.0.1:0",
      "\nstore: sqlite:muster.db": "\nstore: \(try await backend.location)",
    ]
    for (old, new) in addresses.merging(edits, uniquingKeysWith: { $1 }) {
      guard settings.contains(old) else { throw Failed(reason: "bot.yaml has no “\(old)”") }
      settings = settings.replacing(old, with: new)
    }
    try settings.write(toFile: config + "/bot.yaml", atomically: true, encoding: .utf8)
  }

  static func configuration(in directory: String) -> String { directory + "/config" }

  private init(in directory: String, after shell: String) async throws {
    self.directory = directory
    let process = try ChildProcess(
      [
        "/bin/sh", "-c", "\(shell); exec \"$0\" \"$@\"", Self.program, "serve", "--config",
        Self.configuration(in: directory),
      ], errors: Self.logFile(in: directory))
    self.process = process
    addresses = try await Addresses.announced(in: directory, while: { process.status == nil })
  }

  static func logFile(in directory: String) -> String { directory + "/log" }

  /// Everything it has logged since its start.
  var log: String {
    get throws { try String(contentsOfFile: Self.logFile(in: directory), encoding: .utf8) }
  }

  func eventuallyLogs(_ text: String) async throws -> Bool {
    for _ in 0..<3_000 {
      if try log.contains(text) { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  /// The secret of the connection `try`.
  var secret: String {
    get throws { try Self.secret(in: directory) }
  }

  static func secret(in directory: String) throws -> String {
    try String(contentsOfFile: configuration(in: directory) + "/try.secret", encoding: .utf8)
      .trimmingCharacters(in: .newlines)
  }

  /// What `client` gets from the bot's own port, or from the operator's.
  func get(_ path: String, asOperator: Bool = false, with client: HTTPClient) async throws -> HTTPReply {
    let port = asOperator ? addresses.operatorPort : addresses.port
    return try await client.send(
      HTTPCall(method: "GET", url: "http://127.0.0.1:\(port)\(path)", allowPrivateAddresses: true)
    ).get()
  }

  func metrics(with client: HTTPClient) async throws -> String {
    String(decoding: try await get("/metrics", asOperator: true, with: client).body, as: UTF8.self)
  }

  /// How many replies wait to be posted.
  func outboxWaiting(with client: HTTPClient) async throws -> Int? {
    let line = try await metrics(with: client).split(separator: "\n").first { $0.hasPrefix("muster_outbox_waiting ") }
    return line?.split(separator: " ").last.flatMap { Int($0) }
  }

  /// Asks it to read its policy and its texts again.
  func reload() { process.reload() }

  /// Ends it as a power cut would, as far as a process can tell.
  func kill() { process.kill() }

  /// Asks it to stop, and tells its exit status.
  func stop() -> Int32 { process.stop() }

  /// The program, beside the bundle of the tests.
  static let program = URL(filePath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
    .appending(path: "muster").path

  struct Failed: Error, CustomStringConvertible {
    let reason: String

    var description: String { reason }
  }
}

/// Where a bot listens, as its log says.
struct Addresses {
  let port: UInt16
  let operatorPort: UInt16

  /// Waits until the bot of a directory has said where it listens.
  static func announced(in directory: String, while isRunning: () -> Bool) async throws -> Addresses {
    while true {
      let wasRunning = isRunning()
      let log = (try? String(contentsOfFile: RunningBot.logFile(in: directory), encoding: .utf8)) ?? ""
      if let line = log.split(separator: "\n").first(where: { $0.contains("event=started") }) {
        guard let port = port("listen", in: line), let operatorPort = Self.port("operator_listen", in: line) else {
          throw RunningBot.Failed(reason: "no ports in: \(line)")
        }
        return Addresses(port: port, operatorPort: operatorPort)
      }
      guard wasRunning else { throw RunningBot.Failed(reason: "the bot did not start: \(log)") }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  private static func port(_ name: String, in line: some StringProtocol) -> UInt16? {
    let field = line.split(separator: " ").first { $0.hasPrefix(name + "=") }
    return field?.split(separator: ":").last.flatMap { UInt16($0) }
  }
}
