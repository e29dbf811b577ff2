package import Permissions

/// What is found only by walking through combinations of facts, said at its place in the file.
extension PolicyFile {
  /// The first combination of one action's facts that breaks an invariant; it stands at the invariant.
  package func breach(of action: Action) -> Problem? {
    guard let breach = invariants.breach(of: action, in: policy) else { return nil }
    let line = places[breach.row].map { "; \(breach.row) is in line \($0.line)" } ?? ""
    return Problem("\(breach)\(line)", at: invariantPlaces[breach.invariant] ?? invariantsPlace)
  }

  /// The rules that do nothing: they hold where nothing can be done, or others decide every time.
  package var idleRules: [Problem] {
    let use = RuleUse(policy)
    let sentences =
      use.unreachable.map { (row: $0, text: "row \($0) is unreachable: it holds only where the action makes no sense") }
      + use.swallowed.map { (row: $0, text: "row \($0) is swallowed: wherever it holds, other rules decide") }
    return sentences.map { Problem($0.text, at: places[$0.row] ?? invariantsPlace) }.sorted()
  }
}
