import Configuration
import Domain
import Permissions
import Testing

/// The comparison with the specification has teeth: one changed cell of any row is found.
struct ControlTests {
  @Test(arguments: Row.table.map(\.id))
  func `a single changed cell is found`(_ row: String) throws {
    let file = try Shipped.file.get()
    var rules = file.policy.rules
    let index = try #require(rules.firstIndex { $0.row.id == row })
    let party = try #require(
      [.owner, .moderator, .none, .invited, .requester].first { rules[index].cells[$0].map(Self.isDecided) == true })
    if case .allow = rules[index].cells[party] {
      rules[index].cells[party] = .deny(.onlyStaff)
    } else {
      rules[index].cells[party] = .allow(nil)
    }
    let policy = try Policy(rules: rules, gaps: file.gaps)
    let found = rules[index].actions.contains { !Comparison($0).differences(of: policy, atMost: 1).isEmpty }
    #expect(found, "\(party.rawValue) in \(row)")
  }

  /// Whether another cell makes a difference: it can happen, and it isn't a condition that never holds.
  private static func isDecided(_ cell: Rule.Cell) -> Bool {
    switch cell {
    case .impossible, .allow(.unarchiveFirst), .allow(.leftAlready): false
    default: true
    }
  }

  @Test(arguments: [
    ("V15", Party.member), ("J9", .member), ("M9", .moderator), ("M14", .moderator), ("G15", .owner), ("G16", .none),
    ("T3", .member), ("T4", .member), ("T6", .member), ("T7", .owner), ("T10", .member), ("T11", .member),
    ("T13", .none), ("X2", .externalMember), ("X3", .moderator), ("F5", .moderator),
  ])
  func `a lost condition is found`(_ row: String, _ party: Party) throws {
    let file = try Shipped.file.get()
    var rules = file.policy.rules
    let index = try #require(rules.firstIndex { $0.row.id == row })
    #expect(rules[index].cells[party] != .allow(nil))
    rules[index].cells[party] = .allow(nil)
    let policy = try Policy(rules: rules, gaps: file.gaps)
    let found = rules[index].actions.contains { !Comparison($0).differences(of: policy, atMost: 1).isEmpty }
    #expect(found)
  }

  @Test(arguments: [
    // Another reason.
    Slip("G12", .cell(.moderator, .deny(.onlyStaff)), .archive, [.reason]),
    Slip("M10", .cell(.externalMember, .deny(.onlyMembers)), .remind, [.reason]),
    Slip("V12", .cell(.none, .deny(.onlyEmployees)), .seeSettings, [.reason]),
    Slip("M7", .cell(.owner, .deny(.onlyOwner)), .add, [.reason]),
    Slip("A1", .cell(.none, .deny(.onlyAdminMode)), .adminOn, [.reason]),
    Slip("J1", .cell(.member, .impossible(.notInvited)), .join, [.reason]),
    Slip("J9", .cell(.owner, .deny(.onlyMembers)), .leave, [.reason]),
    Slip("G13", .cell(.owner, .deny(.archived)), .archive, [.reason]),
    Slip("J2", .cell(.requester, .deny(.onlyInvited)), .join, [.reason]),
    // Another condition.
    Slip("V15", .cell(.externalInvited, .allow(.byLevel)), .seeTasks, [.reason, .condition]),
    Slip("G6", .cell(.owner, .deny(.archived)), .edit, [.condition]),
    // A question that is asked too early or too late.
    Slip("T14", .cell(.member, .deny(.onlyStaff)), .taskDone, [.reason, .question]),
    Slip("M17", .cell(.none, .deny(.onlyOwner)), .remove, [.reason, .question]),
    Slip("J6", .cell(.invited, .deny(.onlyMembers)), .accept, [.reason, .question]),
    Slip("G12", .cell(.moderator, .deny(.guestsSwitchedOff)), .archive, [.reason, .question]),
    Slip("V7", .cell(.none, .allow(.cardOnly)), .archive, [.reason, .question]),
    Slip("V7", .cell(.banned, .allow(.cardOnly)), .log, [.reason, .question]),
    Slip("V6", .cell(.externalNone, .allow(nil)), .archive, [.reason, .question]),
    Slip("X3", .guestsMayBeInvited(nil), .invite, [.row]),
    // Another row.
    Slip("M15", .targetStandings([.member, .moderator]), .remove, [.row]),
    Slip("M11", .inviters(.all), .approve, [.row]),
    Slip("M1", .targetExternal(nil), .invite, [.row, .reason, .condition]),
    Slip("M27", .targetExternal(false), .transfer, [.row, .reason, .question]),
    Slip("M24", .archived(nil), .demote, [.row, .reason, .question]),
  ])
  func `another word in an answer is found`(_ slip: Slip) throws {
    let policy = try Shipped.policy(slip.row) { slip.edit.apply(to: &$0) }
    let differences = Comparison(slip.action).differences(of: policy, atMost: 300)
    #expect(differences.allSatisfy { $0.expected.isAllowed == $0.found.isAllowed })
    #expect(Set(differences.flatMap(\.words)) == slip.words)
  }
}

/// A change to one row by which no more and no less is allowed, but another thing is said.
struct Slip: CustomTestStringConvertible {
  let row: Row
  let edit: Edit
  /// The action by which it is found.
  let action: Action
  let words: Set<Comparison.Difference.Word>

  init(_ row: Row, _ edit: Edit, _ action: Action, _ words: Set<Comparison.Difference.Word>) {
    self.row = row
    self.edit = edit
    self.action = action
    self.words = words
  }

  var testDescription: String { "\(row) \(edit)" }

  enum Edit {
    case cell(Party, Rule.Cell)
    case archived(Bool?)
    case inviters(Choice<Inviters>)
    case guestsMayBeInvited(Bool?)
    case targetStandings(Choice<Standing>)
    case targetExternal(Bool?)

    func apply(to rule: inout Rule) {
      switch self {
      case .cell(let party, let cell): rule.cells[party] = cell
      case .archived(let value): rule.isArchived = value
      case .inviters(let value): rule.inviters = value
      case .guestsMayBeInvited(let value): rule.guestsMayBeInvited = value
      case .targetStandings(let value): rule.targetStandings = value
      case .targetExternal(let value): rule.targetIsExternal = value
      }
    }
  }
}
