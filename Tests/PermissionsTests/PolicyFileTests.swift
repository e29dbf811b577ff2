import Configuration
import Permissions
import Testing

/// What whoever writes a policy reads about what is missing in it, and about its invariants.
struct PolicyFileTests {
  @Test func `a mistake has its line and column`() throws {
    let text = "rules:\n  - row: V1\n    action: lisst\ngaps: []\ninvariants: {}\n"
    let error = #expect(throws: ConfigurationError.self) {
      try PolicyFile(bytes: Array(text.utf8), displayName: "policy.yaml")
    }
    #expect(
      error?.problems.map(\.description).contains(
        "policy.yaml:3:13: \"lisst\" is no action; did you mean \"list\"?") == true)
  }

  @Test func `a policy without a row is refused, and every row is told`() throws {
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
      error?.problems.map(\.description).sorted()
        == Row.table.map {
          "policy.yaml:1:1: row \($0) is missing; a row that shall allow nobody denies everybody"
        }.sorted())
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
