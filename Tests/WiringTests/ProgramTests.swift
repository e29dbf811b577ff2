import Foundation
import TestSupport
import Testing

/// What the program prints and how it ends, for the tasks that end by themselves.
@Suite(.temporaryDirectory, .tags(.io))
struct ProgramTests {
  @Test func `check says that a configuration is sound`() async throws {
    let directory = TemporaryDirectory.path
    try await RunningBot.configure(directory, on: .sqlite)
    let config = RunningBot.configuration(in: directory)
    let run = try ProgramRun(["check", "--config", config], in: directory)
    #expect(run.output == "The configuration in \(config) is sound. Connections: try.\n")
    #expect(run.errors.isEmpty)
    #expect(run.status == 0)
  }

  @Test func `check says which connection is not served, and why`() async throws {
    let directory = TemporaryDirectory.path
    try await RunningBot.configure(
      directory, on: .sqlite, edits: ["\nlisten: 127.0.0.1:8080": "\nlisten: 0.0.0.0:0"])
    let config = RunningBot.configuration(in: directory)
    let run = try ProgramRun(["check", "--config", config], in: directory)
    #expect(
      run.output == """
        The configuration in \(config) is sound. Connections: none.
        The connection try is not served: the bot can be reached from outside.

        """)
    #expect(run.status == 0)
  }

  @Test(arguments: ["check", "serve"])
  func `a certificate or key that can't be used is told with its place`(_ task: String) async throws {
    let directory = TemporaryDirectory.path
    try await RunningBot.configure(
      directory, on: .sqlite,
      edits: ["\ntime_zone: UTC": "\ntime_zone: UTC\ntls:\n  certificate: /nowhere.pem\n  key: /nowhere.pem"])
    let run = try ProgramRun([task, "--config", RunningBot.configuration(in: directory)], in: directory)
    let place = #/.*/bot\.yaml:\d+:16: reading the certificate /nowhere\.pem failed: .*No such file.*\n/#
    #expect(run.errors.wholeMatch(of: place) != nil, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.status == 2)
  }

  @Test func `check says everything that is wrong, with its place`() async throws {
    let directory = TemporaryDirectory.path
    try await RunningBot.configure(
      directory, on: .sqlite,
      edits: ["\ntime_zone: UTC": "\ntime_zone: UCT0", "\n    messenger: slack": "\n    messenger: slak"])
    let config = RunningBot.configuration(in: directory)
    let run = try ProgramRun(["check", "--config", config], in: directory)
    let problems = run.errors.split(separator: "\n").map(String.init)
    #expect(problems.count == 2)
    #expect(problems.allSatisfy { $0.wholeMatch(of: #/.*/bot\.yaml:\d+:\d+: .*/#) != nil })
    #expect(problems.first?.contains("\"UCT0\" is no time zone") == true)
    #expect(problems.last?.contains("did you mean \"slack\"?") == true)
    #expect(run.output.isEmpty)
    #expect(run.status == 2)
  }

  @Test func `the shell answers what its standard input says, line by line, until that ends`() async throws {
    let directory = TemporaryDirectory.path
    try await RunningBot.configure(directory, on: .sqlite)
    let shell = try ChildProcess([
      RunningBot.program, "shell", "--as", "ann", "--config", RunningBot.configuration(in: directory),
    ])
    shell.write(line: "project create Apollo")
    #expect(shell.line()?.hasPrefix("The public project Apollo is yours.") == true)
    shell.write(line: "/project archive Apollo")
    shell.write(line: "project archve Apollo")
    shell.endInput()
    let rest = shell.lines()
    #expect(rest.contains { $0.hasPrefix("Apollo is archived") })
    #expect(rest.contains { $0.contains("There is no “archve” after /project.") })
    #expect(shell.wait() == 0)
  }
}
