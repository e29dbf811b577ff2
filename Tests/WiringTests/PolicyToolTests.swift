import Configuration
import Domain
import Foundation
import Permissions
import Storage
import TestSupport
import Testing

@testable import muster

/// What `muster policy` prints, and how it ends.
@Suite(.temporaryDirectory, .tags(.io))
struct PolicyToolTests {
  @Test func `the policy that ships is sound`() throws {
    let check = try Self.policy(["check"])
    #expect(check.status == 0, "\(check.errors)")
    #expect(
      check.output.hasSuffix(
        "policy.yaml is sound: 105 rules decide 76 actions. The invariants hold for every combination of facts; no rule"
          + " is unreachable or swallowed by others.\n"))
  }

  @Test func `every mistake and every idle rule has its place`() throws {
    let mistakes = try Shipped.policy(row: "G12", ["action: archive": "action: archiv"]).replacing(
      "action: log\n", with: "action: lgo\n"
    ).replacing("[promote, transfer]", with: "[promote, transfer, ban]")
    try Self.expectChecks(
      of: mistakes,
      [
        "13: \"lgo\" is no action; did you mean \"log\"?", "13: \"archiv\" is no action; did you mean \"archive\"?",
        "14: X10 asks for “external” of “target”, by which no rule of “ban” is chosen",
      ])
    try Self.expectChecks(
      of: Shipped.policyWithIdleRule(), ["5: row own-1 is swallowed: wherever it holds, other rules decide"])
    // Whatever is found only by walking through combinations comes in one answer as well.
    let unproved = try Shipped.policyWithIdleRule().replacing(
      "[remove, archive, delete]", with: "[remove, archive, delete, log, approve]")
    try Self.expectChecks(
      of: unproved,
      [
        "5: row own-1 is swallowed: wherever it holds, other rules decide",
        "3: M12 allows an employee (moderator), “approve”, in an active public workgroup, inviting: staff, about an employee"
          + " (requester), although only the owner or Admin Mode may do that; M12 is in line N",
        "3: V21 allows an employee (moderator), “log”, in an active public workgroup, although only the owner or Admin"
          + " Mode may do that; V21 is in line N",
      ])
  }

  /// Who checks the policy, and who checks all of the configuration, is told the same.
  private static func expectChecks(of text: String, _ problems: [String]) throws {
    let policy = try policy(["check"], with: text)
    let whole = try ProgramRun(["check", "--config", TemporaryDirectory.path + "/config"], in: TemporaryDirectory.path)
    for check in [policy, whole] {
      #expect(check.status == 2)
      #expect(check.output.isEmpty)
      #expect(withoutLines(check.errors) == problems)
    }
  }

  /// The lines of the problems, of their places only the column.
  private static func withoutLines(_ errors: String) -> [String] {
    errors.split(separator: "\n").compactMap { line in
      line.split(separator: "policy.yaml:").last?.drop { $0.isNumber }.dropFirst().replacing(
        /line [0-9]+/, with: "line N"
      ).description
    }
  }

  @Test func `the table has a line for each row and action`() throws {
    let table = try Self.policy(["table"])
    #expect(table.status == 0)
    let lines = table.output.split(separator: "\n")
    #expect(
      lines.contains(
        "G12    archive         any               any            no        yes no  yes no  no  no  no  no  no  no  no"))
    #expect(
      lines.contains(
        "J9     leave           any               any            any       C7  no  no  C7  C7  C8  C8  no  -   C9  -")
        || lines.contains { $0.hasPrefix("J9     leave") })
    #expect(lines.allSatisfy { $0.count <= 120 })
    let json = try Self.policy(["table", "--json"]).output.split(separator: "\n")
    let cells = json.count
    #expect(cells == lines.count { $0.first?.isLetter == true && $0.dropFirst().first?.isNumber == true } * 11)
    let object = try JSONSerialization.jsonObject(with: Data(json[0].utf8)) as? [String: Any]
    #expect(
      object?.keys.sorted() == [
        "action", "admin", "archived", "condition", "external", "kind", "privacy", "row", "standing", "verdict",
      ])
  }

  @Test(arguments: [
    (
      "--actor member --action archive --privacy hidden",
      [
        "an employee (member), “archive”, in an active hidden project",
        "Taken as usual: --external no, --active yes, --admin none, --kind project, --archived no", "",
        "Denied by G12 (PLACE): only-owner.", "  Only the owner can archive the project.", "  Ask the owner.",
      ]
    ),
    (
      "--actor none --action archive --privacy hidden --kind project --archived no --external no --active yes"
        + " --admin off",
      [
        "an employee without a relation, administrator without Admin Mode, “archive”, in an active hidden project", "",
        "Denied by G12 (PLACE): not-visible.", "  It is answered as if there were no such group.",
      ]
    ),
    (
      "--action members --privacy private --kind workgroup --external no --active yes --admin none --archived no"
        + " --actor none",
      [
        "an employee without a relation, “members”, in an active private workgroup", "",
        "Allowed by V9 (PLACE).", "Its condition holds: staff-and-count (C2).",
      ]
    ),
    (
      "--action archive --actor none --admin on --kind collab --privacy public --archived no --external no --active yes",
      [
        "an employee without a relation in Admin Mode, “archive”, in an active public collab", "",
        "Allowed by G12 (PLACE).", "Only Admin Mode makes it possible.",
      ]
    ),
    (
      "--action see-tasks --actor member --level staff --kind project --privacy public --archived no --external no"
        + " --active yes --admin none",
      [
        "an employee (member), “see-tasks”, in an active public project, level: staff", "",
        "Denied by V15 (PLACE): level.", "It would be allowed on a condition: by-level (C4).",
        "  As the project is set, you can't see the tasks of the project.", "  Ask the owner and a moderator.",
      ]
    ),
    // Admin Mode isn't needed by whoever may anyway, and no condition has failed where the person doesn't suit.
    (
      "--action archive --actor owner --admin on --kind project --privacy public --archived no --external no --active yes",
      [
        "an employee (owner) in Admin Mode, “archive”, in an active public project", "", "Allowed by G12 (PLACE).",
      ]
    ),
    (
      "--action revoke --actor member --target member --kind project --privacy public --archived no --external no"
        + " --active yes --admin none --inviters members --sent-invitation no",
      [
        "an employee (member), “revoke”, in an active public project, inviting: members, about an employee (member)",
        "",
        "Denied by M9 (PLACE): target-member.", "  That person is in the project already.",
      ]
    ),
    (
      "--action task-done --actor member --role participant --task-state awaiting-control --level none --kind project"
        + " --privacy public --archived no --external no --active yes --admin none",
      [
        "an employee (member), “task-done”, in an active public project, in the task: participant (awaiting-control)",
        "",
        "Denied by T6 (PLACE): awaiting-control.", "It would be allowed on a condition: works-on-task (C21).",
        "  The task waits to be approved by who made it, so you can't complete tasks of the project.",
        "  Ask the owner and a moderator.",
      ]
    ),
  ])
  func `a decision is explained`(_ options: String, _ lines: [String]) throws {
    let explained = try Self.policy(["explain"] + options.split(separator: " ").map(String.init))
    #expect(explained.status == 0, "\(explained.errors)")
    let found = explained.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      guard let start = line.firstIndex(of: "("), let end = line.lastIndex(of: ")"), line.contains("policy.yaml:")
      else { return String(line) }
      return line[...start] + "PLACE" + line[end...]
    }
    #expect(Array(found) == lines)
  }

  @Test(arguments: [
    ("", "Which action? Write muster policy explain --action archive, for instance."),
    ("--action archiv", "“archiv” is no action; did you mean archive? muster policy table shows them all."),
    (
      "--action archive --privacy hiden",
      "“hiden” is nothing that --privacy knows; did you mean hidden? It is one of: public, private, hidden"
    ),
    (
      "--action archive --role creator",
      "“archive” doesn't ask for --role. It does for --kind, --privacy, --archived."
    ),
  ])
  func `a wrong question is told`(_ options: String, _ sentence: String) throws {
    let explained = try Self.policy(["explain"] + options.split(separator: " ").map(String.init))
    #expect(explained.status == 2)
    #expect(explained.errors == sentence + "\n")
  }

  @Test func `what changes is said in combinations`() throws {
    let moderators = try Shipped.policy(
      row: "G12", ["[admin-mode, owner]": "[admin-mode, owner, moderator]", "[moderator, member": "[member"])
    #expect(
      try Self.diff(to: moderators).output == """
        archive
          an employee (moderator) may now (G12)
            any kind, any privacy, active; 9 combinations

        """)
    let nothing = try Self.diff(to: try Shipped.policy(row: "G12", [:]))
    #expect(nothing.status == 0)
    #expect(nothing.output == "Nothing changes: every combination of facts is decided alike.\n")
    #expect(
      try Self.diff(
        to: try Shipped.policy(
          row: "V9",
          [
            "owner, moderator, member,": "owner, moderator, member, none,",
            "invited, none, external": "invited, external",
          ])
      ).output == """
        members
          an employee without a relation may as before, but always instead of on condition staff-and-count (V9)
            any kind, private, active or archived; 6 combinations

        """)
  }

  @Test func `what changes is said of the people and groups of a store`() async throws {
    let chat = try await Chat()
    for name in ["ann", "bob", "cyd", "dan"] { _ = await chat.says(name, "help") }
    let apollo = try #require(await chat.says("ann", "/project create Apollo").key)
    let vega = try #require(await chat.says("ann", "/workgroup create Vega --privacy hidden").key)
    _ = await chat.says("bob", "/project join Apollo")
    let members = try Shipped.policy(row: "V21", ["moderator]": "moderator, member]", "[member, ": "["])
    let store = "sqlite:" + TemporaryDirectory.path + "/muster.db"
    #expect(
      try Self.diff(to: members, ["--store", store]).output.hasSuffix(
        """

        Among the 4 people and 2 groups of the store:
        log: may now (V21)
          project Apollo (\(apollo)): @bob

        """))
    let owners = try Shipped.policy(
      row: "V21",
      [
        "[admin-mode, owner, moderator]": "[admin-mode, none]", "[member, ": "[owner, moderator, member, ",
        "none, externals": "externals",
      ])
    #expect(
      try Self.diff(to: owners, ["--store", store]).output.hasSuffix(
        """

        Among the 4 people and 2 groups of the store:
        log: may no longer (V21)
          project Apollo (\(apollo)): @ann
          workgroup Vega (\(vega)): @ann
        log: may now (V21)
          project Apollo (\(apollo)): 2 employees without a relation
          workgroup Vega (\(vega)): 3 employees without a relation

        """))
    let nobody = try Shipped.policy(
      row: "M15", ["[admin-mode, owner]": "[admin-mode, owner, member]", ", member, ": ", "])
    // Bob would be the only member, and can't remove himself.
    #expect(
      try Self.diff(to: nobody, ["--store", store]).output.hasSuffix(
        "Among the 4 people and 2 groups of the store:\n  Nothing changes for anybody.\n"))
    _ = await chat.says("cyd", "/project join Apollo")
    #expect(
      try Self.diff(to: nobody, ["--store", store]).output.hasSuffix(
        "remove: may now (M15)\n  project Apollo (\(apollo)): @bob, @cyd\n"))
    // The store was only read: the bot goes on.
    #expect(await chat.says("ann", "/project archive Apollo").outcome == "done")
    let absent = try Self.diff(to: members, ["--store", store, "--portal", "other"])
    #expect(absent.status == 1)
    #expect(absent.errors == "muster can't go on: the store has no portal “other”; it holds: test\n")
  }

  @Test func `administrators, outsiders and levels of a group's own are told apart`() throws {
    let account = { Account(connection: "slack", user: $0) }
    func person(_ handle: String, isExternal: Bool = false) -> Person {
      Person(key: PersonKey(handle), name: handle, handle: handle, account: account(handle), isExternal: isExternal)
    }
    var group = Group(
      key: GroupKey("k1"), kind: .collab, name: GroupName(stored: "Vega", folded: "vega"), owner: PersonKey("ann"),
      created: Moment(seconds: 0))
    group.settings.levels = [.editTasks: .members]
    let members = ["ann": Standing.owner, "bob": .member, "eve": .member].map { key, standing in
      Membership(person: PersonKey(key), standing: standing, since: Moment(seconds: 0))
    }
    let census = Census(
      people: [person("ann"), person("bob"), person("root"), person("eve", isExternal: true)], groups: [group],
      memberships: [group.key: members]
    ).appointing([account("root")])
    let old = try Self.parsed(try Shipped.policy(row: "T5", [:]))
    func text(_ row: String, _ edits: [String: String]) throws -> [String] {
      let new = try Self.parsed(try Shipped.policy(row: row, edits))
      return PeopleAffected(from: old, to: new, among: census).text.split(separator: "\n").dropFirst().map(String.init)
    }
    // The group lets members edit, so they lose it; where only staff may, nobody would.
    #expect(
      try text(
        "T5",
        [
          "moderator]": "moderator, external-member]",
          "    allow-if:\n      edits-task: [member, external-member]\n": "",
          "[requester": "[member, requester",
        ]) == [
          "task-assign: may as before, but always instead of on condition edits-task (T5)", "  collab Vega (k1): @eve",
          "task-assign: may no longer (T5)", "  collab Vega (k1): @bob",
        ])
    #expect(
      try text("G18", ["allow: [admin-mode, owner]": "allow: [owner]", "[moderator": "[admin-mode, moderator"]) == [
        "copy: may no longer (G18)", "  collab Vega (k1): 1 administrator without a relation in Admin Mode",
      ])
    #expect(
      try text("A4", ["allow: [admin-mode]\n    own: [admin]": "own: [admin, admin-mode]"]) == [
        "list-all: may no longer (A4)", "  1 administrator in Admin Mode",
      ])
  }

  private static func parsed(_ text: String) throws -> Policy {
    try PolicyFile(bytes: Array(text.utf8), displayName: "policy.yaml").policy
  }

  /// Runs `muster policy` on the configuration that ships, or with another policy in it.
  private static func policy(_ words: [String], with text: String? = nil) throws -> ProgramRun {
    let config = TemporaryDirectory.path + "/config"
    if !FileManager.default.fileExists(atPath: config) { try Shipped.copy(to: config) }
    if let text { try text.write(toFile: config + "/policy.yaml", atomically: true, encoding: .utf8) }
    return try ProgramRun(["policy"] + words + ["--config", config], in: TemporaryDirectory.path)
  }

  private static func diff(to text: String, _ options: [String] = []) throws -> ProgramRun {
    let new = TemporaryDirectory.path + "/new.yaml"
    try text.write(toFile: new, atomically: true, encoding: .utf8)
    return try ProgramRun(
      ["policy", "diff", Shipped.directory + "/policy.yaml", new, "--config", Shipped.directory] + options,
      in: TemporaryDirectory.path)
  }
}
