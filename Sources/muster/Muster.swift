import Configuration
import Domain
import Glibc
import Platform
import Talks
import Wiring

/// The program: does what the command line asks for.
@main
struct Muster {
  let line: CommandLine
  let log: Log
  let signals: AsyncStream<Signals.Signal>

  static func main() {
    let line: CommandLine
    do throws(CommandLine.Mistake) {
      line = try CommandLine(Array(Swift.CommandLine.arguments.dropFirst()))
    } catch {
      complain(error.text, status: 2)
    }
    // What serves ends in its own time; the rest ends at once, as any program does.
    if line.task.serves { Signals.block() }
    let (signals, continuation) = AsyncStream.makeStream(of: Signals.Signal.self)
    // The process ends with this task.
    Task.detached { await Muster(line: line, log: Log(), signals: signals).runToTheEnd() }
    Signals.wait { continuation.yield($0) }
  }

  private func runToTheEnd() async -> Never {
    do {
      try await run()
    } catch let mistake as CommandLine.Mistake {
      complain(mistake.text, status: 2)
    } catch let error as ConfigurationError {
      complain("\(error)", status: 2)
    } catch {
      log.flush()
      complain("muster can't go on: \((error as? any Explained)?.operatorText ?? "\(error)")", status: 1)
    }
    log.flush()
    flushOutput()
    exit(0)
  }

  private func run() async throws {
    switch line.task {
    case .help: print(CommandLine.help)
    case .version: print("muster \(CommandLine.version)")
    case .serve:
      let setup = try Setup.read(line.configuration)
      try await setup.prove()
      try await Serve(setup: setup, directory: line.configuration, log: log, signals: signals).run()
    case .shell(let name):
      let setup = try Setup.read(line.configuration)
      try await setup.prove()
      try await Shell(setup: setup, name: name, log: log).run()
    case .check: try await check()
    case .policy(let request): try await PolicyTools(directory: line.configuration).answer(request)
    case .bench(let request):
      let path = RuleFiles.path(of: "policy.yaml", in: line.configuration)
      DecisionBench(policy: try PolicyFile(path: path, displayName: path).policy).answer(request)
    case .sink(let text):
      guard let address = ListenAddress(text) else {
        throw CommandLine.Mistake(text: "“\(text)” is no HOST:PORT to listen on.")
      }
      try await Sink(address: address, signals: signals).run()
    case .test(let options):
      guard try await TestTalks(options: options).run() else {
        flushOutput()
        exit(1)
      }
    case .talkBot(let arguments):
      guard let child = try TalkChild(arguments) else {
        throw CommandLine.Mistake(text: "“\(TalkChild.word)” is started by muster test alone.")
      }
      try await child.run()
    }
  }

  private func check() async throws {
    let setup = try Setup.read(line.configuration)
    try await setup.prove(refusingIdleRules: true)
    let served = setup.settings.served.map(\.name)
    let connections = served.isEmpty ? "none" : served.joined(separator: ", ")
    print("The configuration in \(line.configuration) is sound. Connections: \(connections).")
    for (name, why) in setup.settings.unserved { print("The connection \(name) is not served: \(why).") }
  }
}

/// Says what is wrong, and ends the program.
func complain(_ text: String, status: Int32) -> Never {
  let bytes = Array((text + "\n").utf8)
  _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  exit(status)
}

/// Brings what was printed to the reader now, also where the output is a file or a pipe.
func flushOutput() { fflush(nil) }

func isTerminal() -> Bool { isatty(STDIN_FILENO) == 1 }
