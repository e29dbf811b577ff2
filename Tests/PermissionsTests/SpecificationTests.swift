import Domain
import Permissions
import Testing

/// The engine decides every combination of facts as the specification says.
struct SpecificationTests {
  @Test func `the specification has 105 rows, and every action is in it`() {
    let table = SpecificationTable.shared
    #expect(table.rows.count == 105)
    #expect(table.rows.allSatisfy { $0.cells.count == Column.allCases.count })
    #expect(Set(table.rows.flatMap(\.verbs)) == Set(Action.allCases.map(\.rawValue)))
    #expect(table.rows.map(\.id).sorted() == Row.table.map(\.id).sorted())
  }

  @Test(arguments: Action.allCases)
  func `decides every combination as the specification says`(_ action: Action) throws {
    let policy = try Shipped.policy
    let differences = Comparison(action).differences(of: policy, atMost: 3)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test func `the number of combinations`() {
    let counts = Action.allCases.map { ($0, Space($0).count) }
    print("combinations of facts:", counts.reduce(0) { $0 + $1.1 })
    for (action, count) in counts where count > 50_000 { print("  \(action.rawValue): \(count)") }
    #expect(counts.allSatisfy { $0.1 > 0 })
  }
}

/// Walks the combinations of an action and holds the engine's answer against the oracle's.
struct Comparison {
  let action: Action
  let oracle = Oracle()

  init(_ action: Action) { self.action = action }

  func differences(of policy: Policy, atMost limit: Int) -> [String] {
    var differences: [String] = []
    Space(action).visit { facts in
      let expected = oracle.answer(action, facts)
      let found = Found(policy.decide(action, by: facts, about: .somebody))
      let isSame =
        found.isAllowed == expected.isAllowed && expected.rows.contains(found.row)
        && (!found.isAllowed || found.condition == expected.condition)
      if !isSame { differences.append("\(Situation(action, facts)): expected \(expected), found \(found)") }
      return differences.count < limit
    }
    return differences
  }

  /// What the engine answered, in plain values.
  struct Found: Equatable {
    var isAllowed: Bool
    var row: String
    var condition: Int?
    var reason = ""

    init(_ decision: consuming Decision) {
      switch consume decision {
      case .allow(let permit):
        isAllowed = true
        row = permit.row.id
        condition = permit.condition.flatMap { Int($0.code.dropFirst()) }
      case .deny(let denial):
        isAllowed = false
        row = denial.row.id
        reason = denial.reason.rawValue
      }
    }
  }
}
