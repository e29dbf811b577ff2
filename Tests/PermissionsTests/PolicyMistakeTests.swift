import Testing

/// What whoever writes a policy reads about mistakes: where, what, and what was meant, each of them once.
struct PolicyMistakeTests {
  @Test(arguments: [
    Mistakes(
      "G12", "action: archive", "action: archiv", "G12+1:13: \"archiv\" is no action; did you mean \"archive\"?"),
    Mistakes(
      "G12", "[admin-mode, owner]", "[admin-mode, ownr]", "G12+5:25: \"ownr\" is no party; did you mean \"owner\"?"),
    Mistakes("G12", "[admin-mode, owner]", "[admin-mode]", "G12+0:5: G12 doesn't say what “owner” may do"),
    Mistakes("G12", "[admin-mode, owner]", "[admin-mode, owner, owner]", "G12+5:32: row G12 names \"owner\" twice"),
    Mistakes(
      "G12", "owner]", "]\n    allow-if: {when-visibel: [owner]}",
      "G12+6:16: \"when-visibel\" is no condition; did you mean \"when-visible\"?"),
    Mistakes(
      "G12", "owner]", "owner]\n    allow-if: {when-visible: [owner]}", "G12+6:31: row G12 names \"owner\" twice"),
    Mistakes(
      "G12", "owner]", "owner]\n    allow-if: [owner]",
      "G12+6:15: \"allow-if\" is a mapping, such as {key: value}, not a list"),
    Mistakes(
      "G12", "only-owner:", "only-ovner:",
      "G12+7:7: \"only-ovner\" is no reason here; did you mean \"only-owner\"?"),
    Mistakes("G12", "allow:", "alow:", "G12+5:5: \"alow\" is no setting here; did you mean \"allow\"?"),
    Mistakes("G12", "archived: no", "archived: nope", "G12+4:15: \"archived\" is yes, no or any, without quotes"),
    Mistakes("G12", "    archived: no\n", "", "G12+0:5: row G12 has no archived"),
    Mistakes(
      "G12", "kind: any", "kind: [workgroup, project, colab]",
      "G12+2:32: \"colab\" is no kind; did you mean \"collab\"?"),
    Mistakes(
      "G12", "kind: any", "kind: any\n    level: none",
      "G12+3:5: no rule of \"archive\" is chosen by \"level\"; leave it out"),
    Mistakes(
      "G12", "kind: any", "kind: workgroup",
      "gaps+0:1: no rule and no gap says anything of “archive” in an active project or collab"),
    Mistakes(
      "V15", "level: members", "level: membres", "V15+5:12: \"membres\" is no level; did you mean \"members\"?"),
  ])
  func `a mistake is told once, at its place`(_ mistakes: Mistakes) throws { try mistakes.expect() }

  @Test(arguments: [
    Mistakes("G12", "G12", "G21", "G21+0:10: there is no row \"G21\"; did you mean \"G12\"?"),
    Mistakes("G12", "G12", "g12", "g12+0:10: there is no row \"g12\"; did you mean \"G12\"?"),
    Mistakes(
      "G12", "G12", "G11", "G11+0:10: row G11 is written twice; the first is in line N; did you mean \"G12\"?"),
    // What nothing is near to stands for itself.
    Mistakes(
      "G12", "G12", "archiving", "rules+0:1: row G12 is missing; a row that shall allow nobody denies everybody",
      "archiving+0:10: there is no row \"archiving\"; rules of your own have ids such as own-1"),
    Mistakes(
      "G12", "G12", "M20", "rules+0:1: row G12 is missing; a row that shall allow nobody denies everybody",
      "M20+0:10: row M20 is written twice; the first is in line N"),
  ])
  func `an id of a row is told with the missing one that was meant`(_ mistakes: Mistakes) throws {
    try mistakes.expect()
  }

  @Test(arguments: [
    ("own1", "there is no row \"own1\"; did you mean \"own-1\"?"),
    ("G99", "there is no row \"G99\"; rules of your own have ids such as own-1"),
    ("G12", "row G12 is written twice; the first is in line N"),
  ])
  func `an id of a further rule is told`(_ id: String, _ sentence: String) throws {
    let rule = try #require(Mutant.part(of: Shipped.text ?? "", from: "  - row: G12\n"))
    let further = rule.replacing("G12", with: id)
    try Mistakes([("G12", "  - row: G13\n", further + "  - row: G13\n")], ["\(id)+0:10: \(sentence)"]).expect()
  }

  @Test(arguments: [
    Mistakes(
      "M11", "action: approve", "action: [approve, archive]",
      "M11+5:5: M11 asks for “inviters”, by which no rule of “archive” is chosen"),
    Mistakes(
      "X10", "[promote, transfer]", "[promote, transfer, ban]",
      "X10+5:14: X10 asks for “external” of “target”, by which no rule of “ban” is chosen"),
    Mistakes(
      "M17", "remove", "[remove, demote]",
      "M17+5:14: M17 asks for “standing” of “target”, by which no rule of “demote” is chosen",
      "M17+5:45: M17 asks for “external” of “target”, by which no rule of “demote” is chosen"),
    Mistakes(
      "V15", "level: members", "level: none", "V15+5:5: V15: “by-level” needs a level; say which holds by default"),
    Mistakes(
      "G12", "owner]", "]\n    allow-if:\n      when-visible: []\n      when-empty: [owner]",
      "G12+8:7: G12: “when-empty” asks for something that “archive” doesn't have"),
    Mistakes(
      "G12", "owner]", "]\n    own: [owner]",
      "G12+6:11: G12: only “admin-mode” and “admin” can be decided by their own standing, not “owner”"),
    Mistakes("A4", "own: [admin]", "own: []", "A4+0:5: A4 doesn't say what “admin” may do"),
    Mistakes("V21", "action: log", "action: show", "rules+0:1: no rule decides “log”"),
    Mistakes(
      "M12", "[staff, members, employees]", "[members, employees]",
      "rules+0:1: no rule and no gap says anything of “approve” in an active group, inviting: staff"),
  ])
  func `what makes no policy is told at the part that is to be changed`(_ mistakes: Mistakes) throws {
    try mistakes.expect()
  }

  @Test(arguments: [
    Mistakes(
      "gaps", "collab, privacy: any, archived: no}\n", "any, privacy: hidden, archived: no}\n",
      "gaps+0:1: no rule and no gap says anything of “dates” in an active public or private collab",
      "gaps+9:5: “dates” in an active hidden workgroup or project is called a gap, but G9 decides it"),
    Mistakes(
      "gaps", "action: remind", "action: remnid", "gaps+4:14: \"remnid\" is no action; did you mean \"remind\"?"),
    // It may be a gap of any action, and one of an action may be any gap of it.
    Mistakes(
      "gaps", "action: remind", "action: nothing",
      "gaps+4:14: \"nothing\" is no action; write one of …"),
    Mistakes("gaps", "remind, kind: any", "remind, kind: 0", "gaps+4:28: \"0\" is no kind; write one of …"),
    Mistakes(
      "gaps", "- {action: remind", "- 7 # {", "gaps+4:5: the gap is a mapping, such as {key: value}, not a text"),
  ])
  func `a gap is told at its own line`(_ mistakes: Mistakes) throws { try mistakes.expect() }

  @Test func `mistakes of different sorts come in one answer`() throws {
    try Mistakes(
      [
        ("V15", "level: members", "level: none"), ("M11", "action: approve", "action: [approve, archive]"),
        ("G12", "G12", "G21"), ("G14", "owner", "ownr"),
        ("gaps", "  - {action: unarchive, kind: any, privacy: any, archived: no}\n", ""),
        ("gaps", "action: create-for, kind: collab", "action: create-for, kind: any"),
        ("invariants", "unranked: [join", "unranked: [join, log"),
      ],
      [
        "V15+5:5: V15: “by-level” needs a level; say which holds by default",
        "M11+5:5: M11 asks for “inviters”, by which no rule of “archive” is chosen",
        "G21+0:10: there is no row \"G21\"; did you mean \"G12\"?",
        "G14+5:25: \"ownr\" is no party; did you mean \"owner\"?",
        "gaps+0:1: no rule and no gap says anything of “unarchive” in an active group",
        "gaps+12:5: “create-for” in a workgroup or project is called a gap, but G2 decides it",
        "invariants+13:20: \"log\" can't be an exception: in every policy \"unranked\" names at most join, accept, decline,"
          + " withdraw, leave, step-down",
      ]
    ).expect()
  }
}
