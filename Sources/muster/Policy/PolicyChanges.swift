import Domain
import Permissions

/// What one policy decides otherwise than another, in combinations of facts, for the operator.
struct PolicyChanges {
  private let differences: [PolicyDifference]

  init(from old: Policy, to new: Policy) {
    let all = PolicyDifference.between(old, new)
    // An administrator without Admin Mode is decided like anybody else, so it would all be said twice.
    differences = all.filter { difference in
      difference.example.facts.actor.admin != .off
        || !all.contains { $0.isAlike(difference) && $0.example.facts.actor.admin == .none }
    }
  }

  var text: String {
    guard !differences.isEmpty else { return "Nothing changes: every combination of facts is decided alike." }
    var lines: [String] = []
    var action: Action?
    for difference in differences {
      if difference.action != action { lines.append("\(difference.action.rawValue)") }
      action = difference.action
      lines.append("  \(difference.sentence)")
      let places = "\(difference.places)"
      let count = difference.count == 1 ? "1 combination" : "\(difference.count) combinations"
      lines.append("    \(places.isEmpty ? "" : places + "; ")\(count)")
    }
    return lines.joined(separator: "\n")
  }
}

extension PolicyDifference {
  /// Such as `an employee (moderator) may now (G12)`.
  fileprivate var sentence: String { "\(example.actor) \(old.change(to: new))" }

  /// Whether it is the same change for the same standing.
  fileprivate func isAlike(_ other: PolicyDifference) -> Bool {
    action == other.action && count == other.count && old == other.old && new == other.new
      && places == other.places && example.facts.actor.standing == other.example.facts.actor.standing
      && example.facts.actor.isExternal == other.example.facts.actor.isExternal
  }
}

extension PolicyDifference.Outcome {
  /// What becomes of it, such as `may now (G12)` or `may no longer (G12)`.
  func change(to new: PolicyDifference.Outcome) -> String {
    func words(_ condition: Condition?) -> String { condition.map { "on condition \($0.rawValue)" } ?? "always" }
    guard new.isAllowed else { return "may no longer (\(new.row))" }
    guard isAllowed else {
      return "may now (\(new.row)\(new.condition.map { ", on condition \($0.rawValue)" } ?? ""))"
    }
    return "may as before, but \(words(new.condition)) instead of \(words(condition)) (\(new.row))"
  }
}
