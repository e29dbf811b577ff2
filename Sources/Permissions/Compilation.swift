import Domain

extension Policy {
  /// Compiles the rules.
  ///
  /// - Throws: ``PolicyProblem``, the first that is found in the rules.
  package init(rules given: [Rule], gaps: [Gap]) throws(PolicyProblem) {
    var rules: [Rule] = []
    if let row = Row.table.first(where: { row in !given.contains { $0.row == row } }) { throw .missingRow(row) }
    for rule in given.map(Keyed.init).sorted(by: <).map(\.rule) where rules.last != rule {
      if rules.last?.row == rule.row { throw .rowTwice(rule.row) }
      if let problem = rule.problem { throw problem }
      rules.append(rule)
    }
    var starts = [0]
    var candidates: [Int] = []
    var firsts: [Int] = []
    for action in Action.allCases {
      let own = rules.indices.filter { rules[$0].actions.contains(action) }
      guard let first = own.first else { throw .noRule(action) }
      firsts.append(first)
      for place in Site.all {
        candidates += own.filter { rules[$0].holds(in: place) }
        starts.append(candidates.count)
      }
    }
    self.init(rules: rules, starts: starts, candidates: candidates, firsts: firsts)
    if let problem = coverageProblem(gaps) { throw problem }
  }

  private init(rules: [Rule], starts: [Int], candidates: [Int], firsts: [Int]) {
    self.rules = rules
    compiled = rules.map(CompiledRule.init)
    cells = rules.flatMap { rule in Party.allCases.map { rule.cells[$0] ?? .own } }
    self.starts = starts
    self.candidates = candidates
    self.firsts = firsts
    sights = Array(repeating: true, count: Party.count * 2 * Site.count)
    let seen = Party.allCases.flatMap { party in
      [AdminState.none, .on].flatMap { admin in
        Site.all.map { allows(.show, Asker(party: party, admin: admin), by: Facts(actor: .init(), group: $0)) }
      }
    }
    sights = seen
  }
}

extension Rule {
  fileprivate func holds(in place: Facts.GroupFacts) -> Bool {
    kinds.contains(place.kind) && privacies.contains(place.privacy)
      && isArchived.map { $0 == place.isArchived } != false
  }

  /// What is wrong with the rule by itself, or `nil`.
  fileprivate var problem: PolicyProblem? {
    if !Row.table.contains(row), !row.id.hasPrefix("own-") { return .unknownRow(row) }
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
    if actions.contains(.show), !Choice(conditions.flatMap(\.facts.values)).isEmpty { return .conditionalSight(row) }
    if level == nil, let needy = conditions.first(where: \.needsLevel) { return .noLevel(row, needy) }
    return nil
  }
}

/// A rule with what it is sorted by, so that two files with the same rules are the same policy.
private struct Keyed: Comparable {
  let rule: Rule
  let section: String
  let number: Int
  let rest: String

  init(_ rule: Rule) {
    self.rule = rule
    section = String(rule.row.id.prefix { !$0.isNumber })
    number = Int(rule.row.id.drop { !$0.isNumber }) ?? Int.max
    rest = rule.row.id + rule.sortKey
  }

  static func < (one: Keyed, other: Keyed) -> Bool {
    (one.section, one.number, one.rest) < (other.section, other.number, other.rest)
  }

  static func == (one: Keyed, other: Keyed) -> Bool { one.rule == other.rule }
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
