import Configuration
import Testing

/// What whoever writes a policy reads about a mistake: where, what, and what was meant.
struct PolicyFileTests {
  @Test(arguments: [
    ("action: archive\n", "action: archiv\n", "\"archiv\" is no action; did you mean \"archive\"?"),
    ("- row: G12\n", "- row: G21\n", "there is no row \"G21\"; did you mean \"V21\"?"),
    ("- row: G12\n", "- row: G11\n", "row G11 is written twice; the first is in line "),
    ("- row: G12\n", "- rwo: G12\n", "the rule has no row"),
    ("[admin-mode, owner]", "[admin-mode, ownr]", "\"ownr\" is no party; did you mean \"owner\"?"),
    ("[admin-mode, owner]", "[admin-mode]", "row G12 doesn't say what owner may do"),
    ("[admin-mode, owner]", "[admin-mode, owner, owner]", "row G12 names \"owner\" twice"),
    (
      "[admin-mode, owner]", "[admin-mode]\n    allow-if: {by-levle: [owner]}",
      "\"by-levle\" is no condition; did you mean \"by-level\"?"
    ),
    ("[admin-mode, owner]", "[admin-mode, owner]\n    allow-if: {by-level: [owner]}", "row G12 names \"owner\" twice"),
    ("only-owner:", "only-ovner:", "\"only-ovner\" is no reason here; did you mean \"only-owner\"?"),
    ("archived: no\n", "archived: nope\n", "\"archived\" is yes, no or any, without quotes"),
    ("    archived: no\n", "", "row G12 has no archived"),
    ("kind: any\n", "kind: colab\n", "\"colab\" is no kind; did you mean \"collab\"?"),
    ("kind: any\n", "kind: any\n    level: none\n", "\"level\" is no setting here"),
    ("kind: any\n", "kind: workgroup\n", "no rule and no gap says anything of “archive” in an active public project"),
  ])
  func `a mistake is told`(_ old: String, _ new: String, _ sentence: String) throws {
    let text = try #require(Shipped.text)
    let start = try #require(text.firstRange(of: "  - row: G12\n"))
    let range = try #require(text[start.lowerBound...].firstRange(of: old))
    let changed = "\(text[..<range.lowerBound])\(new)\(text[range.upperBound...])"
    let error = #expect(throws: ConfigurationError.self) {
      try PolicyFile(bytes: Array(changed.utf8), displayName: "policy.yaml")
    }
    #expect(error?.problems.contains { $0.sentence.hasPrefix(sentence) } == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func `a mistake has its line and column`() throws {
    let text = "rules:\n  - row: V1\n    action: lisst\ngaps: []\ninvariants: {}\n"
    let error = #expect(throws: ConfigurationError.self) {
      try PolicyFile(bytes: Array(text.utf8), displayName: "policy.yaml")
    }
    #expect(
      error?.problems.first?.description == "policy.yaml:3:13: \"lisst\" is no action; did you mean \"list\"?")
  }

  @Test func `a policy without a row is refused`() throws {
    let text = """
      rules: []
      gaps: []
      invariants:
        unseen-allows: []
        archived-allows: []
        only-owner-or-admin-mode: [remove, archive, delete]
        admins-may-without-admin-mode: []
        unranked: []
      """
    let error = #expect(throws: ConfigurationError.self) {
      try PolicyFile(bytes: Array(text.utf8), displayName: "policy.yaml")
    }
    #expect(
      error?.description
        == "policy.yaml:1:8: row V1 is missing; a row that shall allow nobody denies everybody")
  }

  @Test(arguments: [
    (
      "admins-may-without-admin-mode", "archive",
      "\"archive\" can't be an exception: in every policy \"admins-may-without-admin-mode\" names at most admin-on,"
        + " admin-off, admin-grant, admin-revoke, guests-switch"
    ),
    (
      "unranked", "log",
      "\"log\" can't be an exception: in every policy \"unranked\" names at most join, accept, decline, withdraw, leave,"
        + " step-down"
    ),
  ])
  func `an invariant has no other exceptions than there can be`(
    _ list: String, _ action: String, _ sentence: String
  ) throws {
    let text = try #require(Shipped.text)
    let changed = text.replacing("  \(list): [", with: "  \(list): [\(action), ")
    let error = #expect(throws: ConfigurationError.self) {
      try PolicyFile(bytes: Array(changed.utf8), displayName: "policy.yaml")
    }
    #expect(error?.problems.map(\.sentence) == [sentence])
  }

  @Test(arguments: ["remove", "archive", "delete"])
  func `nobody can take from the owner what is the owner's in every policy`(_ action: String) throws {
    let text = try #require(Shipped.text)
    let rest = ["remove", "archive", "delete"].filter { $0 != action }.joined(separator: ", ")
    let changed = text.replacing(
      "only-owner-or-admin-mode: [remove, archive, delete]", with: "only-owner-or-admin-mode: [\(rest)]")
    let error = #expect(throws: ConfigurationError.self) {
      try PolicyFile(bytes: Array(changed.utf8), displayName: "policy.yaml")
    }
    #expect(
      error?.problems.map(\.sentence) == [
        "\"\(action)\" is missing: in every policy only the owner or Admin Mode does that"
      ])
  }
}
