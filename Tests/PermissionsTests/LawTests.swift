import Configuration
import Domain
import Permissions
import Testing

/// What holds for every combination of facts, whatever the single rows say.
struct LawTests {
  @Test(arguments: Action.allCases)
  func `what no rule allows is denied`(_ action: Action) throws {
    let file = try Shipped.file.get()
    let rules = file.policy.rules.map { rule in
      var rule = rule
      for (party, cell) in rule.cells {
        if case .allow = cell { rule.cells[party] = .deny(.onlyOwner) }
      }
      return rule
    }
    let policy = try Policy(rules: rules, gaps: file.gaps)
    #expect(allowed(by: policy, action) == 0)
  }

  @Test(arguments: Action.allCases)
  func `a rule that forbids beats all that allow`(_ action: Action) throws {
    let file = try Shipped.file.get()
    let forbidding = Rule(
      row: "own-1", actions: [action],
      cells: Dictionary(uniqueKeysWithValues: Party.allCases.map { ($0, .forbid(.onlyOwner)) }))
    let gaps = file.gaps.filter { $0.action != action }
    let policy = try Policy(rules: file.policy.rules + [forbidding], gaps: gaps)
    #expect(allowed(by: policy, action) == 0)
  }

  @Test func `the order of the rules means nothing`() throws {
    let file = try Shipped.file.get()
    let rules = file.policy.rules
    for order in [rules.reversed(), Array(rules[50...] + rules[..<50]), rules.sorted { $0.row.id < $1.row.id }] {
      #expect(try Policy(rules: order, gaps: file.gaps).rules == rules)
    }
  }

  @Test(arguments: [Action.invite, .remove, .archive, .show, .taskDue, .promote, .join])
  func `a repeated rule means nothing`(_ action: Action) throws {
    let file = try Shipped.file.get()
    let copies = file.policy.rules.filter { $0.actions.contains(action) }.enumerated().map { number, rule in
      var copy = rule
      copy.row = Row("own-\(number)")
      return copy
    }
    let repeated = try Policy(rules: file.policy.rules + copies, gaps: file.gaps)
    #expect(PolicyDifference.between(file.policy, repeated, of: action).isEmpty)
    #expect(RuleUse(repeated).swallowed.count == copies.count)
  }

  /// The one exception is J9: an outsider can always go (C9), also where an employee can't.
  @Test(arguments: Action.allCases)
  func `somebody from outside never has more than an employee in the same standing`(_ action: Action) throws {
    let policy = try Shipped.policy
    var more: [Situation] = []
    Space(action, actors: Standing.allCases.map { Facts.Actor(isExternal: true, standing: $0) }).visit { facts in
      guard policy.decide(action, by: facts, about: .somebody).isAllowed else { return true }
      var employee = facts
      employee.actor.isExternal = false
      // Oneself from outside isn't the same target as oneself from inside.
      if employee.target?.isOneself == true { return true }
      // Who came in with a department (C7) and an owner can't leave alone.
      if action == .leave, facts.actor.cameWithDepartment || facts.actor.standing == .owner { return true }
      if !policy.decide(action, by: employee, about: .somebody).isAllowed { more.append(Situation(action, facts)) }
      return more.isEmpty
    }
    #expect(more.isEmpty, "\(more)")
  }

  @Test(arguments: Action.allCases)
  func `nobody who is no longer active may do anything`(_ action: Action) throws {
    let policy = try Shipped.policy
    let actors = [Standing.owner, .none].flatMap { standing in
      [AdminState.none, .on].map { Facts.Actor(isActive: false, admin: $0, standing: standing) }
    }
    var answers: Set<String> = []
    Space(action, actors: actors).visit { facts in
      answers.insert(Comparison.Found(policy.decide(action, by: facts, about: .somebody)).reason)
      return true
    }
    #expect(answers == ["inactive"])
  }

  private func allowed(by policy: Policy, _ action: Action) -> Int {
    var count = 0
    Space(action).visit { facts in
      if policy.decide(action, by: facts, about: .somebody).isAllowed { count += 1 }
      return true
    }
    return count
  }
}
