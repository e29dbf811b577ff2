/// Why a list of rules makes no policy.
package enum PolicyProblem: Error, Sendable, Equatable {
  /// No rule decides the action.
  case noRule(Action)
  /// The rule asks for something that none can be, such as an empty list of kinds.
  case emptyChoice(Row)
  /// The rule asks for a fact that the action doesn't have.
  case unknownFact(Row, Action, Fact)
  /// Who sees a group may depend on nothing but its kind, its privacy and whether it is archived.
  case conditionalSight(Row)
  /// The rule names the party twice.
  case namedTwice(Row, Party)
  /// The condition asks for the group's level, and the rule doesn't say which it is by default.
  case noLevel(Row, Condition)

  package var row: Row? {
    switch self {
    case .noRule: nil
    case .emptyChoice(let row), .unknownFact(let row, _, _), .conditionalSight(let row), .namedTwice(let row, _),
      .noLevel(let row, _):
      row
    }
  }
}

extension PolicyProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noRule(let action): "no rule decides “\(action.rawValue)”"
    case .emptyChoice(let row): "\(row) holds for nothing: one of its lists is empty"
    case .unknownFact(let row, let action, let fact):
      "\(row) asks for \(fact.rawValue), which “\(action.rawValue)” doesn't have"
    case .conditionalSight(let row): "\(row): who sees a group may depend only on its kind, privacy and archive"
    case .namedTwice(let row, let party): "\(row) names “\(party.rawValue)” twice"
    case .noLevel(let row, let condition): "\(row): “\(condition.rawValue)” needs a level; say which holds by default"
    }
  }
}
