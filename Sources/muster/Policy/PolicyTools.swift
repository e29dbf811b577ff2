import Configuration
import Permissions
import Storage
import Wiring

/// `muster policy`: what the rules say, where they do nothing, and what a change of them would change.
struct PolicyTools {
  /// Where `policy.yaml` is, and the texts.
  let directory: String

  private var path: String { RuleFiles.path(of: "policy.yaml", in: directory) }

  func answer(_ request: PolicyRequest) async throws {
    switch request {
    case .help: print(PolicyRequest.helpText)
    case .check: try await check()
    case .table(let isJSON): try table(isJSON: isJSON)
    case .explain(let facts):
      let asked = try AskedSituation(facts)
      let files = try RuleFiles.read(directory, timeZone: "UTC")
      print(Explanation(asked, by: files.policy, sentences: files.sentences).text)
    case .diff(let old, let new, let store, let portal):
      let (old, new) = (try read(old).policy, try read(new).policy)
      print(PolicyChanges(from: old, to: new).text)
      guard let store else { return }
      let appointed = try Setup.read(directory, secrets: .notNeeded).admins
      let census = try CensusTaker(store, portal: portal).census().appointing(appointed)
      print("\n" + PeopleAffected(from: old, to: new, among: census).text)
    }
  }

  private func check() async throws {
    let file = try read(path)
    try await Proof(ofPolicyAt: path).prove(file, refusingIdleRules: true)
    print(
      "\(path) is sound: \(file.policy.rules.count) rules decide \(Action.allCases.count) actions. The invariants hold for"
        + " every combination of facts; no rule is unreachable or swallowed by others.")
  }

  private func table(isJSON: Bool) throws {
    let table = DecisionTable(try read(path).policy)
    print(isJSON ? table.lines.map(\.json).joined(separator: "\n") : table.text)
  }

  private func read(_ path: String) throws(ConfigurationError) -> PolicyFile {
    try PolicyFile(path: path, displayName: path)
  }
}
