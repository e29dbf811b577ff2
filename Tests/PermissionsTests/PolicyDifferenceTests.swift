import Configuration
import Domain
import Permissions
import Testing

/// What a change of the policy changes, in combinations.
struct PolicyDifferenceTests {
  private func difference(_ row: Row, _ change: (inout Rule) -> Void) throws -> [PolicyDifference] {
    let file = try Shipped.file.get()
    var rules = file.policy.rules
    let index = try #require(rules.firstIndex { $0.row == row })
    change(&rules[index])
    let other = try Policy(rules: rules, gaps: file.gaps)
    return rules[index].actions.flatMap { PolicyDifference.between(file.policy, other, of: $0) }
  }

  @Test func `a policy doesn't differ from itself`() throws {
    let policy = try Shipped.policy
    #expect(PolicyDifference.between(policy, policy, of: .remove).isEmpty)
  }

  @Test func `moderators who may archive are one difference`() throws {
    let found = try difference("G12") { $0.cells[.moderator] = .allow(nil) }
    // A moderator, and one who is an administrator without Admin Mode; nine kinds and privacies each.
    #expect(found.map(\.count) == [9, 9])
    #expect(found.first?.example.actor == "an employee (moderator)")
    #expect(found.first?.old == PolicyDifference.Outcome(isAllowed: false, row: "G12", condition: nil))
    #expect(found.first?.new == PolicyDifference.Outcome(isAllowed: true, row: "G12", condition: nil))
  }

  @Test func `what is only shown otherwise is a difference`() throws {
    let found = try difference("V9") { $0.cells[.none] = .allow(nil) }
    #expect(found.map(\.old.condition) == [.staffAndCount, .staffAndCount])
    #expect(found.map(\.new.condition) == [nil, nil])
  }

  @Test func `another reason for a denial is no difference`() throws {
    #expect(try difference("G12") { $0.cells[.moderator] = .deny(.onlyAdmins) }.isEmpty)
  }
}
