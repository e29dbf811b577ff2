import Domain

extension Policy {
  /// Compiles the rules.
  ///
  /// - Throws: ``PolicyProblem``, the first that is found in the rules.
  package init(rules given: [Rule]) throws(PolicyProblem) {
    var rules: [Rule] = []
    for rule in given.map(Keyed.init).sorted(by: <).map(\.rule) where rules.last != rule {
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
      for place in Place.all {
        candidates += own.filter { rules[$0].holds(in: place) }
        starts.append(candidates.count)
      }
    }
    self.init(rules: rules, starts: starts, candidates: candidates, firsts: firsts)
  }

  private init(rules: [Rule], starts: [Int], candidates: [Int], firsts: [Int]) {
    self.rules = rules
    compiled = rules.map(CompiledRule.init)
    self.starts = starts
    self.candidates = candidates
    self.firsts = firsts
    sights = Array(repeating: true, count: Party.count * 2 * Place.count)
    let seen = Party.allCases.flatMap { party in
      [AdminState.none, .on].flatMap { admin in
        Place.all.map { allows(.show, Asker(party: party, admin: admin), by: Facts(actor: .init(), group: $0)) }
      }
    }
    sights = seen
  }
}

extension Rule {
  fileprivate func holds(in place: Facts.GroupFacts) -> Bool {
    kinds.contains(place.kind) && privacies.contains(place.privacy) && isArchived.map { $0 == place.isArchived } != false
  }

  /// What is wrong with the rule by itself, or `nil`.
  fileprivate var problem: PolicyProblem? {
    if actions.isEmpty || kinds.isEmpty || privacies.isEmpty || inviters.isEmpty || target.standings.isEmpty {
      return .emptyChoice(row)
    }
    for action in actions {
      if let fact = facts.values.first(where: { !action.facts.contains($0) }) { return .unknownFact(row, action, fact) }
    }
    if actions.contains(.show), !facts.isSubset(of: [.kind, .privacy, .archived]) { return .conditionalSight(row) }
    guard case .allow(let grants) = effect else { return nil }
    let named = grants.map(\.party)
    if let twice = named.first(where: { party in named.count(where: { $0 == party }) > 1 }) {
      return .namedTwice(row, twice)
    }
    if let both = named.first(where: { refusals[$0] != nil || impossible[$0] != nil }) { return .namedTwice(row, both) }
    if level == nil, let needy = grants.lazy.compactMap(\.condition).first(where: { $0.needsLevel }) {
      return .noLevel(row, needy)
    }
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
    rest = rule.row.id + "\(rule.actions.map(\.ordinal)) \(rule.sortKey)"
  }

  static func < (one: Keyed, other: Keyed) -> Bool {
    (one.section, one.number, one.rest) < (other.section, other.number, other.rest)
  }

  static func == (one: Keyed, other: Keyed) -> Bool { one.rule == other.rule }
}

extension Rule {
  /// Everything it says, in an order that doesn't depend on how it was written.
  fileprivate var sortKey: String {
    let effect =
      switch effect {
      case .allow(let grants): "allow \(grants.map { "\($0.party) \($0.condition?.rawValue ?? "")" }.sorted())"
      case .forbid(let parties): "forbid \(parties.map(\.rawValue).sorted())"
      }
    let reasons = [refusals, impossible].map { $0.map { "\($0.rawValue) \($1.rawValue)" }.sorted() }
    return "\(kinds) \(privacies) \(String(describing: isArchived)) \(inviters) \(target) \(requirements) \(effect)"
      + " \(String(describing: openToExternals)) \(String(describing: guestsMayBeInvited)) \(refusal) \(reasons)"
  }
}
