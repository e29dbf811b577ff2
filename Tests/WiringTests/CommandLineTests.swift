import Testing

@testable import muster

/// What an operator types, and what is meant by it.
struct CommandLineTests {
  @Test(
    arguments: [
      ("", .help), ("--help", .help), ("serve -h", .help), ("--version", .version), ("serve", .serve),
      ("check", .check),
      ("shell --as ann", .shell(name: "ann")), ("shell", .shell(name: "you")),
      ("sink --listen=localhost:1", .sink(address: "localhost:1")), ("policy", .policy(.help)),
      ("policy --help", .policy(.help)), ("policy check", .policy(.check)),
      ("policy table", .policy(.table(isJSON: false))), ("policy table --json", .policy(.table(isJSON: true))),
      ("--json policy table", .policy(.table(isJSON: true))),
      (
        "policy explain --actor member --action archive --privacy=hidden",
        .policy(.explain(facts: ["--actor": "member", "--action": "archive", "--privacy": "hidden"]))
      ),
      ("bench decisions", .bench(.decisions)), ("bench situations", .bench(.situations)),
      ("bench allocations --control", .bench(.allocations(isControl: true))),
      ("policy diff a b", .policy(.diff(old: "a", new: "b", store: nil, portal: nil))),
      (
        "policy diff a b --store sqlite:c.db --portal acme",
        .policy(.diff(old: "a", new: "b", store: "sqlite:c.db", portal: "acme"))
      ),
    ] as [(String, muster.CommandLine.Task)])
  func `is understood`(_ text: String, _ task: muster.CommandLine.Task) throws {
    #expect(try CommandLine(text.split(separator: " ").map(String.init)).task == task)
  }

  @Test func `the configuration's directory can be said anywhere`() throws {
    for words in [["--config", "here", "policy", "check"], ["policy", "check", "--config=here"]] {
      #expect(try CommandLine(words).configuration == "here")
    }
    #expect(try CommandLine(["check"]).configuration == "bot-config")
  }

  @Test(arguments: [
    ("serv", "There is no “serv”; did you mean serve? See muster --help."),
    ("policy chek", "There is no “policy chek”; did you mean check? See muster policy --help."),
    ("policy diff a", "It is written muster policy diff OLD NEW, with two policy files."),
    ("policy diff a b c", "“c” is more than “policy” takes. See muster --help."),
    ("policy check twice", "“twice” is more than “policy” takes. See muster --help."),
    ("bench", "It is written muster bench decisions, bench situations or bench allocations."),
    ("serve now", "“now” is more than “serve” takes. See muster --help."),
    ("policy check --json", "“policy” takes no --json. See muster --help."),
    ("policy table --json=no", "--json stands alone, without “no”."),
    ("serve --confg x", "There is no option --confg; did you mean --config?"),
    ("policy explain --privcy hidden", "There is no option --privcy; did you mean --privacy?"),
    ("check --action archive", "“check” takes no --action. See muster --help."),
    ("serve --config", "What follows --config? See muster --help."),
  ])
  func `a mistake is told`(_ text: String, _ sentence: String) {
    let mistake = #expect(throws: muster.CommandLine.Mistake.self) {
      try CommandLine(text.split(separator: " ").map(String.init))
    }
    #expect(mistake?.text == sentence)
  }

  @Test func `help names everything that can be asked`() {
    for word in [
      "serve", "shell", "check", "policy check", "policy table", "policy explain", "policy diff", "bench", "sink",
    ] {
      #expect(CommandLine.help.contains("muster \(word)"))
    }
    for option in SituationOption.all { #expect(PolicyRequest.helpText.contains("\(option.name) ")) }
  }
}
