import Domain

/// The whole decision table of a policy: a line for every row, each of its actions, and every actor column.
package struct DecisionTable: Sendable {
  package let lines: [Line]

  package init(_ policy: Policy) {
    lines = policy.rules.indices.flatMap { index in
      let rule = policy.rules[index]
      return rule.actions.flatMap { action in
        Self.columns.map { Line(rule: rule, action: action, actor: $0, verdict: policy.verdict(index, action, $0)) }
      }
    }
  }

  /// The actor columns: employees in each standing, somebody from outside with a relation and without, administrators.
  package static let columns: [Facts.Actor] =
    [Facts.Actor(admin: .on), Facts.Actor(admin: .off)]
    + Standing.allCases.map { Facts.Actor(standing: $0) }
    + [.member, .none].map { Facts.Actor(isExternal: true, standing: $0) }

  /// What a row says of one actor.
  package enum Verdict: Sendable, Equatable {
    case allow, deny, impossible
    case condition(Condition)

    /// The mark in the printed table: `yes`, `no`, `-` where it can't happen, or the condition's code.
    package var mark: String {
      switch self {
      case .allow: "yes"
      case .deny: "no"
      case .impossible: "-"
      case .condition(let condition): condition.code
      }
    }
  }

  /// One row for one action and one actor.
  package struct Line: Sendable {
    package let rule: Rule
    package let action: Action
    package let actor: Facts.Actor
    package let verdict: Verdict

    package var kind: String { rule.kinds.isAll ? "any" : rule.kinds.values.map(\.rawValue).joined(separator: " ") }
    package var privacy: String {
      rule.privacies.isAll ? "any" : rule.privacies.values.map(\.rawValue).joined(separator: " ")
    }
  }
}

extension DecisionTable.Line {
  /// The line as a JSON object, in the order in which people read it.
  package var json: String {
    let (word, condition) =
      switch verdict {
      case .allow: ("allow", "null")
      case .deny: ("deny", "null")
      case .impossible: ("impossible", "null")
      case .condition(let condition): ("condition", "\"\(condition.code)\"")
      }
    return "{\"row\":\"\(rule.row)\",\"action\":\"\(action.rawValue)\",\"kind\":\"\(kind)\",\"privacy\":\"\(privacy)\","
      + "\"archived\":\(rule.isArchived.map { "\($0)" } ?? "\"any\""),\"standing\":\"\(actor.standing.rawValue)\","
      + "\"external\":\(actor.isExternal),\"admin\":\"\(actor.admin.rawValue)\",\"verdict\":\"\(word)\","
      + "\"condition\":\(condition)}"
  }
}

extension Policy {
  /// The condition under which a row allows it to the actor; `nil` where the row allows it as such or not at all.
  package func condition(of row: Row, for actor: Facts.Actor) -> Condition? {
    rules.firstIndex { $0.row == row }.flatMap { cell($0, of: Asker(actor)).condition }
  }

  /// What the engine decides for the actor where the rule holds and everything else suits.
  fileprivate func verdict(_ index: Int, _ action: Action, _ actor: Facts.Actor) -> DecisionTable.Verdict {
    let asker = Asker(actor)
    if let condition = cell(index, of: asker).condition { return .condition(condition) }
    var isAllowed = false
    Space(action, actor: actor, facts: action.selectors.union([.targetStanding, .role])).visit { facts in
      isAllowed = holds(index, action, facts) && allows(question(action, by: facts), for: asker)
      return !isAllowed
    }
    if isAllowed { return .allow }
    if cell(index, of: asker).isImpossible { return .impossible }
    return .deny
  }

  /// Whether the rule holds in the situation.
  func holds(_ index: Int, _ action: Action, _ facts: Facts) -> Bool {
    question(action, by: facts).holding.contains { compiled[$0].index == index }
  }
}
