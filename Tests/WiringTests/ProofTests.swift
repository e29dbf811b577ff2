import Configuration
import Foundation
import Permissions
import Platform
import TestSupport
import Testing
import Wiring

/// A policy is proved before the bot starts with it, and only once.
@Suite(.temporaryDirectory, .tags(.io))
struct ProofTests {
  /// A change of the policy that breaks an invariant, and what the operator reads.
  struct Breaking: Sendable, CustomTestStringConvertible {
    let row: String
    let edits: [String: String]
    let key: String
    let words: String

    var testDescription: String { "\(key) by \(row)" }
  }

  @Test(arguments: [
    Breaking(
      row: "V21", edits: ["moderator]": "moderator, none]", "banned, none,": "banned,"], key: "unseen-allows",
      words: "V21 allows an employee without a relation, “log”, in an active hidden workgroup, although the group can't"
        + " be seen"),
    Breaking(
      row: "G13",
      edits: ["[admin-mode, employees": "[employees", "    deny:": "    allow: [admin-mode]\n    deny:"],
      key: "archived-allows",
      words: "G13 allows an employee (owner) in Admin Mode, “archive”, in an archived public workgroup, although"
        + " “archived-allows” doesn't name it"),
    Breaking(
      row: "G1",
      edits: [
        "employees]": "employees, external-none]",
        "[externals]": "[external-member, external-invited, external-banned]",
      ],
      key: "invariants",
      words:
        "G1 allows somebody from outside, “create”, in an active public workgroup, although nobody from outside may"
        + " hold a staff role"),
    Breaking(
      row: "G12", edits: ["owner]": "owner, moderator]", "[moderator, member": "[member"],
      key: "only-owner-or-admin-mode",
      words: "G12 allows an employee (moderator), “archive”, in an active public workgroup, although only the owner or"
        + " Admin Mode may do that"),
    Breaking(
      row: "G5", edits: ["owner]": "owner, admin]"], key: "admins-may-without-admin-mode",
      words:
        "G5 decides an employee (moderator), administrator without Admin Mode, “edit”, in an active public workgroup"
        + " otherwise than an ordinary employee"),
    Breaking(
      row: "T1", edits: ["owner, moderator, member": "owner, member", "[requester": "[moderator, requester"],
      key: "unranked",
      words: "T1 allows an employee (member), “task-add”, in an active public workgroup, but not: an employee"
        + " (moderator)"),
  ])
  func `the start is refused with the combination that breaks an invariant`(_ breaking: Breaking) throws {
    let config = TemporaryDirectory.path + "/config"
    try Shipped.copy(to: config)
    let text = try Shipped.policy(row: breaking.row, breaking.edits)
    try text.write(toFile: config + "/policy.yaml", atomically: true, encoding: .utf8)
    let start = try ProgramRun(["serve", "--config", config], in: TemporaryDirectory.path)
    #expect(start.status == 2)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let key = try #require(
      lines.firstIndex { $0 == "\(breaking.key):" || $0.hasPrefix("  \(breaking.key): ") })
    let rule = try #require(lines.firstIndex { $0 == "  - row: \(breaking.row)" })
    let column = breaking.key == "invariants" ? 1 : 3
    #expect(
      start.errors
        == "\(config)/policy.yaml:\(key + 1):\(column): \(breaking.words); \(breaking.row) is in line \(rule + 1)\n")
    #expect(start.output.isEmpty)
  }

  // MARK: - Kept

  @Test func `what was proved is not proved again until the text changes`() async throws {
    let directory = TemporaryDirectory.path
    #expect(try await Self.proofs(of: "", in: directory) == Action.allCases.count)
    #expect(try await Self.proofs(of: "", in: directory) == 0)
    #expect(try await Self.proofs(of: "# another comment\n", in: directory) == Action.allCases.count)
    #expect(try await Self.proofs(of: "# another comment\n", in: directory) == 0)
    #expect(try TemporaryDirectory.mode(of: directory + "/policy.yaml.proof") == 0o644)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["policy.yaml.proof"])
  }

  @Test func `a policy that was refused is proved again`() async throws {
    let path = TemporaryDirectory.path + "/policy.yaml"
    let file = try Self.file("")
    let place = Place(file: "f", line: 1, column: 1)
    let refusing = Proof(ofPolicyAt: path) { _, action in action == .log ? Problem("no", at: place) : nil }
    await #expect(throws: ConfigurationError.self) { try await refusing.prove(file) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: TemporaryDirectory.path).isEmpty)
    #expect(try await Self.proofs(of: "", in: TemporaryDirectory.path) == Action.allCases.count)
  }

  @Test(arguments: [0o666, 0o664, 0o646])
  func `a proof that others may write is not believed`(_ mode: Int) async throws {
    let directory = TemporaryDirectory.path
    _ = try await Self.proofs(of: "", in: directory)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: directory + "/policy.yaml.proof")
    #expect(try await Self.proofs(of: "", in: directory) == Action.allCases.count)
  }

  @Test(arguments: ["", "f", "# proved\n"])
  func `a proof that is not whole is not believed`(_ text: String) async throws {
    let directory = TemporaryDirectory.path
    _ = try await Self.proofs(of: "", in: directory)
    try text.write(toFile: directory + "/policy.yaml.proof", atomically: true, encoding: .utf8)
    #expect(try await Self.proofs(of: "", in: directory) == Action.allCases.count)
  }

  @Test func `where no proof can be kept, each start proves`() async throws {
    for _ in 1...2 {
      #expect(try await Self.proofs(of: "", in: TemporaryDirectory.path + "/absent") == Action.allCases.count)
    }
  }

  @Test func `a proof that is under way ends with its task`() async throws {
    let path = TemporaryDirectory.path + "/policy.yaml"
    let file = try Self.file("")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await Proof(ofPolicyAt: path) { _, _ in nil }.prove(file)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try FileManager.default.contentsOfDirectory(atPath: TemporaryDirectory.path).isEmpty)
  }

  /// How many actions are proved at a start with the shipped policy and some text after it.
  private static func proofs(of text: String, in directory: String) async throws -> Int {
    let count = Guarded(0)
    let proof = Proof(ofPolicyAt: directory + "/policy.yaml") { _, _ in
      count.withLock { $0 += 1 }
      return nil
    }
    try await proof.prove(file(text))
    return count.withLock { $0 }
  }

  private static func file(_ rest: String) throws -> PolicyFile {
    let text = try String(contentsOfFile: Shipped.directory + "/policy.yaml", encoding: .utf8)
    return try PolicyFile(bytes: Array((text + rest).utf8), displayName: "policy.yaml")
  }
}
