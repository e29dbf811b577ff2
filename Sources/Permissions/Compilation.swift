import Domain

extension Policy {
  /// Compiles the rules, unless something is wrong with them or with the gaps.
  ///
  /// - Parameter unread: what couldn't be read of them, so that they make no policy.
  /// - Throws: ``PolicyError`` with everything that is wrong, as far as it can be judged.
  package init(rules given: [Rule], gaps: [Gap], unread: Unread = Unread()) throws(PolicyError) {
    let problems = PolicyDraft(rules: given, gaps: gaps, unread: unread).problems
    guard problems.isEmpty, unread.isEmpty else { throw PolicyError(problems: problems) }
    // Sorted, so that two files with the same rules are the same policy.
    let rules = given.sorted { $0.row < $1.row }
    var compiled: [CompiledRule] = []
    var actions: [CompiledAction] = []
    for action in Action.allCases {
      let start = compiled.count
      for (index, rule) in rules.enumerated() where rule.actions.contains(action) {
        compiled.append(CompiledRule(rule, at: index, among: rules))
      }
      actions.append(CompiledAction(rules: start..<compiled.count, targetStandings: action.targetStandings))
    }
    self.init(rules: rules, compiled: compiled, actions: actions)
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
