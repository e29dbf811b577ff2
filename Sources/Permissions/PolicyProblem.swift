/// Why a list of rules makes no policy.
package enum PolicyProblem: Error, Sendable, Equatable {
  /// No rule decides the action.
  case noRule(Action)
  /// More rules decide the action than the engine looks at.
  case tooManyRules(Action)
  /// The rule asks for something that none can be, such as an empty list of kinds.
  case emptyChoice(Row)
  /// The rule asks for a fact that the action doesn't have.
  case unknownFact(Row, Action, Fact)
  /// The rule says nothing of the party.
  case unnamed(Row, Party)
  /// Only an administrator has a standing of one's own besides the one that the rule names.
  case ownOf(Row, Party)
  /// The reason belongs to the other sort of cell, or is the engine's own.
  case unsuitableReason(Row, Reason)
  /// The condition asks for facts that the action doesn't have.
  case unsuitableCondition(Row, Action, Condition)
  /// The condition asks for the group's level, and the rule doesn't say which it is by default.
  case noLevel(Row, Condition)
  /// Neither a rule nor a gap says anything of the situation.
  case uncovered(Action, String)
  /// A gap is named where rules decide.
  case gapWithRule(Action, String)
  /// The row is none of the permission table, nor one of the operator's own.
  case unknownRow(Row)
  case missingRow(Row)
  case rowTwice(Row)

  package var row: Row? {
    switch self {
    case .noRule, .tooManyRules, .uncovered, .gapWithRule, .missingRow: nil
    case .unknownRow(let row), .rowTwice(let row): row
    case .emptyChoice(let row), .unknownFact(let row, _, _), .unnamed(let row, _), .ownOf(let row, _),
      .unsuitableReason(let row, _), .unsuitableCondition(let row, _, _), .noLevel(let row, _):
      row
    }
  }
}

extension PolicyProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noRule(let action): "no rule decides “\(action.rawValue)”"
    case .tooManyRules(let action):
      "“\(action.rawValue)” is in more than \(Question.maximumRules) rules; write fewer with longer lists"
    case .uncovered(let action, let situation): "no rule and no gap says anything of “\(action.rawValue)” \(situation)"
    case .gapWithRule(let action, let situation):
      "“\(action.rawValue)” \(situation) is called a gap, but a rule decides it"
    case .unknownRow(let row): "there is no row \(row); rules of your own have ids such as own-1"
    case .missingRow(let row): "row \(row) is missing; a row that shall allow nobody denies everybody"
    case .rowTwice(let row): "row \(row) is written twice"
    case .emptyChoice(let row): "\(row) holds for nothing: one of its lists is empty"
    case .unknownFact(let row, let action, let fact):
      "\(row) asks for \(fact.rawValue), which “\(action.rawValue)” doesn't have"
    case .unnamed(let row, let party): "\(row) doesn't say what “\(party.rawValue)” may do"
    case .ownOf(let row, let party):
      "\(row): only “admin-mode” can be decided like its own standing, not “\(party.rawValue)”"
    case .unsuitableReason(let row, let reason): "\(row): “\(reason.rawValue)” can't be the reason there"
    case .unsuitableCondition(let row, let action, let condition):
      "\(row): “\(condition.rawValue)” asks for something that “\(action.rawValue)” doesn't have"
    case .noLevel(let row, let condition): "\(row): “\(condition.rawValue)” needs a level; say which holds by default"
    }
  }
}
