import Configuration
import Domain
import Glibc
import Platform
import Storage

Signals.block()
let log = Log()
do {
  let line = try CommandLine(Array(Swift.CommandLine.arguments.dropFirst()))
  try await Muster(line: line, log: log).run()
} catch let mistake as CommandLine.Mistake {
  complain(mistake.text, status: 2)
} catch let error as ConfigurationError {
  complain("\(error)", status: 2)
} catch {
  complain("muster can't go on: \((error as? any Explained)?.operatorText ?? "\(error)")", status: 1)
}
log.flush()
