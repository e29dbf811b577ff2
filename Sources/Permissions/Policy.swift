/// The rules, compiled: it answers whether an action may happen, purely and for every combination of facts.
package struct Policy: Sendable {
  /// Decides one action; allocates nothing.
  package func decide(_ action: Action, by facts: Facts, about subject: Subject) -> Decision {
    .deny(Denial(action: action, row: "G1", question: .standing, reason: "nobody"))
  }
}
