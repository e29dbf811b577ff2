import Foundation
import TestSupport

/// The program, run to its end.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  init(_ arguments: [String], in directory: String) throws {
    let errors = directory + "/errors"
    let process = try ChildProcess([RunningBot.program] + arguments, errors: errors)
    output = process.lines().map { $0 + "\n" }.joined()
    status = process.wait()
    self.errors = try String(contentsOfFile: errors, encoding: .utf8)
  }
}

extension Shipped {
  /// Copies the configuration to `path`, with the proof of its policy: that takes long in a program built for tests.
  static func copy(to path: String) throws {
    try FileManager.default.copyItem(atPath: directory, toPath: path)
    for name in ["try.secret", "policy.yaml.proof"] { try? FileManager.default.removeItem(atPath: "\(path)/\(name)") }
    let made = FileManager.default.createFile(
      atPath: "\(path)/policy.yaml.proof", contents: try proof.get(), attributes: [.posixPermissions: 0o644])
    guard made else { throw Missing() }
  }

  private static let proof = Result { () throws -> Data in
    let workplace = try TemporaryDirectory.make()
    defer { TemporaryDirectory.remove(workplace) }
    try FileManager.default.copyItem(atPath: directory, toPath: "\(workplace)/config")
    let check = try ProgramRun(["check", "--config", "\(workplace)/config"], in: workplace)
    guard check.status == 0 else { throw RunningBot.Failed(reason: check.errors) }
    return try Data(contentsOf: URL(filePath: "\(workplace)/config/policy.yaml.proof"))
  }

  /// The policy that ships, and a rule that does nothing.
  static func policyWithIdleRule() throws -> String {
    let rule = """
      rules:
        - row: own-1
          action: archive
          kind: project
          privacy: any
          archived: yes
          deny:
            archived: [admin-mode, employees, externals]

      """
    return try policy(row: "G12", [:]).replacing("\nrules:\n", with: "\n" + rule)
  }

  /// The policy that ships, with edits within one row.
  static func policy(row: String, _ edits: [String: String]) throws -> String {
    let text = try String(contentsOfFile: directory + "/policy.yaml", encoding: .utf8)
    guard let start = text.firstRange(of: "  - row: \(row)\n") else { throw Missing() }
    let end = text[start.upperBound...].firstRange(of: "  - row: ")?.lowerBound ?? text.endIndex
    var part = String(text[start.lowerBound..<end])
    for (old, new) in edits {
      guard part.contains(old) else { throw Missing() }
      part = part.replacing(old, with: new)
    }
    return "\(text[..<start.lowerBound])\(part)\(text[end...])"
  }
}
