import Configuration
import Domain
import Permissions
import Testing

/// What must hold of every policy, and how a policy that breaks it is told so.
struct InvariantTests {
  @Test(arguments: Action.allCases)
  func `the policy that ships keeps every invariant`(_ action: Action) throws {
    let file = try Shipped.file.get()
    #expect(file.invariants.breach(of: action, in: file.policy) == nil)
  }

  /// A change of the file, and the combination by which it is refused.
  struct Breaking: CustomTestStringConvertible, Sendable {
    let invariant: Invariants.Name
    let row: String
    let words: String

    var testDescription: String { "\(invariant.rawValue) by \(row)" }
  }

  @Test(arguments: [
    Breaking(
      invariant: .unseen, row: "V21",
      words:
        "V21 allows an employee without a relation, “log”, in an active hidden workgroup, although the group can't be"
        + " seen"),
    Breaking(
      invariant: .archived, row: "G13",
      words: "G13 allows an employee (owner) in Admin Mode, “archive”, in an archived public workgroup, although"
        + " “archived-allows” doesn't name it"),
    Breaking(
      invariant: .externalStaff, row: "G1",
      words:
        "G1 allows somebody from outside, “create”, in an active public workgroup, although nobody from outside may"
        + " hold a staff role"),
    Breaking(
      invariant: .onlyOwner, row: "G12",
      words: "G12 allows an employee (moderator), “archive”, in an active public workgroup, although only the owner or"
        + " Admin Mode may do that"),
    Breaking(
      invariant: .admins, row: "G5",
      words: "G5 decides an employee (moderator), administrator without Admin Mode, “edit”, in an active public"
        + " workgroup otherwise than an ordinary employee"),
    Breaking(
      invariant: .ranks, row: "T1",
      words:
        "T1 allows an employee (member), “task-add”, in an active public workgroup, but not: an employee (moderator)"),
  ])
  func `a policy that breaks an invariant is refused with the combination`(_ breaking: Breaking) throws {
    let file = try Shipped.file.get()
    let policy = try Policy(rules: file.policy.rules.map { changed($0, breaking) }, gaps: file.gaps)
    let actions = policy.rules.first { $0.row.id == breaking.row }?.actions ?? []
    let breach = actions.lazy.compactMap { file.invariants.breach(of: $0, in: policy) }.first
    #expect(breach?.invariant == breaking.invariant)
    #expect(breach?.description == breaking.words)
  }

  @Test func `no rule of showing excuses what is allowed to who can't see`() throws {
    let file = try Shipped.file.get()
    var rules = file.policy.rules
    rules.change("V7") { $0.cells[.none] = .impossible(.notInside) }
    rules.change("V21") { $0.cells[.none] = .allow(nil) }
    let policy = try Policy(rules: rules, gaps: file.gaps)
    #expect(file.invariants.breach(of: .log, in: policy)?.invariant == .unseen)
  }

  private func changed(_ rule: Rule, _ breaking: Breaking) -> Rule {
    guard rule.row.id == breaking.row else { return rule }
    var rule = rule
    switch breaking.invariant {
    case .unseen: rule.cells[.none] = .allow(nil)
    case .archived: rule.cells[.adminMode] = .allow(nil)
    case .externalStaff: rule.cells[.externalNone] = .allow(nil)
    case .onlyOwner: rule.cells[.moderator] = .allow(nil)
    case .admins: rule.cells[.admin] = .allow(nil)
    case .ranks: rule.cells[.moderator] = .deny(.onlyMembers)
    }
    return rule
  }
}
