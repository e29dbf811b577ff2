import Domain
import TestSupport
import Testing

/// What people read when they change groups themselves.
@Suite(.temporaryDirectory)
struct GroupSettingsTests {
  @Test func `name, description and tags are changed`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Apollo --tags Été, space", "done", "…"),
      ("ann", "/project edit Apollo", "asks", "What is to be changed? …"),
      ("bob", "/project edit Apollo --name Mine", "denied G5", "Only the owner can change Apollo.\nAsk @ann."),
      (
        "ann", "/project edit Apollo --name Artemis --description To the moon", "done", "Apollo is called Artemis now.…"
      ),
      ("ann", "/project show Artemis", "done", "Artemis, project, key …\nTo the moon\n…Tags: Été and space…"),
      ("bob", "/project list --tag ete", "done", "  Artemis (…"),
      ("bob", "/project list --tag \"#SPACE\"", "done", "  Artemis (…"),
      ("bob", "/project list --tag spac", "done", "No projects match. …"),
      ("ann", "/project edit Artemis --description \"\" --tags \"\"", "done", "Artemis is changed.…"),
      ("ann", "/project show Artemis", "done", "Artemis, project, key …\nOwner: @ann\n…"),
      ("ann", "/project edit Artemis --tags " + String(repeating: "x", count: 51), "error over-limit", "A tag is 51 …"),
      (
        "ann", "/project edit Artemis --tags " + (1...21).map { "\($0)" }.joined(separator: ","), "error over-number",
        "The number of tags goes up to 20."
      ),
      ("ann", "/project edit Artemis --name " + String(repeating: "n", count: 101), "error over-limit", "…"),
      ("ann", "/project archive Artemis", "done", "…"),
      ("ann", "/project edit Artemis --name Apollo", "denied G6", "Artemis is archived and can only be read.\n…"),
    ])
  }

  @Test func `privacy changes, and requests follow`() async throws {
    let chat = try await Chat(with: "bob", "cyd")
    await chat.talk([
      ("ann", "/project create Apollo --privacy private", "done", "…"),
      ("bob", "/project join Apollo", "done", "…"),
      (
        "bob", "/project privacy Apollo to public", "denied G7",
        "Only the owner can change who finds Apollo.\nAsk @ann."
      ),
      ("ann", "/project privacy Apollo to private", "done", "Apollo is private already."),
      ("ann", "/project privacy Apollo to public", "done", "Apollo is public now: …\n@bob had asked to join and is …"),
      ("bob", "/project show Apollo", "done", "…Members: 2…You: you are a member…"),
      ("ann", "/project privacy Apollo to private", "done", "Apollo is private now: …"),
      ("cyd", "/project join Apollo", "done", "…"), ("cyd", "/project pin Apollo", "done", "…"),
      (
        "ann", "/project privacy Apollo to hidden", "done",
        "Apollo is hidden now: …\nThe request of @cyd has ended, …"
      ),
      ("cyd", "/project show Apollo", "not found", "…"),
      ("cyd", "/project list --pinned", "done", "No projects match. …"),
      ("bob", "/project show Apollo", "done", "…"),
      ("ann", "/project privacy Apollo to secret", "error not-a-choice", "The privacy can't be “secret”: …"),
      ("ann", "/project privacy Apollo", "asks", "Who is to find it? …"),
      ("ann", "/project archive Apollo", "done", "…"),
      ("ann", "/project privacy Apollo to public", "denied G11", "Apollo is archived and can only be read.\n…"),
    ])
  }

  @Test func `settings are shown and changed, and decide`() async throws {
    let chat = try await Chat(with: "bob", "cyd")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…"),
      (
        "bob", "/project settings Apollo", "done",
        "Who may do what in Apollo:\ninviters: all members (members)\nposters: all members (members)\n…"
          + "tasks.edit_tasks: owner and moderators (staff)\n…blog.full_post: the owner alone (owner)"
      ),
      ("ann", "/project settings Apollo", "done", "…\n/project settings … --inviters staff changes one, for example."),
      ("cyd", "/project settings Apollo", "denied V12", "Only members can see the settings of Apollo.…"),
      ("bob", "/project settings Apollo --inviters owner", "denied G8", "Only the owner can change the settings …"),
      ("bob", "/project show Apollo", "done", "…Tasks: 0, of which 0 open…"),
      ("cyd", "/project show Apollo", "done", "…Members: 2…"),
      (
        "ann", "/project settings Apollo --inviters staff --posters owner --tasks.view_all everyone", "done",
        "The settings of Apollo are changed:\ninviters: owner and moderators (staff)\nposters: the owner alone (owner)\n"
          + "tasks.view_all: every employee (everyone)\n…"
      ),
      ("cyd", "/project show Apollo", "done", "…Tasks: 0, of which 0 open…"),
      ("bob", "/project invite @cyd to Apollo", "denied M2", "Only the owner and the moderators can invite …"),
      ("ann", "/project settings Apollo --tasks.view_all members", "done", "…tasks.view_all: all members…"),
      ("ann", "/project settings Apollo --inviters employees", "error not-a-choice", "--inviters can't be …"),
      ("ann", "/project settings Apollo --tasks.viewall owner", "error unknown-option", "…--tasks.view_all?…"),
      ("ann", "/project archive Apollo", "done", "…"),
      ("ann", "/project settings Apollo", "done", "…"),
      ("ann", "/project settings Apollo --posters staff", "denied G11", "…"),
      ("ann", "/collab create Launch", "done", "…"),
      ("ann", "/collab settings Launch --inviters employees", "done", "…inviters: members who are employees…"),
    ])
    let levels = try await chat.group("Apollo")?.settings.levels
    #expect(levels == [.viewTasks: .members])
  }

  @Test func `who may post is one thing with two names, and what is set last holds`() async throws {
    let chat = try await Chat()
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"),
      (
        "ann", "/project settings Apollo --posters staff", "done",
        "…posters: owner and moderators (staff)\n…blog.write_post: owner and moderators (staff)\n…"
      ),
      (
        "ann", "/project settings Apollo --blog.write_post owner", "done",
        "…posters: the owner alone (owner)\n…blog.write_post: the owner alone (owner)\n…"
      ),
      (
        "ann", "/project settings Apollo --posters everybody", "done",
        "…posters: everybody (everybody)\n…blog.write_post: every employee (everyone)\n…"
      ),
      ("ann", "/project settings Apollo --blog.write_post everyone", "done", "… are like that already:…"),
      (
        "ann", "/project settings Apollo --posters staff --blog.write_post members", "error contradiction",
        "--posters and --blog.write_post are the same thing, and can't be set to two: write one of them."
      ),
      ("ann", "/project settings Apollo --posters staff --blog.write_post staff", "done", "… are changed:…"),
    ])
    #expect(try await chat.group("Apollo")?.settings == Group.Settings(posters: .staff))
  }

  @Test func `where a level for posts is kept, it is who may post, until that is set`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    try await chat.set([.writePosts: .owner], of: "Apollo")
    let kept = "…posters: the owner alone (owner)\n…blog.write_post: the owner alone (owner)\n…"
    await chat.talk([
      ("ann", "/project settings Apollo", "done", kept),
      ("ann", "/project settings Apollo --posters everybody", "done", "…posters: everybody (everybody)\n…"),
    ])
    #expect(try await chat.group("Apollo")?.settings == Group.Settings(posters: .everybody))
    await chat.talk([("ann", "/project undo", "done", "…"), ("ann", "/project settings Apollo", "done", kept)])
  }

  @Test func `a workgroup becomes a project and back`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/workgroup create Site", "done", "…"),
      ("bob", "/workgroup convert Site to project", "denied G10", "Only the owner can convert Site.\nAsk @ann."),
      ("ann", "/workgroup convert Site to workgroup", "done", "Site is a workgroup already."),
      ("ann", "/workgroup convert Site to project", "done", "Site is a project now. …/project dates …"),
      ("ann", "/workgroup show Site", "asks", "Site is a project: …"),
      ("ann", "/project convert Site to workgroup", "done", "Site is a workgroup now. Everything in it is as it was."),
      ("ann", "/workgroup convert Site to collab", "error not-a-choice", "The kind can't be “collab”: …"),
      ("ann", "/collab create Launch", "done", "…"),
      ("ann", "/collab convert Launch to project", "denied G10", "…"),
      ("ann", "/workgroup archive Site", "done", "…"),
      ("ann", "/workgroup convert Site to project", "denied G11", "…"),
    ])
  }

  @Test func `only what is empty is deleted`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("ann", "/project create Beta", "done", "…"),
      ("bob", "/project join Beta", "done", "…"),
      ("bob", "/project delete Beta", "denied G15", "Only the owner can delete Beta.\nAsk @ann."),
      ("ann", "/project archive Beta", "done", "…"),
      ("ann", "/project delete Beta", "confirm", "Beta will be gone for good; 2 members are in it.\nIs that right? …"),
      ("ann", "/project delete Beta", "confirm, done", "Beta is deleted. It can't be brought back."),
      ("bob", "/project show Beta", "not found", "…"),
      ("bob", "/group list --all --mine", "done", "No groups match. …"),
    ])
    try await chat.add(task: "Write", for: "ann", to: "Apollo")
    try await chat.add(file: "Plan.pdf", to: "Apollo")
    await chat.talk([
      (
        "ann", "/project delete Apollo", "denied G15",
        "Apollo is not empty, so you can't delete Apollo.\n1 task is inside:\n  Write (…)\n1 file is inside:\n  Plan.pdf\n"
          + "/project archive … keeps everything, and takes it off the list."
      ),
      ("ann", "/project show Apollo", "done", "…Tasks: 1, of which 1 open\nFiles: 1…"),
    ])
    for number in 1...10 { try await chat.add(file: "\(number).pdf", to: "Apollo") }
    let full = await chat.says("ann", "/project delete Apollo").text
    #expect(full.matches("…11 files are inside:\n…9.pdf\nThese are the first 10; there are more.\n…"), "\(full)")
  }

  @Test func `a copy has the settings, and with tasks their words`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Apollo --privacy private --description Moon --tags a --inviters staff", "done", "…"),
      ("bob", "/project join Apollo", "done", "…"), ("ann", "/project approve @bob in Apollo", "done", "…"),
      ("bob", "/project copy Apollo as Mine", "denied G18", "Only the owner can copy Apollo.\nAsk @ann."),
    ])
    try await chat.add(task: "Write", for: "bob", to: "Apollo")
    await chat.talk([
      ("ann", "/project copy Apollo as Artemis", "done", "Artemis is made after Apollo and is yours. Its key is …"),
      ("ann", "/project copy Apollo as Orion --with tasks", "done", "Orion is made …\n1 open task came along; …"),
      ("ann", "/project copy Apollo", "asks", "What shall it be called? …"),
      ("ann", "/project archive Apollo", "done", "…"),
      ("ann", "/project copy Apollo as Again", "done", "…"),
    ])
    let (original, copy) = (try await chat.group("Apollo"), try await chat.group("Artemis"))
    #expect(copy?.privacy == .private)
    #expect(copy?.description == "Moon")
    #expect(copy?.tags == original?.tags)
    #expect(copy?.settings == original?.settings)
    #expect(copy?.memberCount == 1)
    #expect(try await chat.openTasks(of: "ann", in: "Orion") == ["Write"])
    #expect(try await chat.openTasks(of: "ann", in: "Artemis") == [])
  }

  @Test(arguments: [
    ("edit Apollo --name Apollo --tags a", "Apollo is like that already.\n…"),
    ("settings Apollo --posters owner", "The settings of Apollo are like that already:\n…"),
    ("dates Apollo --until 2026-12-31", "The dates of Apollo are like that already.\nApollo runs until …"),
    ("pin Apollo", "Apollo is pinned: …"),
  ])
  func `what changes nothing is told to nobody, and is nothing to take back`(
    _ command: String, _ reply: String
  ) async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Apollo --tags a --until 2026-12-31", "done", "…"),
      ("ann", "/project settings Apollo --posters owner", "done", "…"), ("ann", "/project pin Apollo", "done", "…"),
      ("bob", "/project join Apollo", "done", "…"),
    ])
    chat.passes(.minutes(11))
    let before = try await chat.trace("Apollo")
    await chat.talk([
      ("ann", "/project \(command)", "done", reply),
      ("bob", "/muster inbox", "done", "Nothing waits in your inbox."),
      ("ann", "/project undo", "error nothing-to-undo", "…"),
      ("ann", "/project list --pinned", "done", "  Apollo …"),
    ])
    #expect(try await chat.trace("Apollo") == before)
  }

  @Test func `pins are one's own list, and mutes one's own silence`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("ann", "/workgroup create Site", "done", "…"),
      ("bob", "/project pin Apollo", "done", "Apollo is pinned: /project list --pinned shows it."),
      ("bob", "/project pin Apollo", "done", "…"),
      ("bob", "/workgroup pin Site", "done", "…"),
      ("bob", "/project list --pinned", "done", "  Apollo (…): public project, 1 member"),
      ("bob", "/group list --pinned", "done", "  Apollo (…\n  Site (…"),
      ("bob", "/group list --pinned --mine", "done", "No groups match. …"),
      ("ann", "/group list --pinned", "done", "No groups match. …"),
      ("bob", "/project show Apollo", "done", "…Your marks: pinned…"),
      ("bob", "/project mute Apollo", "denied G17", "Only members can mute Apollo.…"),
      ("bob", "/project join Apollo", "done", "…"),
      ("bob", "/project mute Apollo", "done", "You get no more notices of Apollo."),
      ("bob", "/project show Apollo", "done", "…Your marks: no notices…"),
      ("bob", "/project follow Apollo", "done", "You get the notices of Apollo."),
      ("bob", "/project unpin Apollo", "done", "Apollo is not pinned."),
      ("bob", "/project list --pinned", "done", "No projects match. …"),
    ])
  }

  @Test func `the list is filtered by owner, and paged without a gap`() async throws {
    let chat = try await Chat(with: "bob")
    for number in 10..<55 { _ = await chat.says("ann", "/project create Team \(number)") }
    await chat.talk([
      ("bob", "/project create Team 99", "done", "…"),
      ("ann", "/project list --owner @bob", "done", "  Team 99 (…): public project, 1 member"),
      ("ann", "/project list --owner @nobody", "not found", "…"),
      ("ann", "/project list --page 101", "error over-number", "The page goes up to 100."),
    ])
    var names: [String] = []
    for page in 1...3 {
      let lines = await chat.says("bob", "/project list --page \(page)").text.split(separator: "\n")
      names += lines.filter { $0.hasPrefix("  Team") }.map { String($0.dropFirst(7).prefix(2)) }
    }
    #expect(names == (10..<55).map { "\($0)" } + ["99"])
  }

  @Test func `people are invited, and owners named, while a group is made`() async throws {
    let chat = try await Chat(with: "bob", "cyd")
    await chat.talk([
      (
        "ann", "/project create Apollo --privacy hidden --invite @bob, @cyd, @ann", "done",
        "The hidden project Apollo is yours. …\n@bob and @cyd are invited to Apollo.\n@ann is in Apollo already.\nNobody …"
      ),
      ("ann", "/project create Beta --invite @ann", "done", "The public …\n@ann is in Beta already.\n…"),
      ("ann", "/project create Gamma --invite @nobody", "not found", "…"),
      ("ann", "/project show Gamma", "not found", "…"),
      ("bob", "/project accept Apollo", "done", "…"),
    ])
  }
}
