import Commands
import Domain
import Engine
import TestSupport
import Testing
import Weakening

@testable import Permissions

/// What holds for every command that changes a group, when an administrator says it: in Admin Mode, and without it.
@Suite(.temporaryDirectory)
struct AdminModeTests {
  @Test(arguments: Situation.inApollo, [false, true])
  func `an act in Admin Mode is marked in the log and told to the owner, once, by whom and what`(
    _ situation: Situation, isDirect: Bool
  ) async throws {
    let deed = try await Deed(situation.said(by: "amy"), direct: isDirect)
    guard !Self.ownStanding.contains(situation.verb) else {
      return #expect(deed.heard.outcome.hasPrefix("denied ") && deed.lines.isEmpty, "\(deed.heard)")
    }
    #expect(deed.heard.outcome == "done", "\(deed.heard)")
    #expect(!deed.lines.isEmpty && deed.unmarked.isEmpty, "\(deed.unmarked)")
    #expect(deed.told == ["ann: \(try await deed.sentence())"])
  }

  /// Only who is something to the group can do it, and Admin Mode makes nobody that.
  private static let ownStanding = ["accept", "withdraw", "decline", "leave", "step-down"]

  /// What is taken back was done in Admin Mode before, and can't have been told either.
  @Test(arguments: Situation.inApollo.filter { !(ownStanding + ["undo"]).contains($0.verb) }, [false, true])
  func `what can't be told to the owner isn't done`(_ situation: Situation, isDirect: Bool) async throws {
    var lies = Lies()
    lies.notice = { notice in
      let isAboutAdminMode = notice.parts.flatMap(\.sentences).contains { $0.key == "notice.admin-mode" }
      if isAboutAdminMode { throw Untold() }
    }
    let deed = try await Deed(situation.said(by: "amy"), direct: isDirect, lies: lies)
    #expect(deed.heard.outcome.hasPrefix("fault "), "\(deed.heard)")
    #expect(deed.lines.isEmpty && deed.told.isEmpty)
  }

  private struct Untold: Error {}

  @Test(arguments: Situation.inApollo.filter { $0.name == "ann" })
  func `an owner's own act in Admin Mode is marked as well, and told to nobody as such`(
    _ situation: Situation
  ) async throws {
    let deed = try await Deed(situation, inAdminMode: "ann")
    #expect(deed.heard.outcome == "done", "\(deed.heard)")
    #expect(!deed.lines.isEmpty && deed.unmarked.isEmpty, "\(deed.unmarked)")
    #expect(deed.told.isEmpty)
  }

  @Test func `a group that is made for somebody in Admin Mode is marked, and the owner is told by whom`() async throws {
    let situation = Situation.made(by: "amy", "/project create Beta --owner @bob")
    let deed = try await Deed(situation)
    #expect(deed.heard.outcome == "done" && !deed.lines.isEmpty && deed.unmarked.isEmpty, "\(deed.unmarked)")
    let told = await deed.chat.says("bob", "/muster inbox").text
    #expect(told.matches("…: Beta is yours now: @amy has handed it to you.…"), "\(told)")
  }

  @Test func `who was the owner is told though the administrator took the hidden group over and threw that one out`()
    async throws
  {
    let chat = try await Chat(admins: ["amy"], with: "amy")
    await chat.talk([
      ("ann", "/project create Apollo --privacy hidden", "done", "…"), ("amy", "/admin on", "done", "…"),
      ("amy", "/project take Apollo", "done", "…"), ("amy", "/project remove @ann from Apollo", "done", "…"),
      ("ann", "/muster inbox", "done", "…\n  …: Apollo, in Admin Mode: @amy took it over.\n…"),
    ])
  }

  // MARK: - Without Admin Mode

  @Test(arguments: Situation.inApollo, [false, true])
  func `without Admin Mode an administrator is answered as an employee, but for the hint`(
    _ situation: Situation, isStranger: Bool
  ) async throws {
    // What only Admin Mode allows is tried without.
    let situation = isStranger || situation.name == "root" ? situation.said(by: "amy") : situation
    let admins: Set = ["ann", "bob", "amy", "root"]
    let administrator = try await Deed(situation, inAdminMode: nil, admins: admins)
    let employee = try await Deed(situation, inAdminMode: nil, admins: ["root"])
    let (one, other) = (administrator.heard, employee.heard)
    #expect(one.outcome == other.outcome)
    #expect(administrator.lines == employee.lines)
    // Whoever could turn Admin Mode on isn't sent to somebody else who can.
    let hint = "\nOr turn Admin Mode on with /admin on."
    let isHinted = one.text.hasSuffix(hint)
    let text = isHinted ? String(one.text.dropLast(hint.count)) : one.text
    let asksRoot = isHinted && other.text.hasSuffix("\nAsk @root.") ? "\nAsk @root." : ""
    #expect(text + asksRoot == other.text)
    #expect(administrator.told.isEmpty && administrator.unmarked == administrator.lines)
  }

  // MARK: - Controls

  @Test func `an act that isn't marked is found`() async throws {
    var lies = Lies()
    lies.permit = { permit in
      Permit(
        permit.action, permit.subject, row: permit.row, inAdminMode: false, condition: permit.condition,
        seesGroup: permit.seesGroup, joinsAs: permit.joinsAs)
    }
    let deed = try await Deed(Self.archive, lies: lies)
    #expect(deed.heard.outcome == "done" && deed.unmarked.count == 1 && deed.told.isEmpty)
  }

  @Test func `an act that isn't told is found`() async throws {
    var lies = Lies()
    lies.acts = { _ in [] }
    let deed = try await Deed(Self.archive, lies: lies)
    #expect(deed.heard.outcome == "done" && deed.unmarked.isEmpty && deed.told.isEmpty)
  }

  @Test func `something that wasn't done, but is told, is found`() async throws {
    var lies = Lies()
    lies.acts = { acts in acts + acts.compactMap { $0.before }.flatMap { Self.acts(of: .copy, in: $0) } }
    #expect(try await Deed(Self.archive, lies: lies).told.count == 2)
  }

  @Test(arguments: [false, true])
  func `what somebody else is told in the place of the owner is found`(_ isDirect: Bool) async throws {
    // Whoever speaks for the first time has the same key in every chat.
    let root = try await Deed(Self.archive).chat.person("root").key
    var lies = Lies()
    lies.acts = { acts in
      acts.flatMap { act in
        guard var group = act.before else { return [act] }
        group.owner = root
        return Self.acts(of: act.action, in: group)
      }
    }
    let deed = try await Deed(Self.archive, admins: [], direct: isDirect, lies: lies)
    #expect(deed.told.count == 1 && deed.told.allSatisfy { $0.hasPrefix("root: ") }, "\(deed.told)")
  }

  private static let archive = Situation.made(by: "amy", "/project archive Apollo")

  private static func acts(of action: Action, in group: Group) -> [Act] {
    let subject = Subject(actor: group.owner, group: group.key)
    return [
      Act(
        Permit(
          action, subject, row: "G18", inAdminMode: true, condition: nil, seesGroup: true, joinsAs: .member),
        before: group)
    ]
  }
}

extension Situation {
  /// Those that change Apollo.
  fileprivate static let inApollo = all.filter { $0.log != 0 }
}
