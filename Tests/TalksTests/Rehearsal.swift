import Configuration
import Domain
import Engine
import Foundation
import Talks
import TestSupport
import Wiring

/// Talks that a test holds, with the configuration that ships.
enum Rehearsal {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let configuration = root.appending(path: "bot-config").path

  /// A program beside the bundle of the tests.
  static func program(_ name: String) -> String {
    URL(filePath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent().appending(path: name).path
  }

  static func setup() throws -> Setup { try shippedSetup.get() }

  /// Read once for all tests: that takes longer than a talk.
  private static let shippedSetup = Result { try Setup.read(configuration, secrets: .notNeeded) }

  /// Reads a talk from its text.
  ///
  /// - Parameter others: The texts of other files, by name.
  static func talk(_ text: String, including others: [String: String] = [:]) throws(ConfigurationError) -> Talk {
    try TalkReader.read("a.talk", languages: ["de", "en"]) { name in
      let found = name == "a.talk" ? text : others[name]
      return found.map { .success($0) } ?? .failure(FileContents.Fault(sentence: "it does not exist"))
    }
  }

  /// What becomes of one talk.
  static func result(
    of text: String, including others: [String: String] = [:], on messenger: String? = nil, ports: Ports = Ports(),
    program: String = "muster", coverage: Coverage = Coverage()
  ) async throws -> TalkResult {
    let order = TalkRun.Order(try talk(text, including: others), on: messenger)
    return try await hold([order], ports: ports, program: program, coverage: coverage)[0]
  }

  static func hold(
    _ orders: [TalkRun.Order], in store: TalkRun.Store? = nil, ports: Ports = Ports(), program: String = "muster",
    coverage: Coverage = Coverage()
  ) async throws -> [TalkResult] {
    let setup = try setup()
    let store = store ?? .sqlite(directory: TemporaryDirectory.path)
    return try await Stage.standing { stage in
      await TalkRun(
        setup, configuration: configuration, on: stage, store: store, coverage: coverage,
        program: Self.program(program), ports: ports, keepsTranscripts: true
      ).hold(orders, jobs: 4)
    }
  }

  /// The talks of the configuration that ships.
  static func shipped() throws -> [Talk] {
    try Files.talks(at: configuration + "/talks").map { try TalkReader.read($0, languages: ["de", "en"]) }
  }
}

extension TalkResult {
  var failures: [Failure] { if case .failed(let failures) = outcome { failures } else { [] } }

  /// What went otherwise, as an operator reads it.
  var text: String {
    guard let policy = try? Rehearsal.setup().policy else { return "there is no policy" }
    return switch outcome {
    case .passed: "passed"
    case .skipped(let reason): "skipped: \(reason)"
    case .broken(let reason): "broken: \(reason)"
    case .failed(let failures): failures.map { $0.description(under: policy) }.joined(separator: "\n")
    }
  }
}
