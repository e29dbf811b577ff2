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
    #expect(differences.isEmpty, "\(differences.map(\.description).joined(separator: "\n"))")
  }

  @Test(arguments: Action.allCases)
  func `asks for the facts that the specification needs, and for no other`(_ action: Action) {
    let specified = SpecificationTable.shared.verbs[action.ordinal]
    #expect(Set(action.facts.values) == specified.facts)
    #expect(Set(action.selectors.values) == specified.choosing)
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

  /// Where the engine answers otherwise than the specification, row, reason, question and condition included.
  func differences(of policy: Policy, atMost limit: Int) -> [Difference] {
    var differences: [Difference] = []
    Space(action, actors: Self.actors).visit { facts in
      let expected = oracle.answer(action, facts)
      let found = Oracle.Answer(policy.decide(action, by: facts, about: .somebody))
      if found != expected {
        differences.append(Difference(situation: Situation(action, facts), expected: expected, found: found))
      }
      return differences.count < limit
    }
    return differences
  }

  /// Everybody who can ask, and one who could do most, but is no longer active.
  private static let actors =
    Space.actors + [Facts.Actor(isActive: false, admin: .on, standing: .owner)]

  struct Difference: CustomStringConvertible {
    let situation: Situation
    let expected: Oracle.Answer
    let found: Oracle.Answer

    var description: String { "\(situation): expected \(expected), found \(found)" }

    enum Word { case row, condition, reason, question }

    /// What is answered otherwise.
    var words: Set<Word> {
      var words: Set<Word> = []
      if found.row != expected.row { words.insert(.row) }
      if found.condition != expected.condition { words.insert(.condition) }
      if found.reason != expected.reason { words.insert(.reason) }
      if found.question != expected.question { words.insert(.question) }
      return words
    }
  }
}

extension Oracle.Answer {
  /// What the engine answered, in the oracle's words.
  init(_ decision: consuming Decision) {
    switch consume decision {
    case .allow(let permit): self.init(row: permit.row, condition: Self.number(of: permit.condition))
    case .deny(let denial):
      self.init(
        row: denial.row, condition: Self.number(of: denial.condition), reason: denial.reason,
        question: denial.question)
    }
  }

  private static func number(of condition: Condition?) -> Int? {
    condition.flatMap { numbers[$0] }
  }

  private static let numbers = Dictionary(
    uniqueKeysWithValues: Condition.allCases.map { ($0, Int($0.code.dropFirst()) ?? 0) })
}

extension Oracle.Answer: CustomStringConvertible {
  var description: String {
    let condition = condition.map { " C\($0)" } ?? ""
    guard let reason, let question else { return "allowed \(row)\(condition)" }
    return "denied \(row)\(condition) \(reason.rawValue) (\(question))"
  }
}
