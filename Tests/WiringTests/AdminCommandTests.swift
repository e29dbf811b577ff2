import Commands
import Domain
import Engine
import Platform
import Storage
import TestSupport
import Testing

/// What administrators can do, when, and what others hear of it.
@Suite(.temporaryDirectory)
struct AdminCommandTests {
  @Test func `an administrator is an ordinary employee until Admin Mode is on`() async throws {
    let chat = try await Chat(admins: ["root"])
    _ = await chat.says("ann", "/project create Secret --privacy hidden")
    _ = await chat.says("ann", "/project create Open")
    #expect(await chat.says("root", "/project show Secret").outcome == "not found")
    let denied = await chat.says("root", "/project archive Open")
    #expect(denied.text == "Only the owner can archive Open.\nAsk @ann.\nOr turn Admin Mode on with /admin on.")
    #expect(await chat.says("bob", "/project archive Open").text == "Only the owner can archive Open.\nAsk @ann.")
    let on = await chat.says("root", "/admin on")
    #expect(on.outcome == "done")
    #expect(on.text.matches("Admin Mode is on: …It ends after 30 minutes without a command, or with /admin off."))
    #expect(await chat.says("root", "/project list").text.contains("Secret"))
    #expect(await chat.says("root", "/project archive Secret").outcome == "done")
    #expect(await chat.says("root", "/admin off").text.hasPrefix("Admin Mode is off"))
    #expect(await chat.says("root", "/project unarchive Secret").outcome == "not found")
  }

  @Test func `the own groups of an administrator are found in Admin Mode as well`() async throws {
    let chat = try await Chat(admins: ["root"])
    _ = await chat.says("ann", "/project create Foreign")
    _ = await chat.says("root", "/project create Own")
    for _ in 0..<2 {
      let mine = await chat.says("root", "/project list --mine")
      #expect(mine.text.contains("Own") && !mine.text.contains("Foreign"))
      _ = await chat.says("root", "/admin on")
    }
  }

  @Test func `Admin Mode ends after thirty minutes without a command, and each one moves the end`() async throws {
    let chat = try await Chat(admins: ["root"])
    _ = await chat.says("root", "/admin on")
    for text in ["/project list", "nonsense", "/project show Nothing", "/admin on"] {
      chat.passes(.minutes(29))
      _ = await chat.says("root", text)
    }
    chat.passes(.minutes(29))
    let status = await chat.says("root", "/admin status")
    #expect(status.text.hasSuffix("It ends after 30 minutes without a command, or with /admin off."))
    chat.passes(.minutes(30))
    #expect(await chat.says("root", "/admin status").text == "Admin Mode is off.\n/admin on turns it on.")
  }

  @Test(arguments: [("on", "A1"), ("off", "A2"), ("status", "A1"), ("people", "A3")])
  func `who is no administrator is denied by the row of the command`(_ verb: String, _ row: String) async throws {
    let chat = try await Chat(admins: ["root"])
    _ = await chat.says("root", "help")
    let denied = await chat.says("bob", "/admin \(verb)")
    #expect(denied.outcome == "denied \(row)")
    #expect(denied.text.hasPrefix("Only an administrator can ") && denied.text.hasSuffix("Ask @root."))
  }

  @Test func `only administrators are shown the commands of administrators`() async throws {
    let chat = try await Chat(admins: ["root"])
    #expect(await chat.says("root", "help").text.contains("/admin on"))
    #expect(await !chat.says("bob", "help").text.contains("/admin"))
    for (words, guess) in [("/admn on", "/admin"), ("/admin onn", "/admin on"), ("/muster admn", "/muster admin")] {
      #expect(await chat.says("root", words).text.contains("Did you mean \(guess)?"), "\(words)")
      #expect(await !chat.says("bob", words).text.contains("Did you mean"), "\(words)")
    }
    #expect(await !chat.says("bob", "/admin").text.contains("/admin on"))
    #expect(await chat.says("root", "/admin").text.contains("/admin on"))
    let there = await chat.says("bob", "help admin on")
    #expect(await there.text == chat.says("bob", "help nimda on").text.replacing("nimda", with: "admin"))
  }

  @Test func `an administrator makes others administrators, and takes that back`() async throws {
    let chat = try await Chat(admins: ["root"], with: "root", "bob")
    #expect(await chat.says("bob", "/admin grant @bob").outcome == "denied A3")
    #expect(await chat.says("root", "/admin grant @bob").text.hasPrefix("@bob is an administrator now."))
    #expect(await chat.says("root", "/admin grant @bob").text == "@bob is an administrator already.")
    let people = await chat.says("bob", "/admin people").text
    #expect(people.hasPrefix("The administrators:\n  @root (root), by bot.yaml\n  @bob (bob)\n"))
    let appointed = await chat.says("bob", "/admin revoke @root")
    #expect(appointed.outcome == "denied A3")
    #expect(appointed.text.hasPrefix("@root is an administrator by bot.yaml: "))
    _ = await chat.says("bob", "/admin on")
    #expect(await chat.says("root", "/admin revoke @bob").text == "@bob is no administrator any more.")
    #expect(await chat.says("root", "/admin revoke @bob").text == "@bob is no administrator.")
    #expect(await chat.says("bob", "/admin status").outcome == "denied A1")
    #expect(await chat.says("root", "/admin grant @nobody").outcome == "not found")
    #expect(await chat.says("root", "/admin grant").outcome == "asks")
  }

  @Test func `the last administrator stays one`() async throws {
    let chat = try await Chat()
    try await chat.store.transaction { transaction in
      for name in ["ann", "bob"] {
        let person = Person(
          key: PersonKey(name), name: name, handle: name, account: Account(connection: "chat", user: name),
          isAdmin: true)
        try transaction.know(person, as: name, at: Moment(seconds: 0))
      }
    }
    #expect(await chat.says("ann", "/admin revoke @bob").outcome == "done")
    let last = await chat.says("ann", "/admin revoke @ann")
    #expect(last.outcome == "denied A3")
    #expect(last.text == "@ann is the last administrator: make somebody else one before.")
  }

  @Test func `the owner is told what was done in Admin Mode`() async throws {
    let chat = try await Chat(admins: ["root"], with: "bob")
    _ = await chat.says("root", "/admin grant @bob")
    _ = await chat.says("ann", "/project create Apollo")
    _ = await chat.says("bob", "/project create Own")
    _ = await chat.says("bob", "/admin on")
    #expect(
      try await chat.notices("bob", "/project archive Apollo").contains("ann: Apollo, in Admin Mode: @bob archived it.")
    )
    #expect(try await chat.notices("bob", "/project archive Own") == [])
  }

  @Test func `whoever bot.yaml no longer names is no administrator any more`() async throws {
    let chat = try await Chat(admins: ["root"])
    _ = await chat.says("root", "/admin on")
    let account = Account(connection: "chat", user: "root")
    let stored = try await chat.store.snapshot { try $0.person(account) }
    #expect(stored?.isAdmin == false)
    #expect(stored?.admin(at: Moment(seconds: 0)) == AdminState.none)
  }
}
