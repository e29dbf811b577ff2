import Foundation
import Glibc

/// `muster serve` as a process of its own, with the shipped configuration but for its addresses and its store.
final class RunningBot: Sendable {
  let port: UInt16
  let operatorPort: UInt16
  /// Where its configuration, its store and its log are.
  let directory: String
  private let process: Process

  /// - Parameters:
  ///   - directory: The same one starts the same bot again.
  ///   - edits: What is replaced in `bot.yaml`.
  static func start(in directory: String, store: String? = nil, edits: [String: String] = [:]) async throws
    -> RunningBot
  {
    let config = directory + "/config"
    if !FileManager.default.fileExists(atPath: config) {
      try FileManager.default.copyItem(atPath: Shipped.directory, toPath: config)
      try? FileManager.default.removeItem(atPath: config + "/try.secret")
    }
    var settings = try String(contentsOfFile: Shipped.directory + "/bot.yaml", encoding: .utf8)
    let addresses = [
      "\nlisten: 127.0.0.1:8080": "\nlisten: 127.0.0.1:0",
      "\noperator_listen: 127.0.0.1:9090": "\noperator_listen: 127.0.0.1:0",
      "\nstore: sqlite:muster.db": "\nstore: \(store ?? "sqlite:\(directory)/muster.db")",
    ]
    for (old, new) in addresses.merging(edits, uniquingKeysWith: { $1 }) {
      guard settings.contains(old) else { throw Failed(reason: "bot.yaml has no “\(old)”") }
      settings = settings.replacing(old, with: new)
    }
    try settings.write(toFile: config + "/bot.yaml", atomically: true, encoding: .utf8)
    return try await RunningBot(in: directory)
  }

  private init(in directory: String) async throws {
    self.directory = directory
    let log = directory + "/log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process = Process()
    process.executableURL = URL(filePath: Self.program)
    process.arguments = ["serve", "--config", directory + "/config"]
    process.standardError = FileHandle(forWritingAtPath: log)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while true {
      let text = try String(contentsOfFile: log, encoding: .utf8)
      if let line = text.split(separator: "\n").first(where: { $0.contains("event=started") }) {
        guard let port = Self.port("listen", in: line), let operatorPort = Self.port("operator_listen", in: line) else {
          throw Failed(reason: "no ports in: \(line)")
        }
        self.port = port
        self.operatorPort = operatorPort
        return
      }
      guard process.isRunning else { throw Failed(reason: "the bot did not start: \(text)") }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  deinit { if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) } }

  /// Everything it has logged since its start.
  var log: String {
    get throws { try String(contentsOfFile: directory + "/log", encoding: .utf8) }
  }

  /// The secret of the connection `try`.
  var secret: String {
    get throws {
      try String(contentsOfFile: directory + "/config/try.secret", encoding: .utf8).trimmingCharacters(in: .newlines)
    }
  }

  /// Ends it as a power cut would, as far as a process can tell.
  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks it to stop, and tells its exit status.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  /// The program, beside the bundle of the tests.
  static let program = URL(filePath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
    .appending(path: "muster").path

  private static func port(_ name: String, in line: some StringProtocol) -> UInt16? {
    let field = line.split(separator: " ").first { $0.hasPrefix(name + "=") }
    return field?.split(separator: ":").last.flatMap { UInt16($0) }
  }

  struct Failed: Error, CustomStringConvertible {
    let reason: String

    var description: String { reason }
  }
}
