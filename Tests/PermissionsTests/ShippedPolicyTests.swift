import Domain
import Permissions
import Testing

struct ShippedPolicyTests {
  @Test func `the policy that ships is sound and holds every row`() throws {
    let policy = try Shipped.policy
    #expect(policy.rules.count == 105)
  }
}
