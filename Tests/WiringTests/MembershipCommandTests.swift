import Commands
import Domain
import Permissions
import TestSupport
import Testing

/// What people read when they bring each other into groups, give each other rights, and part.
@Suite(.temporaryDirectory)
struct MembershipCommandTests {
  @Test func `each person of an invitation is decided and named`() async throws {
    let chat = try await Chat(with: "bob", "cyd", "dan")
    await chat.talk([
      ("ann", "/project create Apollo --privacy private", "done", "…"),
      (
        "ann", "/project invite @bob @cyd to Apollo --message We need you", "done",
        "@bob and @cyd are invited to Apollo.\n/project revoke @bob from … takes an invitation back."
      ),
      (
        "ann", "/project invite @bob @dan @ann to Apollo", "done",
        "@dan is invited to Apollo.\n@bob is invited to Apollo and has not answered yet. …\n@ann is in Apollo already.\n…"
      ),
      ("ann", "/project invite @bob @ann to Apollo", "denied M3", "@bob is invited to …\n@ann is in Apollo already."),
      ("ann", "/project invitations Apollo", "done", "Invited to Apollo, and still to answer:\n…@bob, by @ann…@dan…"),
      ("bob", "/project invitations", "done", "You are invited to:\n  Apollo, project, by @ann: /project accept …"),
      ("bob", "/workgroup invitations", "done", "You have no open invitations."),
      ("bob", "/project invitations Apollo", "done", "You are invited to Apollo by @ann, …\n…accept … or …decline …"),
      ("eve", "/project invitations Apollo", "denied V11", "Only members can see who is invited to Apollo …"),
      ("bob", "/project accept Apollo", "done", "You are a member of Apollo.\n/project leave … takes you out again."),
      ("bob", "/project accept Apollo", "denied J5", "You are in Apollo already."),
      ("eve", "/project accept Apollo", "denied J5", "You are not invited to Apollo."),
      ("cyd", "/project decline Apollo", "done", "You have declined the invitation to Apollo."),
      ("cyd", "/project decline Apollo", "denied J7", "You are not invited to Apollo."),
      ("ann", "/project revoke @dan from Apollo", "done", "The invitation of @dan to Apollo is taken back."),
      ("ann", "/project revoke @dan from Apollo", "denied M9", "@dan is not invited to Apollo."),
      ("ann", "/project invite @bob to Apollo", "denied M3", "@bob is in Apollo already."),
      ("ann", "/project invite @nobody to Apollo", "not found", "…nobody…"),
      ("ann", "/project invite to Apollo", "asks", "Who? …"),
      ("ann", "/project invite @bob", "asks", "Which group? …"),
      ("ann", "/project archive Apollo", "done", "…"),
      ("ann", "/project invite @cyd to Apollo", "denied M4", "Apollo is archived and can only be read.\n…"),
      ("ann", "/collab create Launch", "done", "…"), ("ann", "/collab archive Launch", "done", "…"),
      ("ann", "/collab invite @cyd to Launch", "denied M4", "Launch is archived and can only be read.\n…"),
      ("ann", "why", "done", "You asked to invite people to Launch. Rule M4 denied it.…"),
    ])
  }

  @Test func `an inviter who may not see requests and bans learns nothing of them`() async throws {
    let chat = try await Chat(with: "bob", "req", "ban")
    await chat.talk([
      ("ann", "/project create Apollo --privacy private", "done", "…"),
      ("req", "/project join Apollo --message Please", "done", "You have asked to join Apollo. @ann can let you in.…"),
      ("ann", "/project invite @bob @ban to Apollo", "done", "…"),
      ("bob", "/project accept Apollo", "done", "…"),
      ("ban", "/project accept Apollo", "done", "…"),
      ("ann", "/project ban @ban in Apollo", "done", "@ban is banned from Apollo. /project unban @ban in … lifts …"),
      ("bob", "/project invite @req to Apollo", "denied M3", "@req can't be invited now."),
      ("bob", "/project invite @ban to Apollo", "denied M3", "@ban can't be invited now."),
      ("bob", "/project revoke @req from Apollo", "denied M9", "@req is not invited to Apollo."),
      ("bob", "/project requests Apollo", "denied V11", "Only the owner and the moderators can …\nAsk @ann."),
      ("bob", "/project members Apollo --role banned", "denied M20", "Only the owner and the moderators …"),
      ("ann", "/project members Apollo --role banned", "done", "…@ban, banned"),
      ("ann", "/project invite @ban to Apollo", "denied M3", "@ban is banned from Apollo. /project unban @ban …"),
      (
        "ann", "/project requests Apollo", "done",
        "Who has asked to join Apollo:\n  @req, …: “Please”\n…approve @req in…"
      ),
      ("ann", "/project invite @req to Apollo", "done", "@req had asked to join Apollo and is a member now."),
    ])
  }

  @Test func `requests are approved, rejected and withdrawn`() async throws {
    let chat = try await Chat(with: "bob", "cyd", "mod")
    await chat.talk([
      ("ann", "/project create Apollo --privacy private", "done", "…"),
      ("mod", "/project join Apollo", "done", "…"),
      ("ann", "/project approve @mod in Apollo", "done", "@mod had asked to join Apollo and is a member now."),
      ("ann", "/project approve @mod in Apollo", "denied M12", "@mod is in Apollo already."),
      ("mod", "/project approve @bob in Apollo", "denied M12", "Only the owner and the moderators can let …"),
      ("ann", "/project promote @mod in Apollo", "done", "@mod helps to lead Apollo now."),
      ("bob", "/project join Apollo", "done", "You have asked to join Apollo. @ann and @mod can let you in.…"),
      ("bob", "/project requests Apollo", "done", "You have asked to join Apollo, …\n/project withdraw …"),
      ("cyd", "/project join Apollo", "done", "…"),
      ("cyd", "/project withdraw Apollo", "done", "Your request …\n…join … asks to be let in again."),
      ("cyd", "/project withdraw Apollo", "denied J8", "You have not asked to join Apollo, or have been answered."),
      ("mod", "/project reject @bob in Apollo", "done", "The request of @bob to join Apollo is turned down."),
      ("mod", "/project reject @bob in Apollo", "denied M14", "@bob has not asked to join Apollo."),
      (
        "bob", "/project join Apollo", "error rejected-lately",
        "Your request to join Apollo was turned down: you can ask again from … 24, 2026, … on. An invitation …"
      ),
      ("bob", "/project join Apollo --dry-run", "error rejected-lately", "…"),
      ("ann", "/project invite @bob to Apollo", "done", "…"), ("bob", "/project decline Apollo", "done", "…"),
      ("bob", "/project join Apollo", "error rejected-lately", "…"),
    ])
    chat.passes(.hours(24))
    await chat.talk([
      ("bob", "/project join Apollo", "done", "…"),
      ("ann", "/project settings Apollo --inviters owner", "done", "…"),
      ("mod", "/project approve @bob in Apollo", "denied M11", "Only the owner can let people into Apollo.\nAsk @ann."),
      ("mod", "/project reject @bob in Apollo", "denied M14", "Only the owner can decide who gets into Apollo.…"),
      ("ann", "/project archive Apollo", "done", "…"),
      ("ann", "/project approve @bob in Apollo", "denied M13", "Apollo is archived and can only be read.\n…"),
      ("ann", "/project reject @bob in Apollo", "done", "The request of @bob to join Apollo is turned down."),
    ])
  }

  @Test func `rights are given and taken back`() async throws {
    let chat = try await Chat(with: "bob", "cyd", "eve")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"),
      ("bob", "/project join Apollo", "done", "…"),
      ("cyd", "/project join Apollo", "done", "…"),
      (
        "bob", "/project promote @cyd in Apollo", "denied M22", "Only the owner can make people moderators …\nAsk @ann."
      ),
      ("ann", "/project promote @bob @eve in Apollo", "done", "@bob helps …\n@eve is not in Apollo, nor invited."),
      ("ann", "/project promote @bob in Apollo", "denied M22", "@bob helps to lead Apollo already."),
      ("ann", "/project promote @ann in Apollo", "denied M22", "@ann owns Apollo; …"),
      ("bob", "/project ban @cyd in Apollo", "done", "…"),
      ("bob", "/project ban @cyd in Apollo", "denied M20", "@cyd is banned from Apollo already. /project unban @cyd …"),
      ("ann", "/project ban @bob in Apollo", "denied M20", "@bob helps to lead …: /project demote @bob in … first."),
      ("eve", "/project join Apollo", "done", "…"), ("ann", "/project promote @eve in Apollo", "done", "…"),
      ("bob", "/project ban @eve in Apollo", "denied M20", "@eve helps to lead …: … first.\nAsk @ann."),
      ("cyd", "/project join Apollo", "denied J1", "You are banned from Apollo, …"),
      ("bob", "/project unban @cyd in Apollo", "done", "@cyd is a member of Apollo again."),
      ("bob", "/project unban @cyd in Apollo", "denied M20", "@cyd is not banned from Apollo."),
      ("bob", "/project ban @ann in Apollo", "denied M20", "@ann owns Apollo; …"),
      ("ann", "/project demote @bob in Apollo", "done", "@bob is a plain member of Apollo now."),
      ("ann", "/project demote @bob in Apollo", "denied M23", "@bob is a plain member of Apollo."),
      ("bob", "/project step-down Apollo", "denied M25", "You don't help to lead Apollo, …"),
      ("ann", "/project promote @bob in Apollo", "done", "…"),
      ("bob", "/project step-down Apollo", "done", "You are a plain member of Apollo now."),
      ("ann", "/project archive Apollo", "done", "…"),
      ("ann", "/project promote @bob in Apollo", "denied M24", "Apollo is archived and can only be read.\n…"),
      ("ann", "/project ban @bob in Apollo", "denied M21", "Apollo is archived and can only be read.\n…"),
    ])
  }

  @Test func `ownership is handed over, and offered at creation`() async throws {
    let chat = try await Chat(with: "bob", "eve")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"),
      ("ann", "/project transfer Apollo to @bob", "denied M26", "@bob is not in Apollo, nor invited."),
      ("bob", "/project join Apollo", "done", "…"),
      ("bob", "/project transfer Apollo to @bob", "denied M26", "Only the owner can hand over Apollo.\nAsk @ann."),
      (
        "ann", "/project transfer Apollo to @bob", "confirm, done",
        "Apollo belongs to @bob now. You are a plain member."
      ),
      ("ann", "/project leave Apollo", "done", "You have left Apollo.\n/project join …"),
      ("bob", "/project take Apollo", "denied M28", "You own Apollo already."),
      ("eve", "/project take Apollo", "denied M28", "Only an administrator in Admin Mode can take over Apollo."),
      ("ann", "/project create Beta --owner @bob", "done", "…is yours. …\n@bob is asked to take it over; …"),
      ("bob", "/project show Beta", "done", "…Owner: @ann…You: you are asked to be the owner…"),
      ("bob", "/project accept Beta", "done", "Beta is yours now.…"),
      ("ann", "/project show Beta", "done", "…Owner: @bob…You: you are a member…"),
      ("ann", "/project create Gamma --owner @bob", "done", "…"),
      ("bob", "/project join Gamma", "done", "Gamma is yours now.…"),
      // Who offered it has nothing to offer any more.
      ("ann", "/project create Delta --owner @bob", "done", "…"),
      ("eve", "/project join Delta", "done", "…"),
      ("ann", "/project transfer Delta to @eve", "confirm, done", "…"),
      ("bob", "/project accept Delta", "done", "You are a member of Delta.…"),
      ("ann", "/project create Epsilon --owner @ann", "done", "The public project Epsilon is yours. …"),
    ])
  }

  @Test func `who is removed leaves tasks behind, which can be handed over`() async throws {
    let chat = try await Chat(with: "bob", "cyd", "eve")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"),
      ("bob", "/project join Apollo", "done", "…"),
      ("cyd", "/project join Apollo", "done", "…"),
    ])
    try await chat.add(task: "Write", for: "bob", to: "Apollo")
    try await chat.add(task: "Draw", for: "cyd", to: "Apollo")
    await chat.talk([
      ("cyd", "/project remove @bob from Apollo", "denied M15", "Only the owner can remove people from Apollo.\n…"),
      ("ann", "/project remove @ann from Apollo", "denied M15", "@ann owns Apollo; …"),
      ("ann", "/project remove @eve from Apollo", "denied M15", "@eve is not in Apollo, nor invited."),
      ("ann", "/project remove @bob from Apollo --hand-over @eve", "asks", "@eve can't take over the tasks: …"),
      ("ann", "/project remove @bob from Apollo --hand-over @bob", "asks", "@bob can't take over the tasks: …"),
      (
        "ann", "/project remove @bob from Apollo", "done",
        "@bob is not in Apollo any more.\n@bob still has open tasks there:\n  Write (…)\n/project remove @bob from … "
          + "--hand-over @PERSON gives them to somebody else."
      ),
      ("ann", "/project remove @bob from Apollo --hand-over @cyd", "done", "The open tasks of @bob are @cyd's now."),
      ("ann", "/project remove @bob from Apollo --hand-over @cyd", "denied M15", "@bob is not in Apollo, nor invited."),
      (
        "ann", "/project remove @cyd from Apollo --hand-over @ann", "done",
        "@cyd is not in Apollo any more.\nThe open tasks of @cyd are @ann's now."
      ),
      ("ann", "/project leave Apollo", "denied J9", "…"),
    ])
    #expect(try await chat.openTasks(of: "ann", in: "Apollo") == ["Write", "Draw"])
    await chat.talk([
      ("eve", "/project join Apollo", "done", "…"), ("ann", "/project transfer Apollo to @eve", "confirm, done", "…"),
      ("ann", "/project leave Apollo", "done", "You have left Apollo.\n…\nYou still have open tasks there, …\n  …"),
    ])
  }

  @Test func `several who are removed are asked about once, with their tasks and who takes these over`() async throws {
    let chat = try await Chat(with: "bob", "cyd", "dan")
    _ = await chat.says("ann", "/project create Apollo")
    for name in ["bob", "cyd", "dan"] { _ = await chat.says(name, "/project join Apollo") }
    try await chat.add(task: "Write", for: "bob", to: "Apollo")
    try await chat.add(task: "Draw", for: "cyd", to: "Apollo")
    let command = "/project remove @bob @cyd @dan @bob from Apollo"
    let asked: [(String, String?)] = [
      ("/project remove @bob @bob from Apollo", nil),
      (
        command,
        "@bob, @cyd, and @dan will be out of Apollo.\n@bob and @cyd have open tasks there.\n/project remove @bob @cyd "
          + "@dan from … --hand-over @PERSON gives them to somebody else."
      ),
      (
        command + " --hand-over @ann",
        "@bob, @cyd, and @dan will be out of Apollo.\nThe open tasks of @bob and @cyd will be @ann's."
      ),
    ]
    for (text, expected) in asked {
      let said = try await chat.consequences("ann", text)
      #expect(expected.map { said?.matches($0) == true } ?? (said == nil), "\(text): \(said ?? "acts at once")")
    }
    await chat.talk([
      (
        "ann", command, "confirm, done",
        "@bob, @cyd, and @dan are not in Apollo any more.\n@bob and @cyd still have open tasks there:\n  Write (…)\n  "
          + "Draw (…)\n/project remove @bob @cyd from … --hand-over @PERSON gives them to somebody else."
      ),
      (
        "ann", "/project remove @bob @cyd from Apollo --hand-over @ann", "done",
        "The open tasks of @bob and @cyd are @ann's now."
      ),
    ])
    #expect(try await chat.openTasks(of: "ann", in: "Apollo") == ["Write", "Draw"])
  }

  @Test func `a reminder goes out once a day`() async throws {
    let chat = try await Chat(with: "bob")
    let lately = "@bob was invited or reminded less than a day ago: wait until tomorrow."
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"),
      ("ann", "/project remind @bob in Apollo", "denied M10", "@bob is not invited to Apollo."),
      ("ann", "/project invite @bob to Apollo", "done", "…"),
      ("ann", "/project remind @bob in Apollo", "denied M10", lately),
    ])
    chat.passes(.hours(24))
    await chat.talk([
      ("ann", "/project remind @bob in Apollo", "done", "@bob is reminded of the invitation to Apollo."),
      ("ann", "/project remind @bob in Apollo", "denied M10", lately),
      ("bob", "/project accept Apollo", "done", "…"),
    ])
  }

  @Test func `in Admin Mode people are added, removed and made owners without being asked`() async throws {
    let chat = try await Chat(admins: ["root"], with: "bob", "cyd", "root")
    await chat.talk([
      ("ann", "/project create Apollo --privacy hidden", "done", "…"),
      ("root", "/project add @bob to Apollo", "not found", "…"),
      ("ann", "/project add @bob to Apollo", "denied M7", "Only an administrator in Admin Mode can make people …"),
    ])
    try await chat.turnAdminModeOn("root")
    await chat.talk([
      ("root", "/project add @bob @cyd to Apollo", "done", "@bob and @cyd are members of Apollo now."),
      ("root", "/project add @bob to Apollo", "denied M7", "@bob is in Apollo already."),
      ("root", "/project transfer Apollo to @bob", "confirm, done", "Apollo belongs to @bob now."),
      ("root", "/project take Apollo", "done", "Apollo is yours now; @bob is a plain member."),
      ("root", "/project create Beta --owner @cyd", "done", "The public project Beta belongs to @cyd. Its key is …"),
      ("cyd", "/project show Beta", "done", "…Owner: @cyd…Members: 1…You: you are the owner (supervisor)…"),
      ("ann", "/project archive Apollo", "denied G12", "Only the owner can archive Apollo.\nAsk @root."),
      ("root", "/project archive Apollo", "done", "…"),
      ("root", "/project remove @cyd from Apollo", "done", "@cyd is not in Apollo any more."),
      ("root", "/project add @cyd to Apollo", "denied M8", "Apollo is archived and can only be read.\n…"),
    ])
  }

  @Test func `employees get into a collab at once, people from outside are invited`() async throws {
    let chat = try await Chat(with: "bob", "cyd")
    try await chat.know(external: "gus")
    await chat.talk([
      ("ann", "/collab create Launch", "done", "…"),
      ("ann", "/project create Apollo", "done", "…"),
      ("ann", "/collab invite @bob to Launch", "done", "@bob is a member of Launch now."),
      ("ann", "/collab add @cyd to Launch", "done", "@cyd is a member of Launch now."),
      ("ann", "/collab add @cyd to Launch", "denied X7", "@cyd is in Launch already."),
    ])
    try await chat.turnIn("gus", to: "Launch", by: "ann")
    await chat.talk([
      ("gus", "/collab show Launch", "done", "…You: you are a member…"),
      ("gus", "/project list --all", "done", "There are no … to show. …"),
      ("gus", "/group create Mine", "denied G1", "Only employees can create a group."),
      ("ann", "/collab promote @gus in Launch", "denied X10", "@gus is from outside the company and can't lead …"),
      ("ann", "/project invite @gus to Apollo", "denied X1", "@gus is from outside the company and can only be in …"),
      ("bob", "/collab remove @gus from Launch", "denied M18", "Only the owner can …"),
      ("ann", "/collab archive Launch", "done", "…"),
      ("ann", "/collab remove @gus from Launch", "done", "@gus is not in Launch any more."),
    ])
  }

  @Test func `members are listed by what they are, to outsiders only as far as they may know`() async throws {
    let chat = try await Chat(with: "bob", "dan", "eve")
    let alone = "Plain members are shown to members alone."
    await chat.talk([
      ("ann", "/project create Apollo --privacy private", "done", "…"),
      ("ann", "/project create Open", "done", "…"),
      ("ann", "/project invite @bob to Apollo", "done", "…"),
      ("bob", "/project accept Apollo", "done", "…"),
      ("bob", "/project members Apollo", "done", "2 members are in Apollo:\n  @ann, supervisor\n  @bob, member"),
      ("bob", "/project members Apollo --role moderator", "done", "Apollo has no assistants."),
      ("bob", "/project members Apollo --role member", "done", "In Apollo, member:\n  @bob, member"),
      (
        "eve", "/project members Apollo", "done",
        "2 members are in Apollo:\n  @ann, supervisor\n\(alone)\n/project join … asks to be one."
      ),
      ("eve", "/project members Apollo --role member", "done", "\(alone)\n/project join … asks to be one."),
      ("bob", "/project members Apollo --role assistant", "done", "Apollo has no assistants."),
      ("bob", "/project members Apollo --role supervisor", "done", "In Apollo, supervisor:…"),
      ("eve", "/project members Apollo --role moderator", "done", "Apollo has no assistants."),
      ("eve", "/project members Apollo --role owner", "done", "In Apollo, supervisor:\n  @ann, supervisor"),
      ("dan", "/project join Apollo", "done", "You have asked to join Apollo. …"),
      ("dan", "/project members Apollo --role member", "done", alone),
      ("eve", "/project members Open", "done", "1 member is in Open:\n  @ann, supervisor"),
      ("eve", "/project members Apollo --role boss", "error not-a-choice", "--role can't be “boss”: take one of …"),
      ("eve", "/project members Apollo --page 2", "done", "There is no page 2: the last one is 1.…"),
    ])
  }

  @Test func `what can't be taken back says first what it will do`() async throws {
    let chat = try await Chat(with: "bob", "cyd")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…"),
      ("ann", "/project create Secret --privacy hidden", "done", "…"),
    ])
    let waits: [(String, String?)] = [
      ("/project delete Apollo", "Apollo will be gone for good; 2 members are in it.\n/project archive … keeps …"),
      ("/project transfer Apollo to @bob", "Apollo will belong to @bob, and you will be a plain member. …"),
      ("/project remove @bob @cyd from Apollo", "@bob will be out of Apollo.\n@cyd is not in Apollo, nor invited."),
      ("/project remove @bob from Apollo", nil),
      ("/project privacy Secret to public", "Secret is hidden. Everybody will find it, …"),
      ("/project privacy Secret to hidden", nil),
      ("/project privacy Apollo to hidden", nil),
      ("/project archive Apollo", nil),
    ]
    for (text, expected) in waits {
      let said = try await chat.consequences("ann", text)
      #expect(expected.map { said?.matches($0) == true } ?? (said == nil), "\(text): \(said ?? "acts at once")")
    }
    // Nothing is shown to who may not do it.
    for text in waits.prefix(3).map(\.0) {
      await #expect(throws: Denied.self) { _ = try await chat.consequences("bob", text) }
    }
    #expect(try await chat.group("Apollo")?.memberCount == 2)
  }

  @Test func `who is concerned is told`() async throws {
    let chat = try await Chat(with: "bob", "mod", "eve")
    await chat.talk([
      ("ann", "/project create Apollo --privacy private", "done", "…"),
      ("mod", "/project join Apollo", "done", "…"), ("ann", "/project approve @mod in Apollo", "done", "…"),
      ("ann", "/project promote @mod in Apollo", "done", "…"),
    ])
    let told: [(String, String, [String])] = [
      (
        "ann", "/project invite @bob to Apollo --message Hi",
        ["bob: @ann invites you to the private project Apollo. “Hi” …accept … or …decline …"]
      ),
      ("bob", "/project accept Apollo", ["ann mod: @bob has accepted the invitation to Apollo."]),
      ("eve", "/project join Apollo --message Me", ["ann mod: @eve asks to join Apollo. “Me” …approve @eve in …"]),
      (
        "mod", "/project approve @eve in Apollo",
        ["eve: @mod has let you into Apollo: …", "ann: @mod has let @eve into Apollo."]
      ),
      ("eve", "/project leave Apollo", ["ann mod: @eve has left Apollo."]),
      ("eve", "/project join Apollo", ["ann mod: @eve asks to join Apollo. …"]),
      ("ann", "/project reject @eve in Apollo", ["eve: @ann has turned down your request to join Apollo."]),
      ("ann", "/project ban @bob in Apollo", ["bob: @ann has banned you from Apollo."]),
      ("ann", "/project unban @bob in Apollo", ["bob: @ann has lifted your ban: …"]),
      ("bob", "/project mute Apollo", []),
      ("ann", "/project archive Apollo", ["mod: @ann has archived Apollo: …"]),
      ("bob", "/project follow Apollo", []),
      ("ann", "/project unarchive Apollo", ["bob mod: @ann has brought Apollo back: …"]),
      ("eve", "/project join Apollo", ["ann mod: …"]),
      ("ann", "/project privacy Apollo to hidden", ["eve: Your request to join Apollo has ended: …"]),
      ("ann", "/project remove @bob from Apollo", ["bob: @ann has removed you …", "mod: @ann has removed @bob …"]),
      (
        "ann", "/project transfer Apollo to @mod",
        ["mod: Apollo is yours now: @ann has handed it to you."]
      ),
      ("ann", "/project mute Apollo", []),
      ("mod", "/project mute Apollo", []),
      ("mod", "/project invite @eve to Apollo", ["eve: @mod invites you …"]),
      ("ann", "/project leave Apollo", []),
      ("mod", "/project delete Apollo", ["eve: @mod has deleted Apollo."]),
    ]
    for (name, text, expected) in told {
      chat.passes(.hours(24))
      let notices = try await chat.notices(name, text)
      #expect(notices.count == expected.count, "\(text): \(notices)")
      for (notice, pattern) in zip(notices, expected) { #expect(notice.matches(pattern), "\(text): \(notice)") }
    }
  }
  @Test(arguments: [
    (
      "en", "@ann has made @dan a plain member of Apollo.", "@ann has made @bob and @cyd plain members of Apollo.",
      "@ann has made @eve a member of Launch.", "@ann has made @bob and @dan members of Launch."
    ),
    (
      "de", "@ann hat @dan zum einfachen Mitglied von Apollo gemacht.",
      "@ann hat @bob und @cyd zu einfachen Mitgliedern von Apollo gemacht.", "@ann hat @eve in Launch aufgenommen.",
      "@ann hat @bob und @dan in Launch aufgenommen."
    ),
  ])
  func `staff read of one as of one, and of several as of several`(
    _ language: String, _ demotesOne: String, _ demotesTwo: String, _ addsOne: String, _ addsTwo: String
  ) async throws {
    let chat = try await Chat(language: language, with: "bob", "cyd", "dan", "eve")
    for text in ["project create Apollo", "collab create Launch", "collab add @cyd to Launch"] {
      _ = await chat.says("ann", "/\(text)")
    }
    for name in ["bob", "cyd", "dan", "eve"] { _ = await chat.says(name, "/project join Apollo") }
    _ = await chat.says("ann", "/project promote @bob @cyd @dan @eve in Apollo")
    _ = await chat.says("ann", "/collab promote @cyd in Launch")
    for (text, told) in [
      ("/project demote @dan in Apollo", "bob cyd eve: " + demotesOne),
      ("/project demote @bob @cyd in Apollo", "eve: " + demotesTwo), ("/collab add @eve to Launch", "cyd: " + addsOne),
      ("/collab add @bob @dan to Launch", "cyd: " + addsTwo),
    ] {
      let notices = try await chat.notices("ann", text)
      #expect(notices.contains(told), "\(notices)")
    }
  }
}
