extension Rule {
  /// Everything that is wrong with the rule by itself, the `index`th that was given.
  func problems(at index: Int) -> [PolicyProblem] {
    let all =
      emptyChoices + unknownFacts + unsuitableConditions + unsuitableReasons + [unknownRow, unnamed, ownOf, noLevel]
    return all.compactMap { problem in problem.map { PolicyProblem($0.mistake, at: .rule(index, $0.entry)) } }
  }

  /// Whether it is known where the rule holds: nothing is wrong with what it asks for.
  var isSettled: Bool { emptyChoices.isEmpty && unknownFacts.isEmpty }

  private typealias Problem = (mistake: PolicyProblem.Mistake, entry: PolicyProblem.Entry)

  private var emptyChoices: [Problem?] {
    let entries: [(PolicyProblem.Entry, isEmpty: Bool)] = [
      (.none, actions.isEmpty), (.fact(.kind), kinds.isEmpty), (.fact(.privacy), privacies.isEmpty),
      (.fact(.inviters), inviters.isEmpty), (.fact(.targetStanding), targetStandings.isEmpty),
    ]
    return entries.filter(\.isEmpty).map { (.emptyChoice(row), $0.0) }
  }

  private var unknownFacts: [Problem?] {
    selectors.values.compactMap { fact in
      let lacking = actions.filter { !$0.selectors.contains(fact) }
      return lacking.isEmpty ? nil : (.unknownFact(row, lacking, fact), .fact(fact))
    }
  }

  private var unsuitableConditions: [Problem?] {
    Condition.allCases.filter(conditions.contains).compactMap { condition in
      let lacking = lacking(condition)
      return lacking.isEmpty ? nil : (.unsuitableCondition(row, lacking, condition), .condition(condition))
    }
  }

  private var unsuitableReasons: [Problem?] {
    var told: Set<Reason> = []
    return Party.allCases.compactMap { party in
      guard let reason = cells[party]?.unsuitableReason, told.insert(reason).inserted else { return nil }
      return (.unsuitableReason(row, reason), .party(party))
    }
  }

  private var unknownRow: Problem? { row.isKnown ? nil : (.unknownRow(row), .row) }

  private var unnamed: Problem? {
    let parties = Party.allCases.filter { party in
      // Where no group has a say, an administrator may have a right of one's own.
      cells[party] == nil && (party != .admin || actions.contains { !$0.needsGroup })
    }
    return parties.isEmpty ? nil : (.unnamed(row, parties), .none)
  }

  private var ownOf: Problem? {
    let parties = Party.allCases.filter { cells[$0] == .own && $0 != .adminMode && $0 != .admin }
    return parties.first.map { (.ownOf(row, parties), .party($0)) }
  }

  /// A condition that doesn't suit anyway needs no level.
  private var noLevel: Problem? {
    guard level == nil, let needy = conditions.first(where: { $0.needsLevel && lacking($0).isEmpty }) else {
      return nil
    }
    return (.noLevel(row, needy), .fact(.level))
  }

  private func lacking(_ condition: Condition) -> [Action] {
    actions.filter { !condition.facts.isSubset(of: $0.facts) }
  }
}

extension Rule.Cell {
  fileprivate var unsuitableReason: Reason? {
    switch self {
    case .deny(let reason), .forbid(let reason): reason.isForDenying ? nil : reason
    case .impossible(let reason): reason.isForImpossible ? nil : reason
    case .allow, .own: nil
    }
  }
}
