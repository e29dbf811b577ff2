import Domain
import TestSupport
import Testing

/// What people read when projects get dates, and when they read the log.
///
/// Every chat is in Berlin, on 23 November 2026.
@Suite(.temporaryDirectory)
struct GroupDatesTests {
  @Test func `a project has the dates that were understood, and repeats them`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      (
        "ann", "/project create Apollo --from 2026-12-01 --until 2026-12-31", "done",
        "The public project Apollo is yours. …\nApollo runs from Tuesday, December 1, 2026… until Thursday, …\n…"
      ),
      ("bob", "/project show Apollo", "done", "…Dates: from Tuesday, …"),
      ("bob", "/project dates Apollo --none", "denied G9", "Only the owner can change the dates of Apollo.\nAsk @ann."),
      ("ann", "/project dates Apollo", "asks", "From when, until when? …"),
      (
        "ann", "/project dates Apollo --until 2027-01-31", "done",
        "Apollo runs from Tuesday, … until Sunday, January 31, …"
      ),
      ("ann", "/project dates Apollo --until 2026-11-30", "error dates-reversed", "Monday, … is before Tuesday, …"),
      ("ann", "/project dates Apollo --until never", "error date", "…"),
      ("ann", "/project dates Apollo --none --until 2027-03-01", "done", "Apollo runs until Monday, March 1, 2027…"),
      ("ann", "/project dates Apollo --none", "done", "Apollo has no dates any more."),
      ("bob", "/project show Apollo", "done", "…"),
      ("ann", "/workgroup create Site --until 2026-12-31", "denied G9", "Only projects have dates: …"),
      ("ann", "/collab create Launch --until 2026-12-31", "denied G9", "Only projects have dates: …"),
      ("ann", "/project create Beta --from 2027-01-01 --until 2026-12-31", "error dates-reversed", "…"),
      ("ann", "/workgroup create Site", "done", "…"),
      ("ann", "/workgroup dates Site --until 2026-12-31", "denied G9", "Site is a workgroup and has no dates; …"),
      ("ann", "/project dates Apollo --until 2026-12-31", "done", "…"),
      ("ann", "/project convert Apollo to workgroup", "done", "…. Its dates (until …) are gone; …"),
      ("ann", "/workgroup convert Apollo to project", "done", "…"),
      ("ann", "/project archive Apollo", "done", "…"),
      ("ann", "/project dates Apollo --until 2026-12-31", "denied G11", "Apollo is archived and can only be read.\n…"),
    ])
    #expect(try await chat.group("Apollo")?.dates == Group.Dates())
    #expect(try await chat.group("Beta") == nil)
  }

  @Test func `dates that leave open tasks outside are refused, and list them`() async throws {
    let chat = try await Chat()
    await chat.talk([("ann", "/project create Apollo", "done", "…")])
    let december = Moment.start + .hours(24 * 30)
    try await chat.add(task: "Write", for: "ann", to: "Apollo", due: december)
    await chat.talk([
      (
        "ann", "/project dates Apollo --until 2026-11-30", "denied G9",
        "These open tasks of Apollo would be due outside of the dates, so nothing was changed:\n  Write (…), due …\n"
          + "/project dates … --until 2026-11-30 --force sets the dates all the same."
      ),
      ("ann", "/project show Apollo", "done", "…"),
      (
        "ann", "/project dates Apollo --until 2026-11-30 --force", "done",
        "Apollo runs until Monday, November 30, 2026…\nThese open tasks are due outside of these dates:\n  Write …"
      ),
      ("ann", "/project dates Apollo --from 2026-11-01 --until 2026-12-31", "done", "Apollo runs from …"),
    ])
  }

  @Test func `the log tells a request from a member, and who leaves from who was never in`() async throws {
    let chat = try await Chat(with: "bob", "cyd", "dan")
    await chat.talk([
      ("ann", "/project create Apollo --privacy private", "done", "…"),
      ("bob", "/project join Apollo", "done", "…"), ("bob", "/project leave Apollo", "done", "…"),
      ("ann", "/project invite @cyd @dan to Apollo", "done", "…"), ("cyd", "/project leave Apollo", "done", "…"),
      ("dan", "/project join Apollo", "done", "…"), ("dan", "/project leave Apollo", "done", "…"),
      ("bob", "/project join Apollo", "done", "…"), ("ann", "/project privacy Apollo to public", "done", "…"),
      (
        "ann", "/project log Apollo", "done",
        "…who finds it (privacy: private → public and 1 who had asked to join is a member now)\n…: @bob asked to join\n"
          + "…: @dan left\n…: @dan accepted an invitation\n…: @cyd declined an invitation\n…: @ann invited @dan\n"
          + "…: @ann invited @cyd\n…: @bob took a request back\n…: @bob asked to join\n…: @ann made the group"
      ),
    ])
  }

  @Test func `the log says who changed what, page by page, to staff alone`() async throws {
    let chat = try await Chat(admins: ["root"], with: "bob", "root")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…"),
      ("ann", "/project edit Apollo --name Artemis --description Moon", "done", "…"),
      ("ann", "/project privacy Artemis to hidden", "done", "…"),
      ("ann", "/project dates Artemis --until 2026-12-31", "done", "…"),
      ("bob", "/project pin Artemis", "done", "…"),
      ("bob", "/project log Artemis", "denied V21", "Only the owner and the moderators can read the log …"),
      ("ann", "/project promote @bob in Artemis", "done", "…"),
      (
        "bob", "/project log Artemis", "done",
        "What was changed in Artemis, the newest first:\n  Monday, November 23, …: @ann made @bob a moderator\n"
          + "…: @ann changed the dates (end: – → Thursday, December 31, 2026…)\n"
          + "…: @ann changed who finds it (privacy: public → hidden)\n"
          + "…: @ann changed what the group says of itself (name: Apollo → Artemis and another description)\n"
          + "…: @bob joined\n…: @ann made the group"
      ),
    ])
    try await chat.turnAdminModeOn("root")
    for _ in 0..<8 {
      await chat.talk([
        ("root", "/project demote @bob in Artemis", "done", "…"),
        ("root", "/project promote @bob in Artemis", "done", "…"),
      ])
    }
    await chat.talk([
      ("ann", "/project log Artemis", "done", "…, in Admin Mode: @root made @bob a moderator\n…add --page 2."),
      ("ann", "/project log Artemis --page 2", "done", "…@bob joined\n…: @ann made the group"),
      ("ann", "/project log Artemis --page 3", "done", "There is no page 3: the last one is 2."),
    ])
  }
}
