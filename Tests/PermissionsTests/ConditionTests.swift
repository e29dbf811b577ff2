import Configuration
import Domain
import Permissions
import Testing

/// Conditions and levels in rules that an operator may write, besides those that ship.
struct ConditionTests {
  @Test func `conditions are numbered as in the permission table`() {
    #expect(Condition.allCases.map(\.code) == (1...29).map { "C\($0)" })
  }

  @Test(arguments: [(Posters.owner, false), (.staff, false), (.members, true), (.everybody, true)])
  func `a member posts as the group lets people post`(_ posters: Posters, _ isAllowed: Bool) throws {
    let policy = try Shipped.policy("F3") { $0.cells[.member] = .allow(.byPostLevel) }
    let facts = Facts(
      actor: Facts.Actor(standing: .member),
      group: Facts.GroupFacts(kind: .project, privacy: .public, posters: posters))
    #expect(reason(policy.decide(.post, by: facts, about: .somebody)) == (isAllowed ? nil : .posters))
  }

  @Test(arguments: [
    Facts.Actor(standing: .requester), Facts.Actor(standing: .invited), Facts.Actor(standing: .none),
    Facts.Actor(isExternal: true, standing: .invited),
  ])
  func `no group lets anybody invite who isn't inside`(_ actor: Facts.Actor) throws {
    let policy = try Shipped.policy("M9") { rule in
      for party in [Party.requester, .invited, .none, .externalInvited] { rule.cells[party] = .allow(.byWhoMayInvite) }
    }
    for inviters in Inviters.allCases {
      let facts = Facts(
        actor: actor, group: Facts.GroupFacts(kind: .project, privacy: .public, inviters: inviters),
        target: Facts.Target(standing: .invited))
      #expect(reason(policy.decide(.revoke, by: facts, about: .somebody)) == .inviters, "\(inviters)")
    }
  }

  @Test(arguments: [(AdminState.on, true), (.off, true), (.none, false)])
  func `what administrators may do, no level of a group takes from them`(
    _ admin: AdminState, _ isAllowed: Bool
  ) throws {
    let policy = try Shipped.policy("T1") { $0.cells[.admin] = .allow(nil) }
    let facts = Facts(
      actor: Facts.Actor(admin: admin), group: Facts.GroupFacts(kind: .project, privacy: .public, level: .owner))
    #expect(reason(policy.decide(.taskAdd, by: facts, about: .somebody)) == (isAllowed ? nil : .level))
  }

  @Test(arguments: [
    // Whoever may create tasks or edit them here, and may edit this one where it is.
    (Standing.member, Level?.none, Level?.none, true, Reason?.none), (.member, nil, nil, false, .mayNotEditTask),
    (.member, .owner, nil, true, .level), (.member, .owner, .members, true, nil),
    (.moderator, .owner, nil, true, nil), (.moderator, .owner, nil, false, .mayNotEditTask),
    (.moderator, .owner, .owner, true, .level), (.none, nil, .everyone, true, .onlyMembers),
  ])
  func `a task is moved in by whoever may create or edit tasks here`(
    _ standing: Standing, _ level: Level?, _ editLevel: Level?, _ mayEditElsewhere: Bool, _ expected: Reason?
  ) throws {
    let facts = Facts(
      actor: Facts.Actor(standing: standing),
      group: Facts.GroupFacts(kind: .project, privacy: .public, level: level, editLevel: editLevel),
      tie: Facts.Tie(mayEditElsewhere: mayEditElsewhere))
    #expect(reason(try Shipped.policy.decide(.taskMoveIn, by: facts, about: .somebody)) == expected)
  }

  @Test func `where an action makes no sense, it is the place that denies it`() throws {
    let file = try Shipped.file.get()
    var rules = file.policy.rules
    for row: Row in ["M11", "M12"] { rules.change(row) { $0.kinds = [.workgroup, .project] } }
    rules.change("T1") { $0.privacies = [.public, .private] }
    let policy = try Policy(
      rules: rules,
      gaps: file.gaps + [
        Gap(action: .approve, kinds: [.collab], isArchived: false),
        Gap(action: .taskAdd, privacies: [.hidden], isArchived: false),
      ])
    let owner = Facts.Actor(standing: .owner)
    var facts = Facts(
      actor: owner, group: Facts.GroupFacts(kind: .collab, privacy: .private),
      target: Facts.Target(standing: .requester))
    #expect(reason(policy.decide(.approve, by: facts, about: .somebody)) == .wrongKind)
    facts = Facts(actor: owner, group: Facts.GroupFacts(kind: .project, privacy: .hidden))
    #expect(reason(policy.decide(.taskAdd, by: facts, about: .somebody)) == .wrongPrivacy)
  }

  private func reason(_ decision: consuming Decision) -> Reason? {
    switch consume decision {
    case .allow: nil
    case .deny(let denial): denial.reason
    }
  }
}
