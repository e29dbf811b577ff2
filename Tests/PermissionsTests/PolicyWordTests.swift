import Testing

/// What is told of single words of a policy that are misspelt, there twice or needless.
struct PolicyWordTests {
  @Test(arguments: [
    // Without an id it may be any row.
    Mistakes(
      "G12", "row: G12", "rwo: G12", "rwo G12+0:5: \"rwo\" is no setting here; did you mean \"row\"?",
      "rwo G12+0:5: the rule has no row"),
    Mistakes(
      "G12", "archived: no", "archved: no", "G12+0:5: row G12 has no archived",
      "G12+4:5: \"archved\" is no setting here; did you mean \"archived\"?"),
  ])
  func `a key is told as misspelt, and as the one that is missing`(_ mistakes: Mistakes) throws {
    try mistakes.expect()
  }

  @Test(arguments: [
    Mistakes(
      "G12", "[admin-mode, owner]", "[owners, admin-mode, owner]",
      "G12+5:13: \"owners\" is no party; did you mean \"owner\"?"),
    Mistakes(
      "G12", "[admin-mode, owner]", "[ownr, admin-mode, owners]",
      "G12+5:13: \"ownr\" is no party; did you mean \"owner\"?",
      "G12+5:31: \"owners\" is no party; did you mean \"owner\"?"),
    Mistakes(
      "V21", "externals", "external", "V21+7:62: \"external\" is no party; did you mean \"externals\"?"),
    Mistakes(
      "G12", "kind: any", "kind: [workgroup, projct, workgroups, collab]",
      "G12+2:23: \"projct\" is no kind; did you mean \"project\"?",
      "G12+2:31: \"workgroups\" is no kind; did you mean \"workgroup\"?"),
    Mistakes("G12", "kind: any", "kind: anyy", "G12+2:11: \"anyy\" is no kind; did you mean \"any\"?"),
    Mistakes("T2", "level: none", "level: nne", "T2+5:12: \"nne\" is no level; did you mean \"none\"?"),
    Mistakes(
      "G12", "action: archive", "action: [archive, archiv]",
      "G12+1:23: \"archiv\" is no action; did you mean \"archive\"?"),
    Mistakes(
      "invariants", "[join, accept", "[jion, join, accept",
      "invariants+13:14: \"jion\" is no action; did you mean \"join\"?"),
    Mistakes(
      "invariants", "[join, accept", "[jion, accept",
      "invariants+13:14: \"jion\" is no action; did you mean \"join\"?"),
    Mistakes(
      "invariants", "archive, delete]", "archive, delet]",
      "invariants+9:47: \"delet\" is no action; did you mean \"delete\"?"),
    Mistakes(
      "invariants", "archive, delete]", "archive, nothing]", "invariants+9:47: \"nothing\" is no action; write one of …"
    ),
    Mistakes(
      "invariants", "[join, accept", "[lgo, join, accept",
      "invariants+13:14: \"lgo\" is no action; did you mean \"log\"?"),
  ])
  func `what was meant by a misspelt word is held against nothing`(_ mistakes: Mistakes) throws {
    try mistakes.expect()
  }

  @Test(arguments: [
    Mistakes(
      "G12", "kind: any", "kind: [project, workgroup, project]", "G12+2:32: \"project\" is in \"kind\" twice"),
    Mistakes(
      "G12", "action: archive", "action: [archive, archive]", "G12+1:23: \"archive\" is in \"action\" twice"),
    Mistakes(
      "invariants", "[join, accept", "[join, join, accept", "invariants+13:20: \"join\" is in \"unranked\" twice"),
    Mistakes("G12", "kind: any", "kind: []", "G12+2:11: \"kind\" is empty; name at least one, or write any"),
    Mistakes("G12", "action: archive", "action: []", "G12+1:13: \"action\" is empty; name at least one"),
    Mistakes(
      "G12", "kind: any", "kind: [any]", "G12+2:12: \"any\" is no kind; write one of …"),
    Mistakes(
      "invariants", "unranked: [", "unranked: join #",
      "invariants+13:13: \"unranked\" is a list, such as [one, two], not a text"),
  ])
  func `a list that can't be is told`(_ mistakes: Mistakes) throws { try mistakes.expect() }

  @Test(arguments: [
    Mistakes(
      "M23", "archived: no", "archived: no\n    target: {standing: any, external: any}",
      "M23+5:5: no rule of \"demote\" is chosen by \"target\"; leave it out"),
    Mistakes(
      "X10", "{external", "{standing: member, external",
      "X10+5:14: no rule of \"promote\", \"transfer\" is chosen by \"standing\" of \"target\"; leave it out"),
    Mistakes(
      "gaps", "action: unarchive, ", "action: unarchive, target: {external: any}, ",
      "gaps+2:25: no rule of \"unarchive\" is chosen by \"target\"; leave it out"),
    Mistakes(
      "M23", "archived: no", "archived: no\n    trget: {standing: any}", "M23+5:5: \"trget\" is no setting here"),
  ])
  func `what chooses no rule of the action is to be left out`(_ mistakes: Mistakes) throws { try mistakes.expect() }
}
