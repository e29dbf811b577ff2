import Domain
import Permissions
import Testing

/// What a change of the policy changes, in combinations.
struct PolicyDifferenceTests {
  private func difference(_ row: Row, _ change: (inout Rule) -> Void) throws -> [PolicyDifference] {
    PolicyDifference.between(try Shipped.policy, try Shipped.policy(row, change))
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

  @Test(arguments: [
    ("G12", Party.moderator, "any kind, any privacy, active"), ("G13", .owner, "any kind, any privacy, archived"),
    ("V13", .banned, "any kind, public, active or archived"), ("G1", .externalNone, "workgroup or project"),
    ("M17", .member, "any kind, any privacy, archived, about: moderator or member"), ("A4", .admin, ""),
  ])
  func `says in which groups and about whom`(_ row: Row, _ party: Party, _ places: String) throws {
    let found = try difference(row) { $0.cells[party] = .allow(nil) }
    #expect(!found.isEmpty)
    for one in found { #expect(one.places.description == places) }
  }

  @Test func `another reason for a denial is no difference`() throws {
    #expect(try difference("G12") { $0.cells[.moderator] = .deny(.onlyAdmins) }.isEmpty)
  }
}
