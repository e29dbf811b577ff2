import Configuration
import Domain
import Testing

@testable import Permissions

/// What a group can set for itself, inside of what the rules allow.
struct SettingTests {
  @Test func `settings are called as the settings command calls them`() {
    #expect(Setting.allCases.map(\.name) == ["inviters", "posters"] + FeatureOperation.allCases.map(\.rawValue))
  }

  @Test(arguments: Setting.allCases)
  func `by the shipped rules, every value lets in somebody in some group, but for two`(_ setting: Setting) throws {
    let idle = [Setting.level(.moderatePosts), .level(.deletePosts)].contains(setting) ? ["everyone"] : []
    #expect(try Shipped.policy.choices(of: setting, in: .all, .all) + idle == setting.values(in: .all))
  }

  @Test(arguments: Privacy.allCases)
  func `what a value comes to depends on the privacy`(_ privacy: Privacy) throws {
    let everyone = privacy == .public ? "everyone" : "members"
    #expect(try effects(.viewPosts, privacy) == ["owner", "staff", "members", everyone])
    // Everyone means the members where nobody else knows of the group.
    let visible = privacy == .hidden ? "members" : "everyone"
    #expect(try effects(.viewTasks, privacy) == ["owner", "staff", "members", visible])
    #expect(try effects(.deletePosts, privacy) == ["owner", "staff", "members", "members"])
  }

  private func effects(_ operation: FeatureOperation, _ privacy: Privacy) throws -> [String] {
    try Shipped.policy.effects(of: .level(operation), in: .all, [privacy])
  }

  @Test func `only a collab lets employees alone invite`() throws {
    #expect(Setting.inviters.values(in: [.collab]) == ["owner", "staff", "employees", "members"])
    #expect(Setting.inviters.values(in: [.project, .workgroup]) == ["owner", "staff", "members"])
    #expect(
      try Shipped.policy.choices(of: .inviters, in: [.collab], .all) == ["owner", "staff", "employees", "members"])
  }

  @Test func `where rules let no members invite, that they may comes to what lets the staff`() throws {
    var rules = try Shipped.policy.rules
    for index in rules.indices where rules[index].actions.contains(where: { $0.facts.contains(.inviters) }) {
      for party in [Party.member, .externalMember] where rules[index].cells[party] != nil {
        rules[index].cells[party] = .deny(.onlyStaff)
      }
    }
    let policy = try Policy(rules: rules, gaps: try Shipped.file.get().gaps)
    #expect(policy.effects(of: .inviters, in: [.collab], .all) == ["owner", "staff", "staff", "staff"])
    #expect(policy.choices(of: .inviters, in: [.collab], .all) == ["owner", "staff"])
  }

  @Test func `the level for editing tasks counts where tasks are moved in by it`() throws {
    let rules = try Shipped.policy.rules.map { rule in
      var rule = rule
      guard rule.actions.contains(where: { $0.operation == .editTasks }) else { return rule }
      for party in rule.cells.keys where party != .owner { rule.cells[party] = .deny(.onlyOwner) }
      return rule
    }
    let gaps = try Shipped.file.get().gaps
    let effects = try Policy(rules: rules, gaps: gaps).effects(of: .level(.editTasks), in: .all, .all)
    #expect(effects == ["owner", "staff", "members", "members"])
  }

  @Test(arguments: [Setting.posters, .level(.writePosts)])
  func `who may post is judged as one thing, whichever name it has`(_ setting: Setting) throws {
    let members = try Shipped.policy("F3") { $0.cells[.none] = .deny(.onlyMembers) }
    #expect(members.effects(of: setting, in: .all, .all) == ["owner", "staff", "members", "members"])
    // The condition hears who may post, and no level.
    let posters = try Shipped.policy("F3") { $0.cells[.none] = .allow(.byPostLevel) }
    #expect(posters.effects(of: setting, in: .all, [.public]) == setting.values(in: .all))
  }
}

extension Policy {
  fileprivate func effects(of setting: Setting, in kinds: Choice<Kind>, _ privacies: Choice<Privacy>) -> [String] {
    setting.values(in: kinds).map { effect(of: $0, as: setting, in: kinds, privacies) }
  }
}
