package import Configuration
package import Permissions
import Platform
import Signing

/// Proves that a policy keeps its invariants, unless this program has proved this very text before.
package struct Proof {
  private let file: ProofFile
  private let breach: (PolicyFile, Action) -> Problem?

  /// - Parameters:
  ///   - path: Of the policy, beside which the proof is kept.
  ///   - breach: Looks for the first combination of an action's facts that breaks an invariant.
  package init(ofPolicyAt path: String, breach: @escaping (PolicyFile, Action) -> Problem? = { $0.breach(of: $1) }) {
    file = ProofFile(ofPolicyAt: path)
    self.breach = breach
  }

  /// Returns when the invariants hold; a proof takes about a second, and gives way between actions.
  ///
  /// - Parameter refusingIdleRules: whether a rule that does nothing is refused as well.
  /// - Throws: ``ConfigurationError`` with the first combination of each action that breaks one, and with such rules.
  package func prove(_ policy: PolicyFile, refusingIdleRules: Bool = false) async throws {
    let problems = try await breaches(of: policy) + (refusingIdleRules ? policy.idleRules : [])
    guard problems.isEmpty else { throw ConfigurationError(problems.sorted()) }
  }

  private func breaches(of policy: PolicyFile) async throws -> [Problem] {
    let code = Self.code(of: policy)
    if let code, file.holds(code) { return [] }
    var problems: [Problem] = []
    for action in Action.allCases {
      await Task.yield()
      try Task.checkCancellation()
      if let problem = breach(policy, action) { problems.append(problem) }
    }
    // A directory that can't be written costs the next start a second, and nothing else.
    if let code, problems.isEmpty { _ = file.keep(code) }
    return problems
  }

  /// Of the policy's text and of the whole program, since its engine is what the proof rests on.
  private static func code(of policy: PolicyFile) -> String? {
    var isRead = false
    let program = Digest(feeding: { add in isRead = RunningProgram.read(add) })
    return isRead ? Digest(of: program.bytes, policy.bytes).hex : nil
  }
}
