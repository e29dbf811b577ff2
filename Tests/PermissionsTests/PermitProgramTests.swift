import Foundation
import TestSupport
import Testing

/// Programs that would get round the engine don't compile.
@Suite(.temporaryDirectory)
struct PermitProgramTests {
  struct Program: CustomTestStringConvertible, Sendable {
    let story: String
    let body: String
    /// A part of what the compiler says; `nil` for a program that compiles.
    let error: String?

    var testDescription: String { story }
  }

  @Test(arguments: [
    Program(
      story: "asks, and writes once",
      body: """
        let permit = try policy.decide(.archive, by: facts, about: subject).permit()
        guard permit.covers(.archive) else { return }
        try workspace.apply(.archive, by: permit, at: now)
        """, error: nil),
    Program(
      story: "writes without asking", body: "try workspace.apply(.archive, at: now)",
      error: "missing argument for parameter 'by'"),
    Program(
      story: "writes without looking at the answer",
      body: "try workspace.apply(.archive, by: policy.decide(.archive, by: facts, about: subject), at: now)",
      error: "cannot convert value of type 'Decision' to expected argument type 'Permit'"),
    Program(
      story: "forges a permit",
      body: """
        try workspace.apply(
          .archive,
          by: Permit(
            .archive, subject, row: "G12", inAdminMode: false, condition: nil, seesGroup: true, joinsAs: .member),
          at: now)
        """, error: "'Permit' initializer is inaccessible due to 'internal' protection level"),
    Program(
      story: "uses a permit twice",
      body: """
        let permit = try policy.decide(.archive, by: facts, about: subject).permit()
        try workspace.apply(.archive, by: permit, at: now)
        try workspace.apply(.unarchive, by: permit, at: now)
        """, error: "'permit' consumed more than once"),
    Program(
      story: "takes a permit twice from one decision",
      body: """
        let decision = policy.decide(.archive, by: facts, about: subject)
        try workspace.apply(.archive, by: try decision.permit(), at: now)
        try workspace.apply(.archive, by: try decision.permit(), at: now)
        """, error: "'decision' consumed more than once"),
    Program(
      story: "copies a permit",
      body: """
        let permit = try policy.decide(.archive, by: facts, about: subject).permit()
        let other = copy permit
        try workspace.apply(.archive, by: other, at: now)
        """, error: "'copy' cannot be applied to noncopyable types"),
    Program(
      story: "keeps permits in a list",
      body: "var kept = [try policy.decide(.archive, by: facts, about: subject).permit()]; kept.removeAll()",
      error: "requires that 'Permit' conform to 'Copyable'"),
    Program(
      story: "keeps a permit in a value that is copied",
      body: "struct Kept { let permit: Permit }",
      error: "stored property 'permit' of 'Copyable'-conforming struct 'Kept' has non-Copyable type 'Permit'"),
    // The compiler lets an object keep one; `ImportTests` find such a property in the sources.
    Program(
      story: "keeps a permit in an object", body: "final class Kept { var permit: Permit? }; _ = Kept()", error: nil),
    Program(
      story: "keeps a permit for later",
      body: """
        let permit = try policy.decide(.archive, by: facts, about: subject).permit()
        later { [workspace] in
          var workspace = workspace
          try workspace.apply(.archive, by: permit, at: now)
        }
        """, error: "cannot be consumed when captured by an escaping closure"),
    Program(
      story: "hides a permit behind Any",
      body: """
        let kept: Any = try policy.decide(.archive, by: facts, about: subject).permit()
        print(kept)
        """, error: "value of type 'Permit' does not conform to specified type 'Copyable'"),
  ])
  func `a program that`(_ program: Program) throws {
    let errors = try compile(program.body)
    guard let expected = program.error else {
      #expect(errors.isEmpty, "\(errors)")
      return
    }
    #expect(errors.contains(expected), "\(errors)")
  }

  /// What the compiler says of a function with this body, in the package of this test.
  private func compile(_ body: String) throws -> String {
    let program = """
      import Commands
      import Domain
      import Permissions

      func later(_ body: @escaping () throws -> Void) {}

      func command(
        _ policy: Policy, _ facts: Facts, _ subject: Subject, _ workspace: inout any Workspace, at now: Moment
      ) throws {
      \(body)
      }
      """
    let source = TemporaryDirectory.path + "/program.swift"
    try program.write(toFile: source, atomically: true, encoding: .utf8)
    let errors = TemporaryDirectory.path + "/errors"
    let compiler = try ChildProcess(
      [
        "swiftc", "-emit-sil", "-o", "/dev/null", "-parse-as-library", "-swift-version", "6", "-package-name",
        Self.package, "-I", Bundle.module.bundleURL.deletingLastPathComponent().appending(path: "Modules").path, source,
      ], errors: errors)
    compiler.wait()
    return try String(contentsOfFile: errors, encoding: .utf8)
  }

  /// The name under which the package is built: that of its folder.
  private static let package: String = {
    let folder = URL(filePath: #filePath).appending(path: "../../..").standardized.lastPathComponent
    return String(folder.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }()
}
