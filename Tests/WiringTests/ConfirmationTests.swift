import CommandLanguage
import Commands
import Domain
import Engine
import TestSupport
import Testing

/// What can't be taken back waits for a Yes, by the same person, in time, once.
@Suite(.temporaryDirectory)
struct ConfirmationTests {
  private static let unknown = "Nothing waits for your Yes under that code: …"

  @Test func `a question says what will happen, and Yes does it once`() async throws {
    let chat = try await Chat(with: "bob")
    _ = await chat.says("ann", "/project create Apollo")
    let asked = await chat.says("ann", "/project delete Apollo")
    #expect(asked.outcome == "confirm")
    #expect(asked.text.matches("…Apollo…\nIs that right? You have five minutes: /project confirm …"), "\(asked.text)")
    #expect(try await chat.group("Apollo") != nil)
    let code = try #require(asked.code)
    #expect(code.count == 4 && code == code.uppercased())
    let done = await chat.says("ann", "/project confirm \(code.lowercased())")
    #expect(done.outcome == "done")
    #expect(done.text == "Apollo is deleted. It can't be brought back.")
    #expect(try await chat.group("Apollo") == nil)
    let again = await chat.says("ann", "/project confirm \(code)")
    #expect(again.outcome == "error unknown-code" && again.text.matches(Self.unknown))
  }

  @Test func `a wrong, an expired, a used and somebody else's code get the same answer, byte for byte`() async throws {
    let chat = try await Chat(with: "bob")
    _ = await chat.says("ann", "/project create Apollo")
    let code = try #require(await chat.says("ann", "/project delete Apollo").code)
    let elses = await chat.says("bob", "/project confirm \(code)")
    #expect(elses.text.matches(Self.unknown))
    let cancelled = try #require(await chat.says("ann", "/project delete Apollo").code)
    #expect(await chat.says("ann", "/project cancel \(cancelled)").outcome == "done")
    var others = await [
      chat.says("ann", "/project confirm zzzz"), chat.says("ann", "/project confirm \(cancelled)"),
      chat.says("bob", "/project cancel \(code)"), chat.says("ann", "/project cancel zzzz"),
    ]
    chat.passes(.minutes(5))
    others.append(await chat.says("ann", "/project confirm \(code)"))
    others.append(await chat.says("ann", "/project cancel \(code)"))
    for other in others { #expect(other == elses) }
    #expect(try await chat.group("Apollo") != nil)
  }

  @Test func `a room learns nothing of what was asked elsewhere`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Secret plan --privacy hidden")
    let nothing = await chat.says("ann", "!project confirm zzzz", overheard: true)
    for command in ["delete Secret plan", "privacy Secret plan to public"] {
      let code = try #require(await chat.says("ann", "/project \(command)").code)
      #expect(await chat.says("ann", "!project confirm \(code)", overheard: true) == nothing)
      // It still waits, where it was asked.
      #expect(await chat.says("ann", "/project cancel \(code)").outcome == "done")
    }
  }

  @Test func `a code is good for almost five minutes`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    let code = try #require(await chat.says("ann", "/project delete Apollo").code)
    chat.passes(.seconds(298))
    #expect(await chat.says("ann", "/project confirm \(code)").outcome == "done")
  }

  @Test func `the right is checked again when Yes is said`() async throws {
    let chat = try await Chat(admins: ["root"], with: "ann", "root")
    try await chat.turnAdminModeOn("root")
    _ = await chat.says("ann", "/project create Apollo")
    let code = try #require(await chat.says("ann", "/project delete Apollo").code)
    #expect(await chat.says("root", "/project take Apollo").outcome == "done")
    let denied = await chat.says("ann", "/project confirm \(code)")
    #expect(denied.outcome == "denied G15", "\(denied.text)")
    #expect(try await chat.group("Apollo") != nil)
  }

  @Test func `who may not is denied before anything is asked`() async throws {
    let chat = try await Chat(with: "bob", "cyd", "eve")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…"),
      ("cyd", "/project join Apollo", "done", "…"), ("eve", "/project join Apollo", "done", "…"),
      ("bob", "/project delete Apollo", "denied G15", "…"),
      ("bob", "/project remove @cyd @eve from Apollo", "denied M15", "…"),
      ("ann", "/project remove @cyd from Apollo", "done", "…"),
      ("ann", "/project remove @bob @eve from Apollo", "confirm", "…@bob and @eve…"),
      ("ann", "/project remove @bob @eve from Apollo", "confirm, done", "…@bob and @eve…"),
    ])
    #expect(try await chat.group("Apollo")?.memberCount == 1)
  }

  @Test func `where something else would happen by now, it is asked again`() async throws {
    let chat = try await Chat(with: "bob")
    _ = await chat.says("ann", "/project create Apollo")
    let code = try #require(await chat.says("ann", "/project delete Apollo").code)
    _ = await chat.says("ann", "/project edit Apollo --name Artemis")
    _ = await chat.says("ann", "/project create Apollo --description The other one")
    let asked = await chat.says("ann", "/project confirm \(code)")
    #expect(asked.outcome == "confirm" && asked.text.hasPrefix("Something has changed since I asked, so I ask again:"))
    let next = try #require(asked.code)
    #expect(next != code)
    #expect(await chat.says("ann", "/project confirm \(code)").outcome == "error unknown-code")
    #expect(try await chat.group("Apollo")?.description == "The other one")
    #expect(await chat.says("ann", "/project confirm \(next)").outcome == "done")
    #expect(try await chat.group("Apollo") == nil)
    #expect(try await chat.group("Artemis") != nil)
  }

  @Test func `several questions wait side by side, and cancel without a code drops them all`() async throws {
    let chat = try await Chat()
    for name in ["Apollo", "Beta", "Gamma"] { _ = await chat.says("ann", "/project create \(name)") }
    var codes: [String] = []
    for name in ["Apollo", "Beta", "Gamma"] {
      codes.append(try #require(await chat.says("ann", "/project delete \(name)").code))
    }
    #expect(await chat.says("ann", "/project confirm \(codes[1])").text.hasPrefix("Beta is deleted."))
    #expect(await chat.says("ann", "/muster cancel").text.hasPrefix("Nothing was changed"))
    #expect(await chat.says("ann", "confirm \(codes[0])").outcome == "error unknown-code")
    #expect(await chat.says("ann", "cancel").text == "Nothing waits for your Yes.")
    #expect(try await chat.group("Gamma") != nil)
  }

  @Test func `a delivery that comes again asks the same, and confirms only once`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    let asked = await chat.says("ann", "/project delete Apollo", delivery: "ask")
    let again = await chat.says("ann", "/project delete Apollo", delivery: "ask")
    #expect(again.outcome == "repeated confirm" && again.text == asked.text)
    let code = try #require(asked.code)
    let done = await chat.says("ann", "/project confirm \(code)", delivery: "yes")
    let repeated = await chat.says("ann", "/project confirm \(code)", delivery: "yes")
    #expect(repeated.outcome == "repeated done" && repeated.text == done.text)
  }

  @Test func `a dry run asks nothing and changes nothing, and its repeat says the same`() async throws {
    let chat = try await Chat(with: "bob")
    _ = await chat.says("ann", "/project create Apollo")
    for command in ["delete Apollo", "archive Apollo", "privacy Apollo to hidden", "edit Apollo --name Beta"] {
      let dry = await chat.says("ann", "/project \(command) --dry-run", delivery: command)
      #expect(dry.outcome == "dry run" && dry.text.hasPrefix("Nothing was changed."), "\(dry.text)")
      let again = await chat.says("ann", "/project \(command) --dry-run", delivery: command)
      #expect(again.outcome == "repeated dry run" && again.text == dry.text)
    }
    let group = try await chat.group("Apollo")
    #expect(group?.archived == nil && group?.privacy == .public)
    #expect(await chat.says("bob", "/project delete Apollo --dry-run").outcome == "denied G15")
    let code = try #require(await chat.says("ann", "/project delete Apollo").code)
    let yes = await chat.says("ann", "/project confirm \(code) --dry-run")
    #expect(yes.outcome == "dry run" && yes.text.hasSuffix("Apollo is deleted. It can't be brought back."))
    #expect(await chat.says("ann", "/project confirm \(code)").outcome == "done")
  }

  @Test func `a dry run of what would ask says so, and keeps no question`() async throws {
    let chat = try await Chat(with: "bob", "cyd")
    _ = await chat.says("ann", "/project create Apollo")
    for name in ["bob", "cyd"] { _ = await chat.says(name, "/project join Apollo") }
    let asks = "Nothing was changed. Without --dry-run I would ask you first:\n"
    await chat.talk([
      ("ann", "/project delete Apollo --dry-run", "dry run", asks + "Apollo will be gone for good; 3 members …"),
      ("ann", "/project transfer Apollo to @bob --dry-run", "dry run", asks + "Apollo will belong to @bob, …"),
      ("ann", "/project remove @bob @cyd from Apollo --dry-run", "dry run", asks + "@bob and @cyd will be out of …"),
      ("ann", "/project remove @bob from Apollo --dry-run", "dry run", "…this would be the answer:\n@bob is not in …"),
      ("ann", "/project privacy Apollo to hidden", "done", "…"),
      ("ann", "/project undo --dry-run", "dry run", asks + "Apollo is hidden. Everybody will find it, …"),
      ("ann", "/project cancel", "done", "Nothing waits for your Yes."),
    ])
  }

  @Test func `showing a hidden group to everybody waits for Yes`() async throws {
    let chat = try await Chat()
    await chat.talk([
      ("ann", "/project create Apollo --privacy hidden", "done", "…"),
      ("ann", "/project privacy Apollo to public", "confirm", "…Apollo…"),
      ("ann", "/project privacy Apollo to public", "confirm, done", "Apollo is public now: …"),
      ("ann", "/project privacy Apollo to hidden", "done", "…"),
    ])
  }
}
