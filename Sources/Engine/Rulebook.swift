package import Permissions

/// What may be exchanged while the bot runs: the rules and the sentences.
///
/// Each delivery is answered by one of them from beginning to end; the next one is answered by whichever is in force then.
package final class Rulebook: Sendable {
  package let policy: Policy
  package let wording: any Wording

  package init(policy: Policy, wording: any Wording) {
    self.policy = policy
    self.wording = wording
  }
}
