import CommandLanguage
import Talks

/// What was asked for on the command line.
struct CommandLine: Equatable {
  var task: Task
  var configuration = "bot-config"

  /// What the program can do.
  enum Task: Equatable {
    case serve
    case shell(name: String)
    case check
    case policy(PolicyRequest)
    case bench(BenchRequest)
    case sink(address: String)
    case test(TestOptions)
    /// The bot of one scripted conversation, for `test` alone.
    case talkBot([String])
    case help
    case version

    /// Whether it goes on until it is told to stop.
    var serves: Bool {
      switch self {
      case .serve, .sink: true
      case .shell, .check, .policy, .bench, .test, .talkBot, .help, .version: false
      }
    }
  }

  /// A mistake on the command line, as a sentence.
  struct Mistake: Error, Equatable {
    let text: String
  }

  /// - Parameter arguments: Without the program's own name.
  init(_ arguments: [String]) throws(Mistake) {
    if arguments.first == "test", !arguments.contains(where: { ["-h", "--help"].contains($0) }) {
      let test = try TestOptions(arguments.dropFirst())
      task = .test(test)
      configuration = test.configuration
      return
    }
    if arguments.first == TalkChild.word {
      task = .talkBot(Array(arguments.dropFirst()))
      return
    }
    var rest = arguments[...]
    var options: [String: String] = [:]
    var words: [String] = []
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-") else {
        words.append(argument)
        continue
      }
      if ["-h", "--help"].contains(argument) {
        task = words.first == "policy" ? .policy(.help) : .help
        return
      }
      if argument == "--version" {
        task = .version
        return
      }
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts.first ?? argument
      guard Self.options.contains(name) else {
        throw Mistake(text: "There is no option \(name)\(Self.guess(name, among: Self.options))")
      }
      if Self.flags.contains(name) {
        guard parts.count == 1 else { throw Mistake(text: "\(name) stands alone, without “\(parts[1])”.") }
        options[name] = ""
        continue
      }
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst(), !value.isEmpty else {
        throw Mistake(text: "What follows \(name)? See muster --help.")
      }
      options[name] = value
    }
    guard let word = words.first else {
      task = .help
      return
    }
    var further = words.dropFirst()
    switch word {
    case "serve": task = .serve
    case "shell": task = .shell(name: options.removeValue(forKey: "--as") ?? "you")
    case "check": task = .check
    case "policy": task = .policy(try PolicyRequest(&further, &options))
    case "bench": task = .bench(try BenchRequest(&further, &options))
    case "sink": task = .sink(address: options.removeValue(forKey: "--listen") ?? "127.0.0.1:8081")
    default: throw Mistake(text: "There is no “\(word)”\(Self.guess(word, among: Self.words)) See muster --help.")
    }
    if let left = further.first { throw Mistake(text: "“\(left)” is more than “\(word)” takes. See muster --help.") }
    if let directory = options.removeValue(forKey: "--config") { configuration = directory }
    if let left = options.keys.min() { throw Mistake(text: "“\(word)” takes no \(left). See muster --help.") }
  }

  /// The end of a sentence about a mistake: the question when there is something near to what was written.
  static func guess(_ word: String, among all: [String]) -> String {
    all.nearest(to: word).map { "; did you mean \($0)?" } ?? "."
  }

  private static let words = ["serve", "shell", "check", "policy", "bench", "sink", "test"]
  private static let options = ["--config", "--as", "--listen", "--control"] + PolicyRequest.options
  /// Options without a value.
  private static let flags = ["--json", "--control"]

  static let help = """
    Muster runs a company's workgroups, projects and collabs from chat.

      muster serve             answers messengers until it is told to stop
      muster shell             a conversation in the terminal; what is typed is done
      muster check             reads the configuration and reports every mistake
      muster policy check      proves the permission rules and reports every mistake and every rule that does nothing
      muster policy table      prints the whole decision table; with --json one object a line
      muster policy explain    what is decided in a situation, by which rule, and what would change that
      muster policy diff       what changes from one policy to another
      muster bench decisions   how long a permission decision takes
      muster sink              prints the replies that are posted to it, for trying
      muster test PATH…        holds scripted conversations and tells which went otherwise (docs/talks.md)

      --config DIR             the configuration (bot-config)
      --as NAME                who speaks in the shell (you)
      --listen HOST:PORT       where the sink listens (127.0.0.1:8081)
      --help, --version; muster policy --help says more about the rules

    muster test also takes --update, --only TEXT, --jobs N, --messenger NAME|all, --store sqlite|postgresql:URL,
    --report junit FILE and --coverage.

    The exit status is 0 when all is well; 1 when the machine or the store fails, or a talk goes otherwise; and 2 when
    there is a mistake on the command line or in the configuration.
    """

  static let version = "0.1.0"
}
