import CommandLanguage
import Commands
import Domain
import Engine
import Storage
import TestSupport
import Testing

/// One's own last change is taken back, where the state and the row still permit it.
@Suite(.temporaryDirectory)
struct UndoTests {
  private static let nothing = "There is nothing to undo: …"

  /// A public project of ann's with bob, cyd and eve in it, eve as its moderator.
  private func chat(admins: Set<String> = []) async throws -> Chat {
    let chat = try await Chat(admins: admins, with: "ann", "bob", "cyd", "eve", "dan", "root")
    _ = await chat.says("ann", "/project create Apollo --description Moon --tags a,b --inviters owner")
    for name in ["bob", "cyd", "eve"] { _ = await chat.says(name, "/project join Apollo") }
    _ = await chat.says("ann", "/project promote @eve in Apollo")
    return chat
  }

  @Test(arguments: [
    ("ann", "archive Apollo"), ("ann", "edit Apollo --name Artemis --description Mars --tags c"),
    ("ann", "edit Apollo --description \"\""), ("ann", "privacy Apollo to private"),
    ("ann", "settings Apollo --inviters members --posters owner --tasks.create_tasks staff"),
    ("ann", "dates Apollo --until 2027-01-31"), ("ann", "convert Apollo to workgroup"),
    ("ann", "promote @bob @cyd in Apollo"), ("ann", "demote @eve in Apollo"),
    ("ann", "ban @bob in Apollo"), ("ann", "invite @dan @root to Apollo"), ("ann", "remove @bob from Apollo"),
    ("ann", "remove @eve from Apollo"), ("eve", "ban @cyd in Apollo"), ("dan", "join Apollo"),
  ])
  func `what is taken back is as it was before`(_ name: String, _ command: String) async throws {
    let chat = try await chat()
    let before = try await state(of: chat)
    let done = await chat.says(name, "/project \(command)")
    #expect(done.outcome == "done", "\(done.text)")
    #expect(try await state(of: chat) != before)
    let undone = await chat.says(name, "/project undo")
    #expect(undone.outcome == "done", "\(undone.text)")
    #expect(try await state(of: chat) == before)
    let again = await chat.says(name, "/project undo")
    #expect(again.outcome == "error nothing-to-undo" && again.text.matches(Self.nothing))
    #expect(try await state(of: chat) == before)
  }

  @Test(arguments: [
    ("ann", "archive Apollo", "bob cyd eve: @ann has brought Apollo back: …"),
    ("ann", "edit Apollo --name Artemis", "bob cyd eve: @ann has renamed Artemis: it is called Apollo now."),
    ("ann", "dates Apollo --until 2027-01-31", "bob cyd eve: @ann has changed the dates. Apollo has no dates …"),
    ("ann", "promote @bob @cyd in Apollo", "bob cyd: @ann has made you a plain member of Apollo."),
    ("ann", "ban @bob in Apollo", "bob: @ann has lifted your ban: …"),
    ("ann", "invite @dan @root to Apollo", "dan root: @ann has taken back your invitation to Apollo."),
    ("ann", "remove @bob from Apollo", "bob: @ann has taken back that you were removed from Apollo: …"),
    ("dan", "join Apollo", "ann eve: @dan has left Apollo."),
    ("ann", "edit Apollo --description New", nil), ("ann", "settings Apollo --posters owner", nil),
    ("bob", "pin Apollo", nil), ("bob", "mute Apollo", nil),
  ])
  func `whom a change concerned is told of its end`(_ name: String, _ command: String, _ told: String?) async throws {
    let chat = try await chat()
    #expect(await chat.says(name, "/project \(command)").outcome == "done")
    let notices = try await chat.notices(name, "/project undo")
    #expect(told.map { notices.first?.matches($0) == true } ?? notices.isEmpty, "\(notices)")
  }

  @Test func `a request that came in the meantime ends where a group is hidden again`() async throws {
    let chat = try await Chat(with: "dan")
    _ = await chat.says("ann", "/project create Apollo --privacy hidden")
    let asked = await chat.says("ann", "/project privacy Apollo to private")
    _ = await chat.says("ann", "/project confirm \(asked.code ?? "")")
    _ = await chat.says("dan", "/project join Apollo")
    #expect(try await chat.notices("ann", "/project undo").first?.matches("dan: Your request to join …ended…") == true)
  }

  @Test func `a request, a pin and a mute are taken back`() async throws {
    let chat = try await chat()
    _ = await chat.says("ann", "/project privacy Apollo to private")
    let before = try await state(of: chat)
    #expect(await chat.says("dan", "/project join Apollo").text.hasPrefix("You have asked to join"))
    #expect(await chat.says("dan", "undo").outcome == "done")
    #expect(try await state(of: chat) == before)
    for command in ["pin", "mute"] {
      let marks = try await marks(of: "bob", in: chat)
      #expect(await chat.says("bob", "/project \(command) Apollo").outcome == "done")
      #expect(try await self.marks(of: "bob", in: chat) != marks)
      #expect(await chat.says("bob", "/project undo").outcome == "done")
      #expect(try await self.marks(of: "bob", in: chat) == marks)
    }
  }

  @Test func `what is not taken back is said`() async throws {
    let chat = try await chat()
    let partly = "Taken back in Apollo: …\n"
    await chat.talk([
      ("ann", "/project privacy Apollo to private", "done", "…"), ("dan", "/project join Apollo", "done", "…"),
      ("ann", "/project privacy Apollo to public", "done", "…"),
      ("ann", "/project undo", "done", partly + "Who had asked to join stays a member."),
      ("root", "/project join Apollo", "done", "You have asked …"),
      ("ann", "/project privacy Apollo to hidden", "done", "…"),
      (
        "ann", "/project undo", "confirm, done", partly + "The request to join that ended with it has to be made anew."
      ),
    ])
    try await chat.add(task: "Write", for: "bob", to: "Apollo")
    await chat.talk([
      ("ann", "/project remove @bob from Apollo --hand-over @cyd", "done", "…"),
      ("ann", "/project undo", "done", partly + "The tasks that were handed over stay @cyd's."),
      ("ann", "/project remove @bob from Apollo --hand-over @cyd", "done", "…"),
      ("ann", "/project undo", "done", "Taken back in Apollo: @ann removed @bob.\n@bob is in Apollo again, as before."),
    ])
    #expect(try await chat.openTasks(of: "cyd", in: "Apollo") == ["Write"])
    #expect(Set(try await state(of: chat)).isSuperset(of: ["dan member", "bob member"]))
  }

  @Test(arguments: [
    ("ann", "archive Apollo", "Taken back in Apollo: @ann archived it.\nApollo is active again, as it was before."),
    ("ann", "edit Apollo --name Eta", "Taken back in Eta: … (name: Apollo → Eta).\nEta is called Apollo now."),
    ("ann", "edit Apollo --tags c", "Taken back in Apollo: … (…).\n/project show … shows its card."),
    ("ann", "privacy Apollo to private", "Taken back in Apollo: …\nApollo is public now: …"),
    ("ann", "settings Apollo --inviters staff", "Taken …\n/project settings … shows what is set now."),
    ("ann", "dates Apollo --until 2027-01-31", "Taken …\nApollo has no dates any more."),
    ("ann", "convert Apollo to workgroup", "Taken …\nApollo is a project now. …"),
    (
      "ann", "promote @bob @cyd in Apollo",
      "…: @ann made @bob a moderator and @ann made @cyd a moderator.\n@bob and @cyd are plain members of Apollo now."
    ),
    ("ann", "invite @dan to Apollo", "Taken …\nThe invitation of @dan to Apollo is taken back."),
    ("dan", "join Apollo", "Taken back in Apollo: @dan joined.\nYou have left Apollo."),
    ("bob", "pin Apollo", "Apollo is not pinned."),
  ])
  func `what is taken back is said, and what is true then, also before it is`(
    _ name: String, _ command: String, _ said: String
  ) async throws {
    let chat = try await chat()
    _ = await chat.says(name, "/project \(command)")
    let answer = "Nothing was changed. Without --dry-run this would be the answer:\n"
    #expect(await chat.says(name, "/project undo --dry-run").text.matches(answer + said))
    #expect(await chat.says(name, "/project undo").text.matches(said))
  }

  @Test func `the log tells a removal that was taken back from a removal`() async throws {
    let chat = try await chat()
    _ = await chat.says("ann", "/project remove @bob from Apollo")
    _ = await chat.says("ann", "/project undo")
    let log = await chat.says("ann", "/project log Apollo").text
    #expect(log.matches("…@ann took back the removal of @bob\n…@ann removed @bob\n…"), "\(log)")
  }

  @Test func `what was taken back before has its inverse as well`() async throws {
    let chat = try await chat()
    for (command, inverse) in [("archive Apollo", "unarchive Apollo"), ("ban @bob in Apollo", "unban @bob in Apollo")] {
      _ = await chat.says("ann", "/project \(command)")
      let before = try await state(of: chat)
      _ = await chat.says("ann", "/project \(inverse)")
      #expect(await chat.says("ann", "/project undo").outcome == "done")
      #expect(
        try await state(of: chat).filter { !$0.contains("archived") } == before.filter { !$0.contains("archived") })
      _ = await chat.says("ann", "/project \(inverse)")
    }
  }

  @Test(arguments: [
    ("ann", "archive Apollo", "root", "unarchive Apollo"),
    ("ann", "edit Apollo --name Artemis", "root", "edit Artemis --name Zeus"),
    ("ann", "promote @bob in Apollo", "bob", "step-down Apollo"),
    ("ann", "invite @dan to Apollo", "dan", "accept Apollo"),
    ("ann", "remove @bob from Apollo", "bob", "join Apollo"),
    ("eve", "ban @cyd in Apollo", "ann", "unban @cyd in Apollo"),
  ])
  func `what was changed since stays`(_ name: String, _ command: String, _ other: String, _ since: String) async throws
  {
    let chat = try await chat(admins: ["root"])
    try await chat.turnAdminModeOn("root")
    _ = await chat.says(name, "/project \(command)")
    #expect(await chat.says(other, "/project \(since)").outcome == "done")
    let before = try await state(of: chat)
    let undone = await chat.says(name, "/project undo")
    #expect(undone.outcome == "error changed-since", "\(undone)")
    #expect(try await state(of: chat) == before)
  }

  @Test(arguments: [
    ("bob", "leave Apollo"), ("ann", "transfer Apollo to @bob"), ("dan", "accept Apollo"), ("dan", "decline Apollo"),
    ("dan", "withdraw Apollo"), ("eve", "step-down Apollo"), ("ann", "revoke @dan from Apollo"),
    ("ann", "approve @dan in Apollo"), ("ann", "reject @dan in Apollo"), ("ann", "delete Apollo"),
  ])
  func `what is final says so`(_ name: String, _ command: String) async throws {
    let chat = try await chat()
    switch command.prefix(6) {
    case "accept", "declin", "revoke": _ = await chat.says("ann", "/project invite @dan to Apollo")
    case "withdr", "approv", "reject":
      _ = await chat.says("ann", "/project privacy Apollo to private")
      _ = await chat.says("dan", "/project join Apollo")
    default: break
    }
    let asked = await chat.says(name, "/project \(command)")
    if let code = asked.code {
      _ = await chat.says(name, "/project confirm \(code)")
    } else {
      #expect(asked.outcome == "done")
    }
    let refused = await chat.says(name, "/project undo")
    #expect(refused.outcome == "error final" && refused.text.hasPrefix("Your last change can't be undone: "))
    #expect(!refused.text.contains("Apollo"))
  }

  @Test(arguments: ["leave", "step-down"])
  func `what is out of sight isn't told as final, either`(_ verb: String) async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("bob", "/project undo", "error nothing-to-undo", "…"),
      ("ann", "/project create Secret --privacy hidden", "done", "…"),
      ("ann", "/project invite @bob to Secret", "done", "…"), ("bob", "/project accept Secret", "done", "…"),
      ("ann", "/project promote @bob in Secret", "done", "…"), ("bob", "/project \(verb) Secret", "done", "…"),
    ])
    _ = await chat.says("ann", "/project remove @bob from Secret")
    await chat.talk([("bob", "/project undo", "error nothing-to-undo", "There is nothing to undo: …")])
  }

  @Test func `a group that was made and what was told and granted is final, and says so`() async throws {
    let chat = try await chat(admins: ["ann"])
    _ = await chat.says("ann", "/project invite @dan to Apollo")
    chat.passes(.hours(24))
    let final = "Your last change can't be undone: "
    for (text, why) in [
      ("/project create Beta", "what was made can only be deleted, with /project delete …."),
      ("/project copy Apollo as Artemis", "what was made can only be deleted, with /project delete …."),
      ("/project remind @dan in Apollo", "a reminder can't be unsent."),
      ("/admin grant @bob", "/admin revoke takes the right back."),
      ("/admin revoke @bob", "/admin grant gives the right again."),
    ] {
      await chat.talk([("ann", text, "done", "…"), ("ann", "/project undo", "error final", final + why)])
    }
  }

  @Test func `turning Admin Mode on and off leaves the last change as it is`() async throws {
    let chat = try await chat(admins: ["ann"])
    await chat.talk([
      ("ann", "/project archive Apollo", "done", "…"), ("ann", "/admin on", "done", "…"),
      ("ann", "/admin off", "done", "…"), ("ann", "/project undo", "done", "…"),
    ])
    #expect(try await chat.group("Apollo")?.archived == nil)
  }

  @Test func `reading, denials and dry runs leave the last change as it is`() async throws {
    let chat = try await chat()
    _ = await chat.says("ann", "/project archive Apollo")
    await chat.talk([
      ("ann", "/project list", "done", "…"), ("ann", "/project archive Apollo", "denied G13", "…"),
      ("ann", "/project unarchive Apollo --dry-run", "dry run", "…"),
      ("ann", "/project undo --dry-run", "dry run", "…"),
      ("ann", "/project delete Apollo", "confirm", "…"), ("ann", "/project undo", "done", "…"),
    ])
    #expect(try await chat.group("Apollo")?.archived == nil)
  }

  @Test func `after ten minutes there is nothing to undo`() async throws {
    let chat = try await chat()
    _ = await chat.says("ann", "/project archive Apollo")
    chat.passes(.minutes(10))
    #expect(await chat.says("ann", "/project undo").text.matches(Self.nothing))
  }

  @Test func `the row is asked: who may no longer, can't take it back`() async throws {
    let chat = try await chat(admins: ["root"])
    try await chat.turnAdminModeOn("root")
    _ = await chat.says("ann", "/project archive Apollo")
    _ = await chat.says("root", "/project take Apollo")
    let denied = await chat.says("ann", "/project undo")
    #expect(denied.outcome == "denied G14", "\(denied)")
    #expect(try await chat.group("Apollo")?.archived != nil)
  }

  @Test func `a group that one may no longer see is one that there never was`() async throws {
    let chat = try await chat()
    let nothing = await chat.says("root", "/project undo")
    _ = await chat.says("eve", "/project ban @cyd in Apollo")
    _ = await chat.says("ann", "/project privacy Apollo to hidden")
    _ = await chat.says("ann", "/project remove @eve from Apollo")
    #expect(await chat.says("eve", "/project undo") == nothing)
    #expect(nothing.text.matches(Self.nothing))
  }

  @Test func `taking back that a group was hidden waits for Yes, which is good for nothing else`() async throws {
    let chat = try await chat()
    _ = await chat.says("ann", "/project privacy Apollo to hidden")
    let asked = await chat.says("ann", "/project undo")
    #expect(asked.outcome == "confirm")
    _ = await chat.says("ann", "/project archive Apollo")
    let code = try #require(asked.code)
    #expect(await chat.says("ann", "/project confirm \(code)").outcome == "error nothing-to-undo")
    #expect(try await chat.group("Apollo")?.archived != nil)
    #expect(await chat.says("ann", "/project undo").outcome == "done")
    await chat.talk([
      ("ann", "/project privacy Apollo to private", "confirm, done", "…"),
      ("ann", "/project privacy Apollo to hidden", "done", "…"), ("ann", "/project undo", "confirm, done", "…"),
    ])
    #expect(try await chat.group("Apollo")?.privacy == .private)
  }

  @Test func `a Yes to showing one group shows no other one of its name`() async throws {
    let chat = try await Chat()
    var keys: [String] = []
    for _ in 0..<2 {
      let made = await chat.says("ann", "/project create Apollo").text
      let sentence = try #require(made.split(separator: ".").first { $0.contains("Its key is") })
      keys.append(try #require(sentence.split(separator: " ").last.map(String.init)))
    }
    await chat.talk([("ann", "/project privacy \(keys[0]) to hidden", "done", "…")])
    let asked = await chat.says("ann", "/project undo")
    await chat.talk([("ann", "/project privacy \(keys[1]) to hidden", "done", "…")])
    let again = await chat.says("ann", "/project confirm \(asked.code ?? "")")
    #expect(again.outcome == "confirm" && again.text.hasPrefix("Something has changed since I asked"))
    await chat.talk([("ann", "/project show \(keys[1])", "done", "…\nPrivacy: hidden: …")])
  }

  @Test func `dates don't come back where a task is due outside of them by now`() async throws {
    let chat = try await Chat()
    await chat.talk([
      ("ann", "/project create Apollo --until 2027-01-10", "done", "…"),
      ("ann", "/project convert Apollo to workgroup", "done", "…"),
    ])
    try await chat.add(task: "Write", for: "ann", to: "Apollo", due: Moment(seconds: 1_800_446_400))
    await chat.talk([("ann", "/workgroup undo", "error changed-since", "…")])
    #expect(try await chat.group("Apollo")?.kind == .workgroup)
  }

  /// What a command could have changed, apart from when somebody came in.
  private func state(of chat: Chat) async throws -> [String] {
    let groups = try await chat.store.snapshot { reading in
      try reading.groups(GroupFilter(), in: .everything(PersonKey("")), after: nil, limit: 9).map(\.group)
    }
    let group = try #require(groups.first)
    let members = try await chat.store.snapshot { reading in
      try reading.members(of: group.key, with: Standing.allCases, limit: 99)
    }
    return ["\(group)"] + members.map { "\($0.person.name) \($0.membership.standing)" }.sorted()
  }

  private func marks(of name: String, in chat: Chat) async throws -> Marks {
    let person = try await chat.person(name)
    let group = try #require(try await chat.group("Apollo"))
    return try await chat.store.snapshot { try $0.marks(of: person.key, in: group.key) }
  }
}
