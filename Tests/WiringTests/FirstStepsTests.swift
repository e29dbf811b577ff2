import Foundation
import TestSupport
import Testing

@testable import muster

/// What somebody does who follows the README: starts the bot and a sink, and pastes the line that the bot prints.
@Suite(.temporaryDirectory, .tags(.io))
struct FirstStepsTests {
  private static let readme = Result {
    try String(
      contentsOf: URL(filePath: Shipped.directory).deletingLastPathComponent().appending(path: "README.md"),
      encoding: .utf8)
  }

  @Test func `the printed line is answered with 200, and the reply arrives at the sink`() async throws {
    let readme = try Self.readme.get()
    #expect(readme.contains("\n.build/release/muster sink\n"))
    #expect(try CommandLine(["sink"]).task == .sink(address: "127.0.0.1:8081"))
    #expect(readme.contains("`http://127.0.0.1:8081/`"))
    let sink = try ChildProcess([RunningBot.program, "sink", "--listen", "127.0.0.1:0"])
    let greeting = try #require(sink.line())
    let address = try #require(greeting.split(separator: " ").first { $0.hasPrefix("http://") })
    let bot = try await RunningBot.start(in: TemporaryDirectory.path)
    let line = try Self.printedLine(of: bot)
    #expect(line.contains("response_url=http://127.0.0.1:8081/&"))

    let answer = try Self.shell(line.replacing("http://127.0.0.1:8081/", with: address))
    #expect(answer.first == "HTTP/1.1 200 OK")
    #expect(answer.last?.isEmpty == true, "the reply is in the answer: \(answer)")
    #expect(sink.line()?.isEmpty == true)
    #expect(sink.line() == "POST /")
    let reply = try #require(sink.line())
    #expect(reply.contains("The public project Apollo is yours."))
    #expect(bot.stop() == 0)
    #expect(sink.stop() == 0)
  }

  @Test func `with reply inline for the connection, the reply is in the answer itself`() async throws {
    #expect(try Self.readme.get().contains("With `reply: inline` for the connection `try` in `bot-config/bot.yaml`"))
    let bot = try await RunningBot.start(
      in: TemporaryDirectory.path, edits: ["\n    reply: post": "\n    reply: inline"])
    let answer = try Self.shell(try Self.printedLine(of: bot))
    #expect(answer.first == "HTTP/1.1 200 OK")
    #expect(answer.last?.contains("The public project Apollo is yours.") == true, "\(answer)")
    #expect(bot.stop() == 0)
  }

  @Test func `the line can be pasted again, and is another command then`() async throws {
    let bot = try await RunningBot.start(in: TemporaryDirectory.path)
    let line = try Self.printedLine(of: bot)
    for _ in 1...2 { #expect(try Self.shell(line).first == "HTTP/1.1 200 OK") }
    #expect(bot.stop() == 0)
    let answered = try bot.log.split(separator: "\n").filter { $0.contains("event=delivery") }
    #expect(answered.count { $0.contains("outcome=done status=200") } == 2)
  }

  @Test func `the line can be pasted in another directory, wherever the bot was started`() async throws {
    let directory = TemporaryDirectory.path + "/it's \"here\""
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let up = FileManager.default.currentDirectoryPath.split(separator: "/").map { _ in "../" }.joined()
    let bot = try await RunningBot.start(in: up + directory.dropFirst())
    let line = try Self.printedLine(of: bot)
    #expect(try Self.shell("cd / && \(line)").first == "HTTP/1.1 200 OK")
    #expect(bot.process.line()?.isEmpty == true)
    #expect(try #require(bot.process.line()).contains("`\(RunningBot.program) sink` shows it"))
    #expect(bot.stop() == 0)
  }

  @Test func `with a certificate, the line speaks TLS`() async throws {
    let path = TemporaryDirectory.path + "/tls"
    let made = try ChildProcess([
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-keyout", "\(path).key", "-out", "\(path).pem",
    ])
    #expect(made.wait() == 0)
    let tls = "tls: {certificate: \(path).pem, key: \(path).key}"
    let bot = try await RunningBot.start(
      in: TemporaryDirectory.path,
      edits: ["# tls: {certificate: /etc/muster/certificate.pem, key: /etc/muster/key.pem}": tls])
    let line = try Self.printedLine(of: bot)
    #expect(line.contains("https://127.0.0.1:\(bot.port)/hooks/try"))
    #expect(try Self.shell(line).first == "HTTP/1.1 200 OK")
    // Who speaks plainly is not heard.
    #expect(try Self.shell(line.replacing("https://", with: "http://")).isEmpty)
    #expect(bot.stop() == 0)
  }

  /// The line that is to be pasted.
  private static func printedLine(of bot: RunningBot) throws -> String {
    while let line = bot.process.line() {
      if line.contains("curl ") { return line }
    }
    throw RunningBot.Failed(reason: "the bot prints no line to paste")
  }

  /// What a line prints that is typed into a shell.
  private static func shell(_ line: String) throws -> [String] {
    let lines = try ChildProcess(["/bin/sh", "-c", line]).lines()
    return lines.map { $0.trimmingCharacters(in: .newlines) }
  }
}
