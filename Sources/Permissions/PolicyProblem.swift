/// Rules and gaps that make no policy, and why they don't.
package struct PolicyError: Error, Sendable {
  /// Everything that is wrong, as far as it can be judged; see ``PolicyProblem/Mistake/missingRow(_:)``.
  ///
  /// Empty only where nothing but ``Unread`` keeps them from being a policy.
  package let problems: [PolicyProblem]
}

/// One thing because of which rules and gaps make no policy, and which part of them is to be changed.
package struct PolicyProblem: Sendable, Equatable {
  package let mistake: Mistake
  package let part: Part

  init(_ mistake: Mistake, at part: Part) {
    self.mistake = mistake
    self.part = part
  }

  /// A part of the rules and gaps; rules and gaps are counted from 0, in the order in which they were given.
  package enum Part: Sendable, Equatable {
    /// The list of rules, in which something is missing.
    case rules
    /// The list of gaps, in which something is missing.
    case gaps
    case rule(Int, Entry)
    case gap(Int)
  }

  /// What a rule says in one place.
  package enum Entry: Sendable, Equatable {
    /// Nowhere: the rule lacks something.
    case none
    case row
    case action(Action)
    case fact(Fact)
    case condition(Condition)
    case party(Party)
  }

  /// What is wrong.
  package enum Mistake: Sendable, Equatable {
    /// No rule decides the action.
    case noRule(Action)
    /// More rules decide the action than the engine looks at.
    case tooManyRules(Action)
    /// The rule asks for something that none can be, such as an empty list of kinds.
    case emptyChoice(Row)
    /// The rule asks for a fact by which rules of some of its actions aren't chosen.
    case unknownFact(Row, [Action], Fact)
    /// The rule says nothing of some parties.
    case unnamed(Row, [Party])
    /// Only an administrator has a standing of one's own besides the one that the rule names.
    case ownOf(Row, [Party])
    /// The reason belongs to the other sort of cell, or is the engine's own.
    case unsuitableReason(Row, Reason)
    /// The condition asks for facts that some of the rule's actions don't have.
    case unsuitableCondition(Row, [Action], Condition)
    /// The condition asks for the group's level, and the rule doesn't say which it is by default.
    case noLevel(Row, Condition)
    /// Neither a rule nor a gap says anything of the situations.
    case uncovered(Region)
    /// The situations are named as a gap, and the row decides them.
    case gapWithRule(Region, Row)
    /// The row is none of the permission table, nor one of the operator's own.
    case unknownRow(Row)
    /// A row of the permission table isn't there.
    ///
    /// While one is missing, neither ``noRule(_:)`` nor ``uncovered(_:)`` is told of any action: the row may decide it.
    case missingRow(Row)
    case rowTwice(Row)
  }
}

extension PolicyProblem.Mistake: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noRule(let action): "no rule decides “\(action.rawValue)”"
    case .tooManyRules(let action):
      "“\(action.rawValue)” is in more than \(Question.maximumRules) rules; write fewer with longer lists"
    case .uncovered(let region): "no rule and no gap says anything of \(region)"
    case .gapWithRule(let region, let row): "\(region) is called a gap, but \(row) decides it"
    case .unknownRow(let row): "there is no row \(row); rules of your own have ids such as own-1"
    case .missingRow(let row): "row \(row) is missing; a row that shall allow nobody denies everybody"
    case .rowTwice(let row): "row \(row) is written twice"
    case .emptyChoice(let row): "\(row) holds for nothing: one of its lists is empty"
    case .unknownFact(let row, let actions, let fact):
      "\(row) asks for \(Self.words(fact)), by which no rule of \(Self.names(actions)) is chosen"
    case .unnamed(let row, let parties): "\(row) doesn't say what \(Self.names(parties)) may do"
    case .ownOf(let row, let parties):
      "\(row): only “admin-mode” and “admin” can be decided by their own standing, not \(Self.names(parties))"
    case .unsuitableReason(let row, let reason): "\(row): “\(reason.rawValue)” can't be the reason there"
    case .unsuitableCondition(let row, let actions, let condition):
      "\(row): “\(condition.rawValue)” asks for something that \(Self.names(actions)) "
        + (actions.count == 1 ? "doesn't have" : "don't have")
    case .noLevel(let row, let condition): "\(row): “\(condition.rawValue)” needs a level; say which holds by default"
    }
  }

  private static func names(_ values: [some RawRepresentable<String>]) -> String {
    values.map { "“\($0.rawValue)”" }.joined(separator: ", ")
  }

  /// As the policy file says it, such as `“external” of “target”`.
  private static func words(_ fact: Fact) -> String {
    fact.keys.reversed().map { "“\($0)”" }.joined(separator: " of ")
  }
}
