import Configuration
import Domain
import Testing

@testable import Permissions

/// Rules that make no policy are refused, each mistake in its own words and at its own part.
struct PolicyProblemTests {
  /// Changes of the shipped rules and gaps, and everything that is said of them.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let words: [String]
    /// Where each stands: the rule's row or the gap's action, and what of it.
    let parts: [String]
    let make: @Sendable (inout [Rule], inout [Gap]) -> Void

    init(
      _ words: String..., at parts: String..., make: @escaping @Sendable (inout [Rule], inout [Gap]) -> Void
    ) {
      self.words = words
      self.parts = parts
      self.make = make
    }

    var testDescription: String { words.joined(separator: "; ") }
  }

  @Test(arguments: [
    Mistake("no rule decides “log”", at: "rules") { rules, _ in rules.change("V21") { $0.actions = [.show] } },
    Mistake("“archive” is in more than 64 rules; write fewer with longer lists", at: "own-63: action archive") {
      rules, _ in
      for number in 1...63 { rules += Self.copies(of: "G12", in: rules) { $0.row = Row(.own, UInt16(number)) } }
    },
    Mistake("there is no row G99; rules of your own have ids such as own-1", at: "G99: row") { rules, _ in
      rules += Self.copies(of: "G12", in: rules) { $0.row = "G99" }
    },
    Mistake(
      "row V6 is missing; a row that shall allow nobody denies everybody",
      "row G12 is missing; a row that shall allow nobody denies everybody", at: "rules", "rules"
    ) { rules, _ in
      rules.removeAll { $0.row == "G12" || $0.row == "V6" }
    },
    // Also when both say the same.
    Mistake("row G12 is written twice", "row V6 is written twice", at: "G12: row", "V6: row") { rules, _ in
      rules += Self.copies(of: "G12", in: rules) { $0.kinds = [.collab] } + Self.copies(of: "V6", in: rules) { _ in }
    },
    Mistake(
      "G12 holds for nothing: one of its lists is empty", "G12 holds for nothing: one of its lists is empty",
      at: "G12: fact kind", "G12: fact privacy"
    ) { rules, _ in
      rules.change("G12") { ($0.kinds, $0.privacies) = ([], []) }
    },
    Mistake("G12 holds for nothing: one of its lists is empty", at: "G12: none") { rules, _ in
      rules.change("G12") { $0.actions = [] }
      rules.change("G13") { $0.isArchived = nil }
    },
    Mistake("G12 asks for “inviters”, by which no rule of “archive” is chosen", at: "G12: fact inviters") { rules, _ in
      rules.change("G12") { $0.inviters = [.owner] }
    },
    Mistake(
      "M11 asks for “inviters”, by which no rule of “archive”, “delete” is chosen", at: "M11: fact inviters"
    ) { rules, _ in
      rules.change("M11") { $0.actions += [.archive, .delete] }
    },
    Mistake("G12 doesn't say what “owner”, “member” may do", at: "G12: none") { rules, _ in
      rules.change("G12") { ($0.cells[.owner], $0.cells[.member]) = (nil, nil) }
    },
    // Where no group has a say, an administrator is somebody as well.
    Mistake("A4 doesn't say what “admin” may do", at: "A4: none") { rules, _ in
      rules.change("A4") { $0.cells[.admin] = nil }
    },
    Mistake(
      "G12: only “admin-mode” and “admin” can be decided by their own standing, not “owner”, “member”",
      at: "G12: party owner"
    ) { rules, _ in
      rules.change("G12") { ($0.cells[.owner], $0.cells[.member]) = (.own, .own) }
    },
    Mistake(
      "G12: “inactive” can't be the reason there", "G12: “only-owner” can't be the reason there",
      at: "G12: party owner", "G12: party none"
    ) { rules, _ in
      rules.change("G12") { ($0.cells[.owner], $0.cells[.none]) = (.deny(.inactive), .impossible(.onlyOwner)) }
    },
    Mistake("G12: “when-empty” asks for something that “archive” doesn't have", at: "G12: condition when-empty") {
      rules, _ in
      rules.change("G12") { ($0.cells[.owner], $0.cells[.member]) = (.allow(.whenEmpty), .allow(.whenEmpty)) }
    },
    Mistake(
      "M11 asks for “inviters”, by which no rule of “archive” is chosen",
      "M11: “when-empty” asks for something that “approve”, “archive” don't have",
      at: "M11: fact inviters", "M11: condition when-empty"
    ) { rules, _ in
      rules.change("M11") { ($0.actions, $0.cells[.owner]) = ([.approve, .archive], .allow(.whenEmpty)) }
    },
    // Who sees a group depends on nothing but its kind, its privacy and whether it is archived; no level would help.
    Mistake("V6: “by-level” asks for something that “show” doesn't have", at: "V6: condition by-level") { rules, _ in
      rules.change("V6") { $0.cells[.member] = .allow(.byLevel) }
    },
    Mistake("V6 asks for “level”, by which no rule of “show” is chosen", at: "V6: fact level") { rules, _ in
      rules.change("V6") { $0.level = .members }
    },
    Mistake("V15: “by-level” needs a level; say which holds by default", at: "V15: fact level") { rules, _ in
      rules.change("V15") { $0.level = nil }
    },
  ])
  func `is refused`(_ mistake: Mistake) throws { try expect(mistake) }

  @Test(arguments: [
    Mistake("no rule and no gap says anything of “unarchive” in an active group", at: "gaps") { _, gaps in
      gaps.removeAll { $0.action == .unarchive }
    },
    // Each part is as large as can be, so they overlap in what is public and a collab.
    Mistake(
      "no rule and no gap says anything of “archive” in an active public group",
      "no rule and no gap says anything of “archive” in an active collab", at: "gaps", "gaps"
    ) { rules, _ in
      rules.change("G12") { ($0.kinds, $0.privacies) = ([.workgroup, .project], [.private, .hidden]) }
    },
    Mistake("no rule and no gap says anything of “create-for” in a collab", at: "gaps") { _, gaps in
      gaps.removeAll { $0.action == .createFor }
    },
    Mistake("no rule and no gap says anything of “promote” in an active group, about somebody from outside", at: "gaps")
    { rules, _ in
      rules.change("X10") { $0.actions = [.transfer] }
    },
    // No gap can name what depends on settings or on the standing of the person.
    Mistake(
      "no rule and no gap says anything of “approve” in an active group, inviting: staff or members", at: "rules"
    ) { rules, _ in
      rules.change("M12") { $0.inviters = [.employees] }
    },
    Mistake(
      "no rule and no gap says anything of “remove” in an active group, about an employee (moderator)", at: "rules"
    ) { rules, _ in
      rules.removeAll { $0.row == "M16" }
      rules += Self.copies(of: "M15", in: rules) { $0.row = "M16" }
    },
    Mistake("no rule and no gap says anything of “remove”, about somebody (moderator)", at: "rules") { rules, _ in
      for row: Row in ["M16", "M17", "M18", "M19"] { rules.change(row) { $0.targetStandings = [.member] } }
    },
    Mistake(
      "no rule and no gap says anything of “invite” in an active collab, closed to externals, guests may not be invited,"
        + " about somebody from outside", at: "rules"
    ) { rules, _ in
      rules.change("X4") { $0.openToExternals = true }
    },
    // Two rules decide in a part of the gap each.
    Mistake(
      "“archive” in an active hidden group is called a gap, but G12 decides it",
      "“archive” in an archived hidden group is called a gap, but G13 decides it", at: "gap archive", "gap archive"
    ) { _, gaps in
      gaps.append(Gap(action: .archive, privacies: [.hidden]))
    },
  ])
  func `what rules and gaps leave open, or both name, is refused`(_ mistake: Mistake) throws { try expect(mistake) }

  private func expect(_ mistake: Mistake) throws {
    let file = try Shipped.file.get()
    var (rules, gaps) = (file.policy.rules, file.gaps)
    mistake.make(&rules, &gaps)
    let error = #expect(throws: PolicyError.self) { try Policy(rules: rules, gaps: gaps) }
    #expect(error?.problems.map(\.mistake.description) == mistake.words)
    let parts = error?.problems.map { problem in
      switch problem.part {
      case .rules: "rules"
      case .gaps: "gaps"
      case .gap(let index): "gap \(gaps[index].action.rawValue)"
      case .rule(let index, let entry): "\(rules[index].row): \(Self.words(entry))"
      }
    }
    #expect(parts == mistake.parts)
  }

  private static func words(_ entry: PolicyProblem.Entry) -> String {
    switch entry {
    case .none: "none"
    case .row: "row"
    case .action(let action): "action \(action.rawValue)"
    case .fact(let fact): "fact \(fact.rawValue)"
    case .condition(let condition): "condition \(condition.rawValue)"
    case .party(let party): "party \(party.rawValue)"
    }
  }

  private static func copies(of row: Row, in rules: [Rule], _ change: (inout Rule) -> Void) -> [Rule] {
    var copies = rules.filter { $0.row == row }
    for index in copies.indices { change(&copies[index]) }
    return copies
  }

  @Test(arguments: ["", "G", "12", "g12", "G012", "G-1", "G1.5", "own1", "own-", "own-x", "Q1", "G70000", "G12 "])
  func `is no id of a row`(_ text: String) { #expect(Row(text) == nil) }

  @Test func `rows are sorted by section and number`() {
    let rows: [Row] = ["own-2", "X1", "G12", "G2", "A4", "own-1"]
    #expect(rows.sorted().map(\.id) == ["A4", "G2", "G12", "X1", "own-1", "own-2"])
  }
}
