import CommandLanguage

/// What `muster test` was asked for.
struct TestOptions: Equatable {
  var paths: [String] = []
  var configuration = "bot-config"
  /// Only talks with this in their title or file.
  var only: String?
  var jobs = 8
  /// On which messenger everybody is; `all` for each in turn.
  var messenger: String?
  /// The address of a database; `nil` for SQLite.
  var database: String?
  /// Where the report for a build server goes.
  var report: String?
  var updates = false
  var tellsCoverage = false

  /// - Parameter arguments: What follows `test`.
  init(_ arguments: some Sequence<String>) throws(CommandLine.Mistake) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-") else {
        paths.append(argument)
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts.first ?? argument
      var given = parts.dropFirst().first
      func value() throws(CommandLine.Mistake) -> String {
        guard let value = given ?? rest.popFirst(), !value.isEmpty else {
          throw CommandLine.Mistake(text: "What follows \(name)? See muster --help.")
        }
        given = nil
        return value
      }
      switch name {
      case "--update": updates = true
      case "--coverage": tellsCoverage = true
      case "--config": configuration = try value()
      case "--only": only = try value()
      case "--messenger": messenger = try value()
      case "--jobs":
        guard let number = Int(try value()), 1...1_000 ~= number else {
          throw CommandLine.Mistake(text: "--jobs takes a number from 1 to 1000.")
        }
        jobs = number
      case "--store":
        let location = try value()
        guard location == "sqlite" || location.hasPrefix("postgresql:") || location.hasPrefix("postgres:") else {
          throw CommandLine.Mistake(text: "--store takes sqlite or postgresql://USER@HOST/DATABASE.")
        }
        database = location == "sqlite" ? nil : location
      case "--report":
        guard try value() == "junit" else { throw CommandLine.Mistake(text: "--report is followed by junit FILE.") }
        report = try value()
      default:
        let meant = Self.options.nearest(to: name).map { "; did you mean \($0)?" } ?? ""
        throw CommandLine.Mistake(text: "“test” has no option \(name)\(meant)")
      }
      guard given == nil else { throw CommandLine.Mistake(text: "\(name) takes no value.") }
    }
    guard !paths.isEmpty else {
      throw CommandLine.Mistake(text: "Which talks? Write muster test PATH, such as bot-config/talks.")
    }
    guard !updates || messenger == nil else {
      throw CommandLine.Mistake(
        text: "--update writes what comes on the messengers that a talk names: without --messenger.")
    }
  }

  private static let options = [
    "--config", "--update", "--only", "--jobs", "--messenger", "--store", "--report", "--coverage",
  ]
}
