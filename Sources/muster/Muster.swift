import Configuration
import Domain
import Glibc
import Platform

/// The program: does what the command line asks for.
struct Muster {
  let line: CommandLine
  let log: Log

  func run() async throws {
    switch line.task {
    case .help: print(CommandLine.help)
    case .version: print("muster \(CommandLine.version)")
    case .serve: try await Serve(setup: Setup.read(line.configuration), directory: line.configuration, log: log).run()
    case .shell(let name): try await Shell(setup: Setup.read(line.configuration), name: name, log: log).run()
    case .check: try check()
    case .sink(let address):
      guard let address = ListenAddress(address) else {
        throw CommandLine.Mistake(text: "“\(address)” is no HOST:PORT to listen on.")
      }
      try await Sink(address: address).run()
    }
  }

  private func check() throws {
    let setup = try Setup.read(line.configuration)
    let connections = setup.settings.connections.map(\.name).joined(separator: ", ")
    print("The configuration in \(line.configuration) is sound: \(connections); store and rules as written there.")
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
