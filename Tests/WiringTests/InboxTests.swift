import Commands
import Domain
import Engine
import Platform
import Storage
import TestSupport
import Testing
import Weakening

/// What people are told whom the messenger can't write to.
@Suite(.temporaryDirectory)
struct InboxTests {
  @Test func `it holds what others had one told, the newest first, and nothing one did oneself`() async throws {
    let chat = try await Chat(with: "bob", "cyd")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…"),
      ("ann", "/project promote @bob in Apollo", "done", "…"), ("ann", "/project archive Apollo", "done", "…"),
      (
        "bob", "/muster inbox", "done",
        "What you were told, the newest first:\n  …, …: @ann has archived Apollo: …\n  …: @ann has put you among those "
          + "who help to lead Apollo: …\n/muster inbox --clear takes them away. …"
      ),
      ("ann", "/muster inbox", "done", "What you were told…:\n  …: @bob has joined Apollo.\n/muster…"),
      ("cyd", "/muster inbox", "done", "Nothing waits in your inbox."),
      ("bob", "/muster inbox --page 2", "done", "There is no page 2: the last one is 1."),
    ])
  }

  @Test func `a person gets one message of one command, whatever it tells`() async throws {
    let chat = try await Chat(admins: ["root"], with: "bob", "root")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("root", "/admin on", "done", "…"),
      ("root", "/project archive Apollo", "done", "…"),
    ])
    let told = try await chat.inbox("ann")
    #expect(told.map { $0.parts.count } == [2])
    let read = await chat.says("ann", "/muster inbox").text
    #expect(read.matches("…: @root has archived Apollo: … Apollo, in Admin Mode: @root archived it.\n…"))
  }

  @Test func `what names a group that one may no longer see is left out, and not counted`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Secret --privacy hidden", "done", "…"),
      ("ann", "/project invite @bob to Secret", "done", "…"),
      ("bob", "/muster inbox", "done", "…: @ann invites you to the hidden project Secret. …"),
      ("ann", "/project revoke @bob from Secret", "done", "…"),
      // Of the end it is told all the same.
      ("bob", "/muster inbox", "done", "What …:\n  …: @ann has taken back your invitation to Secret.\n/muster…"),
      ("bob", "/muster inbox --clear", "done", "…taken back…"),
      ("bob", "/muster inbox", "done", "Nothing waits in your inbox."),
      // What could not be read went with it.
      ("ann", "/project invite @bob to Secret", "done", "…"),
      ("bob", "/muster inbox", "done", "What …:\n  …invites…\n/muster…"),
    ])
  }

  @Test func `what asked for an answer is left out once it has one`() async throws {
    let chat = try await Chat(with: "bob", "cyd")
    await chat.talk([
      ("ann", "/project create Site --privacy private", "done", "…"),
      ("ann", "/project invite @bob to Site", "done", "…"),
      ("bob", "/muster inbox", "done", "…/project accept…"), ("bob", "/project accept Site", "done", "…"),
      ("bob", "/muster inbox", "done", "Nothing waits in your inbox."),
      ("ann", "/project promote @bob in Site", "done", "…"),
      // Asked, taken back and asked again: only the last one waits.
      ("cyd", "/project join Site", "done", "…"), ("cyd", "/project withdraw Site", "done", "…"),
    ])
    chat.passes(.minutes(1))
    await chat.talk([("cyd", "/project join Site --message Please", "done", "…")])
    for decider in ["ann", "bob"] {
      let inbox = await chat.says(decider, "/muster inbox").text
      #expect(inbox.split(separator: "@cyd asks to join Site.").count == 2 && inbox.contains("“Please”"), "\(inbox)")
    }
    // The first answer wins.
    await chat.talk([("bob", "/project approve @cyd in Site", "done", "…")])
    #expect(await !chat.says("ann", "/muster inbox").text.contains("asks to join"))
  }

  @Test func `pages count what can be read, and clearing takes what was shown`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…")])
    for _ in 1...11 {
      _ = await chat.says("ann", "/project archive Apollo")
      _ = await chat.says("ann", "/project unarchive Apollo")
    }
    let first = await chat.says("bob", "/muster inbox")
    #expect(first.text.matches("…There are more: add --page 2.\n…"))
    #expect(first.text.split(separator: "\n").count { $0.hasPrefix("  ") } == 20)
    let second = await chat.says("bob", "/muster inbox --page 2")
    #expect(second.text.split(separator: "\n").count { $0.hasPrefix("  ") } == 2)
    #expect(await chat.says("bob", "/muster inbox --clear --dry-run").outcome == "dry run")
    #expect(try await chat.inbox("bob").count == 22)
    #expect(await chat.says("bob", "/muster inbox --clear").text.matches("…These are out of your inbox now."))
    #expect(try await chat.inbox("bob").count == 2)
  }

  @Test func `only so much is looked at of what one may not read, and clearing takes that away`() async throws {
    let reads = Guarded(0)
    var lies = Lies()
    lies.membership = { truth, person, group in
      reads.withLock { $0 += 1 }
      return try truth.membership(of: person, in: group)
    }
    let chat = try await Chat(lies: lies, with: "bob")
    await chat.talk([
      ("ann", "/project create Secret --privacy hidden", "done", "…"),
      ("ann", "/project invite @bob to Secret", "done", "…"),
      ("ann", "/project revoke @bob from Secret", "done", "…"), ("bob", "/muster inbox --clear", "done", "…"),
    ])
    let (bob, now) = (try await chat.person("bob").key, chat.now)
    let group = try #require(try await chat.group("Secret")).key
    try await chat.store.transaction { transaction in
      let old = PersonalNotice(key: "old", to: bob, at: now, [.init(about: nil, [Phrase("inbox.none")])])
      try transaction.keep(old)
      for number in 1...2_000 {
        let part = PersonalNotice.Part(about: group, [Phrase("notice.plain")])
        try transaction.keep(PersonalNotice(key: "n\(number)", to: bob, at: now + .seconds(1), [part]))
      }
    }
    reads.withLock { $0 = 0 }
    let none = "Nothing waits in your inbox."
    await chat.talk([("bob", "/muster inbox", "done", none), ("bob", "/muster inbox --clear", "done", none)])
    #expect(reads.withLock { $0 } <= 4)
    #expect(try await chat.inbox("bob").map(\.key) == ["old"])
    await chat.talk([("bob", "/muster inbox", "done", "What…:\n  …: Nothing waits in your inbox.\n…")])
  }

  @Test func `what is older than thirty days is not in it, however late it is forgotten`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…"),
      ("ann", "/project archive Apollo", "done", "…"),
    ])
    chat.passes(.hours(24 * 30 - 1))
    await chat.talk([
      ("ann", "/project unarchive Apollo", "done", "…"), ("bob", "/muster inbox", "done", "…back…archived…"),
    ])
    chat.passes(.hours(1))
    #expect(await !chat.says("bob", "/muster inbox").text.contains("archived"))
    #expect(await chat.says("bob", "/muster inbox").text.contains("back"))
  }

  @Test func `in a room that overhears, it names public groups alone`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Secret --privacy hidden", "done", "…"),
      ("ann", "/project invite @bob to Secret", "done", "…"),
      ("bob", "/project accept Secret", "done", "…"), ("ann", "/project remove @bob from Secret", "done", "…"),
      ("ann", "/project create Open", "done", "…"), ("ann", "/project invite @bob to Open", "done", "…"),
    ])
    for text in [
      await chat.says("bob", "/muster inbox", overheard: true).text,
      await chat.says("bob", "/muster inbox --share").text,
    ] {
      #expect(text.contains("Open") && !text.contains("Secret"), "\(text)")
    }
  }

  @Test(arguments: ["archive Apollo --dry-run", "archive Nowhere", "leave Apollo", "archve Apollo", "delete Apollo"])
  func `what is not done is not told`(_ command: String) async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…")])
    #expect(await chat.says("ann", "/project \(command)").outcome != "done")
    #expect(try await chat.inbox("bob").isEmpty)
  }

  @Test func `what is delivered twice is told once`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…")])
    for _ in 1...3 { _ = await chat.says("ann", "/project archive Apollo", delivery: "once") }
    #expect(try await chat.inbox("bob").count == 1)
  }

  @Test func `who comes in the meantime by a Yes is told then, and not when it is asked`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…")])
    let asked = await chat.says("ann", "/project delete Apollo")
    #expect(try await chat.inbox("bob").isEmpty)
    _ = await chat.says("ann", "/project confirm \(asked.code ?? "")")
    #expect(await chat.says("bob", "/muster inbox").text.matches("…: @ann has deleted Apollo.\n…"))
  }
}

extension Chat {
  /// What waits in somebody's inbox, whatever they may see.
  fileprivate func inbox(_ name: String) async throws -> [PersonalNotice] {
    let person = try await person(name)
    return try await store.snapshot { try $0.notices(to: person.key, behind: nil, limit: 1_000) }
  }
}
