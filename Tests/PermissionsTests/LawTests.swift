import Configuration
import Domain
import Testing

@testable import Permissions

/// What holds for every combination of facts, whatever the single rows say.
struct LawTests {
  @Test(arguments: Action.allCases)
  func `what no rule allows is denied`(_ action: Action) throws {
    #expect(allowed(by: try Self.denying.get(), action) == 0)
  }

  /// The shipped rules without anything that they allow.
  private static let denying = Result {
    let file = try Shipped.file.get()
    let rules = file.policy.rules.map { rule in
      var rule = rule
      for (party, cell) in rule.cells {
        if case .allow = cell { rule.cells[party] = .deny(.onlyOwner) }
      }
      return rule
    }
    return try Policy(rules: rules, gaps: file.gaps)
  }

  @Test(arguments: Action.allCases)
  func `a rule that forbids beats all that allow`(_ action: Action) throws {
    #expect(allowed(by: try Self.forbidding.get(), action) == 0)
  }

  /// The shipped rules, and one that forbids everybody everything.
  private static let forbidding = Result {
    let forbidding = Rule(
      row: "own-1", actions: Action.allCases,
      cells: Dictionary(uniqueKeysWithValues: Party.allCases.map { ($0, .forbid(.onlyOwner)) }))
    return try Policy(rules: try Shipped.policy.rules + [forbidding], gaps: [])
  }

  @Test func `the order of the rules means nothing`() throws {
    let file = try Shipped.file.get()
    let rules = file.policy.rules
    for order in [rules.reversed(), Array(rules[50...] + rules[..<50]), rules.sorted { $0.row.id < $1.row.id }] {
      #expect(try Policy(rules: order, gaps: file.gaps).rules == rules)
    }
  }

  @Test(arguments: Action.allCases)
  func `a repeated rule means nothing`(_ action: Action) throws {
    #expect(PolicyDifference.between(try Shipped.policy, try Self.repeated.get(), of: action).isEmpty)
  }

  @Test func `a repeated rule is swallowed`() throws {
    let use = RuleUse(try Self.repeated.get())
    #expect(use.swallowed == Self.copies(of: try Shipped.policy).map(\.row) && use.unreachable.isEmpty, "\(use)")
  }

  /// The shipped rules, each of them twice.
  private static let repeated = Result {
    let file = try Shipped.file.get()
    return try Policy(rules: file.policy.rules + copies(of: file.policy), gaps: file.gaps)
  }

  private static func copies(of policy: Policy) -> [Rule] {
    policy.rules.enumerated().map { number, rule in
      var copy = rule
      copy.row = Row(.own, UInt16(number))
      return copy
    }
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
  func `owner, moderator and member stand in this order but where the specification says otherwise`(
    _ action: Action
  ) throws {
    let policy = try Shipped.policy
    let isExcepted = SpecificationTable.shared.verbs[action.ordinal].rows.contains {
      $0.id == "M25" || $0.id.hasPrefix("J")
    }
    let ranks: [(lower: Standing, higher: Standing)] = [(.moderator, .owner), (.member, .moderator)]
    var more: [Situation] = []
    for (lower, higher) in ranks {
      Space(action, actors: [Facts.Actor(standing: lower)]).visit { facts in
        // Oneself in another standing would be another target.
        guard facts.target?.isOneself != true else { return true }
        guard policy.decide(action, by: facts, about: .somebody).isAllowed else { return true }
        var better = facts
        better.actor.standing = higher
        if !policy.decide(action, by: better, about: .somebody).isAllowed { more.append(Situation(action, facts)) }
        return more.isEmpty
      }
    }
    #expect(more.isEmpty || isExcepted, "\(more)")
  }

  @Test(arguments: Action.allCases)
  func `who asks only whether it is allowed hears the same`(_ action: Action) throws {
    let policy = try Shipped.policy
    var others: [Situation] = []
    Space(action).visit { facts in
      let isAllowed = policy.decide(action, by: facts, about: .somebody).isAllowed
      if policy.allows(policy.question(action, by: facts), for: Asker(facts.actor)) != isAllowed {
        others.append(Situation(action, facts))
      }
      return others.isEmpty
    }
    #expect(others.isEmpty, "\(others)")
  }

  @Test(arguments: Action.allCases)
  func `nobody who is no longer active may do anything`(_ action: Action) throws {
    let policy = try Shipped.policy
    let actors = [Standing.owner, .none].flatMap { standing in
      [AdminState.none, .on].map { Facts.Actor(isActive: false, admin: $0, standing: standing) }
    }
    var answers: Set<Reason?> = []
    Space(action, actors: actors).visit { facts in
      answers.insert(Oracle.Answer(policy.decide(action, by: facts, about: .somebody)).reason)
      return true
    }
    #expect(answers == [.inactive])
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
