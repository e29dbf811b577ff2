import Configuration
import Domain
import Permissions
import TestSupport
import Testing

/// Settings that would let in nobody more than narrower ones, because the rules allow no more.
@Suite(.temporaryDirectory)
struct IdleSettingTests {
  @Test func `a setting without effect is refused with the widest one, and nothing is set`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…"),
      ("ann", "/project create Beta --privacy private", "done", "…"),
    ])
    let before = try await chat.trace()
    let refused =
      "--blog.full_post can't be everyone in Apollo: by the rules, that would let in nobody who isn't let in with "
      + "members already. The widest possible is: all members (members)."
    await chat.talk([
      ("ann", "/project settings Apollo --inviters staff --blog.full_post everyone", "error idle-setting", refused),
      ("ann", "/project settings Apollo --blog.full_post everyone --dry-run", "error idle-setting", refused),
      (
        "ann", "/project settings Apollo --blog.full_post everyone --blog.moderate_post everyone", "error idle-setting",
        "--blog.moderate_post can't be everyone in Apollo: …\n" + refused
      ),
      ("bob", "/project settings Apollo --blog.full_post everyone", "denied G8", "…"),
      ("ann", "/project settings Beta --blog.view_post everyone", "error idle-setting", "…: all members (members)."),
    ])
    #expect(try await chat.trace() == before)
    await chat.talk([
      ("ann", "/project settings Apollo --blog.view_post everyone", "done", "…"),
      ("ann", "/project settings Apollo --blog.full_post members", "done", "…"),
    ])
  }

  @Test func `everyone may be set in a hidden group where it means the members`() async throws {
    let chat = try await Chat()
    await chat.talk([
      ("ann", "/project create Apollo --privacy hidden", "done", "…"),
      (
        "ann", "/project settings Apollo --tasks.view_all everyone", "done",
        "…\ntasks.view_all: all members (members); everyone is set, but that lets in nobody else here\n…"
      ),
      ("ann", "/project settings Apollo --blog.view_post everyone", "error idle-setting", "…"),
      ("ann", "/project privacy Apollo to private", "confirm, done", "…"),
      ("ann", "/project settings Apollo", "done", "…\ntasks.view_all: every employee (everyone)\n…"),
    ])
  }

  @Test func `what was set under wider rules is shown as what holds by now`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    try await chat.set([.deletePosts: .everyone, .moderatePosts: .staff], of: "Apollo")
    await chat.talk([
      (
        "ann", "/project settings Apollo", "done",
        "…\nblog.moderate_post: owner and moderators (staff)\n"
          + "blog.full_post: all members (members); everyone is set, but that lets in nobody else here\n…"
      )
    ])
  }

  @Test func `what nobody has set is shown as what holds, and not called set`() async throws {
    let chat = try await Chat(policy: Self.onlyStaffInvites())
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"),
      ("ann", "/project settings Apollo", "done", "…\ninviters: owner and moderators (staff)\nposters: …"),
    ])
  }

  @Test func `a group is made only with what it could be set to`() async throws {
    let chat = try await Chat(policy: Self.onlyStaffInvites())
    await chat.talk([
      (
        "ann", "/project create Apollo --inviters members", "error idle-setting",
        "--inviters can't be members in Apollo: … let in with staff already. …: owner and moderators (staff)."
      ),
      ("ann", "/project create Apollo --inviters employees", "error not-a-choice", "…: take one of owner and staff."),
      ("ann", "/project show Apollo", "not found", "…"),
      ("ann", "/project create Apollo --inviters staff", "done", "…"),
    ])
  }

  @Test func `only a collab is made for employees alone to invite`() async throws {
    let chat = try await Chat()
    await chat.talk([
      ("ann", "/project create Apollo --inviters employees", "error not-a-choice", "…"),
      ("ann", "/collab create Launch --inviters employees", "done", "…"),
      ("ann", "/collab settings Launch", "done", "…\ninviters: members who are employees (employees)\n…"),
    ])
  }

  /// The rules that ship, but no member ever invites, or does what only who invites does.
  private static func onlyStaffInvites() throws -> Policy {
    let shipped = try PolicyFile(path: Shipped.directory + "/policy.yaml", displayName: "policy.yaml")
    var rules = shipped.policy.rules
    for index in rules.indices where rules[index].actions.contains(where: { $0.facts.contains(.inviters) }) {
      for party in [Party.member, .externalMember] where rules[index].cells[party] != nil {
        rules[index].cells[party] = .deny(.onlyStaff)
      }
    }
    return try Policy(rules: rules, gaps: shipped.gaps)
  }

  @Test(arguments: [
    ("/muster help project settings", "done"), ("/project settings Apollo --blog.full_post", "asks"),
    ("/project settings Apollo --blog.fullpost staff", "error unknown-option"),
  ])
  func `only what lets in somebody is offered`(_ text: String, _ outcome: String) async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    let heard = await chat.says("ann", text)
    #expect(heard.outcome == outcome)
    #expect(heard.text.contains("[--blog.full_post owner|staff|members]"), "\(heard.text)")
    #expect(heard.text.contains("[--tasks.view_all owner|staff|members|everyone]"), "\(heard.text)")
  }

  @Test func `a word that is no level is answered with the levels that let in somebody`() async throws {
    let chat = try await Chat()
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"),
      (
        "ann", "/project settings Apollo --blog.full_post nonsense", "error not-a-choice",
        "--blog.full_post can't be “nonsense”: take one of owner, staff…members."
      ),
      (
        "ann", "/project settings Apollo --inviters employees", "error not-a-choice",
        "--inviters can't be “employees”: take one of owner, staff…members."
      ),
    ])
  }
}
