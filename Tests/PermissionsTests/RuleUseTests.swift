import Configuration
import Domain
import Permissions
import Testing

/// Rules that do nothing are found, so that no operator relies on one.
struct RuleUseTests {
  @Test func `no rule that ships is unreachable or swallowed`() throws {
    let use = RuleUse(try Shipped.policy)
    #expect(use.unreachable.isEmpty && use.swallowed.isEmpty, "\(use)")
  }

  /// What holds for nothing at all is refused before: see “holds for nothing” among the problems of a policy.
  @Test func `unreachable and swallowed rules are found`() throws {
    let file = try Shipped.file.get()
    // Nobody is thrown out who isn't inside, whatever rules say; in a collab the second one is heard.
    let removal = try own(1, like: "M15") { $0.targetStandings = [.banned, .none] }
    let copy = try own(2, like: "G12") { _ in }
    let heard = try own(3, like: "G12") { rule in
      rule.kinds = [.collab]
      rule.cells[.owner] = .forbid(.onlyAdmins)
    }
    let use = RuleUse(try Policy(rules: file.policy.rules + [removal, copy, heard], gaps: file.gaps))
    #expect(use.unreachable == ["own-1"])
    #expect(use.swallowed == ["own-2"])
  }

  private func own(_ number: Int, like row: Row, _ change: (inout Rule) -> Void) throws -> Rule {
    var rule = try #require(try Shipped.policy.rules.first { $0.row == row })
    rule.row = try #require(Row("own-\(number)"))
    change(&rule)
    return rule
  }
}
