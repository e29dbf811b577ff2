import Configuration
import Domain
import Testing

@testable import Permissions

/// Rules that make no policy are refused, each mistake in its own words.
struct PolicyProblemTests {
  /// A change of the shipped rules and gaps, and what is said of it.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let words: String
    let row: Row?
    let make: @Sendable (inout [Rule], inout [Gap]) -> Void

    init(_ words: String, at row: Row? = nil, _ make: @escaping @Sendable (inout [Rule], inout [Gap]) -> Void) {
      self.words = words
      self.row = row
      self.make = make
    }

    var testDescription: String { words }
  }

  @Test(arguments: [
    Mistake("no rule decides “log”") { rules, _ in rules.change("V21") { $0.actions = [.show] } },
    Mistake("“archive” is in more than 64 rules; write fewer with longer lists") { rules, _ in
      let copied = rules.first { $0.row == "G12" }
      rules += (1...63).compactMap { number in
        var copy = copied
        copy?.row = Row(.own, UInt16(number))
        return copy
      }
    },
    Mistake("no rule and no gap says anything of “unarchive” in an active public workgroup") { _, gaps in
      gaps.removeAll { $0.action == .unarchive }
    },
    Mistake("“archive” in an active public workgroup is called a gap, but a rule decides it") { _, gaps in
      gaps.append(Gap(action: .archive, isArchived: false))
    },
    Mistake("there is no row G99; rules of your own have ids such as own-1", at: "G99") { rules, _ in
      if var copy = rules.first(where: { $0.row == "G12" }) {
        copy.row = "G99"
        rules.append(copy)
      }
    },
    Mistake("row G12 is missing; a row that shall allow nobody denies everybody") { rules, _ in
      rules.removeAll { $0.row == "G12" }
    },
    Mistake("row G12 is written twice", at: "G12") { rules, _ in
      if var copy = rules.first(where: { $0.row == "G12" }) {
        copy.kinds = [.collab]
        rules.append(copy)
      }
    },
    Mistake("G12 holds for nothing: one of its lists is empty", at: "G12") { rules, _ in
      rules.change("G12") { $0.kinds = [] }
    },
    Mistake("G12 asks for inviters, which “archive” doesn't have", at: "G12") { rules, _ in
      rules.change("G12") { $0.inviters = [.owner] }
    },
    Mistake("G12 doesn't say what “owner” may do", at: "G12") { rules, _ in
      rules.change("G12") { $0.cells[.owner] = nil }
    },
    Mistake("G12: only “admin-mode” can be decided like its own standing, not “owner”", at: "G12") { rules, _ in
      rules.change("G12") { $0.cells[.owner] = .own }
    },
    Mistake("G12: “inactive” can't be the reason there", at: "G12") { rules, _ in
      rules.change("G12") { $0.cells[.owner] = .deny(.inactive) }
    },
    Mistake("G12: “only-owner” can't be the reason there", at: "G12") { rules, _ in
      rules.change("G12") { $0.cells[.owner] = .impossible(.onlyOwner) }
    },
    Mistake("G12: “when-empty” asks for something that “archive” doesn't have", at: "G12") { rules, _ in
      rules.change("G12") { $0.cells[.owner] = .allow(.whenEmpty) }
    },
    // Who sees a group depends on nothing but its kind, its privacy and whether it is archived.
    Mistake("V6: “by-level” asks for something that “show” doesn't have", at: "V6") { rules, _ in
      rules.change("V6") { $0.cells[.member] = .allow(.byLevel) }
    },
    Mistake("V6 asks for level, which “show” doesn't have", at: "V6") { rules, _ in
      rules.change("V6") { $0.level = .members }
    },
    Mistake("V15: “by-level” needs a level; say which holds by default", at: "V15") { rules, _ in
      rules.change("V15") { $0.level = nil }
    },
  ])
  func `is refused`(_ mistake: Mistake) throws {
    let file = try Shipped.file.get()
    var (rules, gaps) = (file.policy.rules, file.gaps)
    mistake.make(&rules, &gaps)
    let problem = #expect(throws: PolicyProblem.self) { try Policy(rules: rules, gaps: gaps) }
    #expect(problem?.description == mistake.words)
    #expect(problem?.row == mistake.row)
  }

  @Test(arguments: ["", "G", "12", "g12", "G012", "G-1", "G1.5", "own1", "own-", "own-x", "Q1", "G70000", "G12 "])
  func `is no id of a row`(_ text: String) { #expect(Row(text) == nil) }

  @Test func `rows are sorted by section and number`() {
    let rows: [Row] = ["own-2", "X1", "G12", "G2", "A4", "own-1"]
    #expect(rows.sorted().map(\.id) == ["A4", "G2", "G12", "X1", "own-1", "own-2"])
  }
}
