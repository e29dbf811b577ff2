import Domain

extension Policy {
  /// Compiles the rules.
  ///
  /// - Throws: ``PolicyProblem``, the first that is found in the rules.
  package init(rules given: [Rule], gaps: [Gap]) throws(PolicyProblem) {
    var rules: [Rule] = []
    if let row = Row.table.first(where: { row in !given.contains { $0.row == row } }) { throw .missingRow(row) }
    // Sorted by everything that they say, so that two files with the same rules are the same policy.
    let sorted = given.map { (rule: $0, text: $0.sortKey) }.sorted { ($0.rule.row, $0.text) < ($1.rule.row, $1.text) }
    for rule in sorted.map(\.rule) where rules.last != rule {
      if rules.last?.row == rule.row { throw .rowTwice(rule.row) }
      if let problem = rule.problem { throw problem }
      rules.append(rule)
    }
    var compiled: [CompiledRule] = []
    var actions: [CompiledAction] = []
    for action in Action.allCases {
      let start = compiled.count
      for (index, rule) in rules.enumerated() where rule.actions.contains(action) {
        compiled.append(CompiledRule(rule, at: index, among: rules))
      }
      if compiled.count == start { throw .noRule(action) }
      if compiled.count > start + Question.maximumRules { throw .tooManyRules(action) }
      actions.append(CompiledAction(rules: start..<compiled.count, targetStandings: action.targetStandings))
    }
    self.init(rules: rules, compiled: compiled, actions: actions)
    if let problem = coverageProblem(gaps) { throw problem }
  }

  private init(rules: [Rule], compiled: [CompiledRule], actions: [CompiledAction]) {
    self.rules = rules
    self.compiled = compiled
    self.actions = actions
    cells = rules.flatMap { rule in Asker.all.map { Cell(rule, of: $0) } }
    var sights = Array(repeating: false, count: Asker.count * Traits.places)
    self.sights = sights.map { _ in true }
    for asker in Asker.all {
      for place in Facts.GroupFacts.places {
        let question = question(.show, by: Facts(actor: Facts.Actor(), group: place))
        sights[asker.ordinal * Traits.places + question.situation.place] = allows(question, for: asker)
      }
    }
    self.sights = sights
  }
}

extension Facts.GroupFacts {
  /// Every kind and privacy, archived and not: by these it is decided whether a group can be seen.
  static let places: [Facts.GroupFacts] = Kind.allCases.flatMap { kind in
    Privacy.allCases.flatMap { privacy in
      [false, true].map { Facts.GroupFacts(kind: kind, privacy: privacy, isArchived: $0) }
    }
  }
}

extension Rule {
  /// What is wrong with the rule by itself, or `nil`.
  fileprivate var problem: PolicyProblem? {
    if !Row.table.contains(row), row.section != .own { return .unknownRow(row) }
    if actions.isEmpty || kinds.isEmpty || privacies.isEmpty || inviters.isEmpty || targetStandings.isEmpty {
      return .emptyChoice(row)
    }
    for action in actions {
      if let fact = selectors.values.first(where: { !action.selectors.contains($0) }) {
        return .unknownFact(row, action, fact)
      }
      for condition in conditions where !condition.facts.isSubset(of: action.facts) {
        return .unsuitableCondition(row, action, condition)
      }
    }
    for party in Party.allCases where cells[party] == nil {
      // Where no group has a say, an administrator may have a right of one's own.
      if party != .admin || actions.contains(where: { !$0.needsGroup }) { return .unnamed(row, party) }
    }
    for (party, cell) in cells {
      switch cell {
      case .deny(let reason), .forbid(let reason): if !reason.isForDenying { return .unsuitableReason(row, reason) }
      case .impossible(let reason): if !reason.isForImpossible { return .unsuitableReason(row, reason) }
      case .own: if party != .adminMode && party != .admin { return .ownOf(row, party) }
      case .allow: break
      }
    }
    if level == nil, let needy = conditions.first(where: \.needsLevel) { return .noLevel(row, needy) }
    return nil
  }
}

extension Rule {
  /// Everything it says, in an order that doesn't depend on how it was written.
  fileprivate var sortKey: String {
    let texts = Party.allCases.map { cells[$0].map { "\($0)" } ?? "" }
    return "\(actions.map(\.ordinal)) \(kinds.bits) \(privacies.bits) \(String(describing: isArchived))"
      + " \(inviters.bits) \(String(describing: openToExternals)) \(String(describing: guestsMayBeInvited))"
      + " \(targetStandings.bits) \(String(describing: targetIsExternal)) \(String(describing: level)) \(texts)"
  }
}
