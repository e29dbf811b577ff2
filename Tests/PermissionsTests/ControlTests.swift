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
}
