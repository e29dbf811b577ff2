import CommandLanguage
import Commands
import Domain
import Engine
import Foundation
import Storage
import TestSupport
import Testing

/// Rooms in which everybody would read the answer, and a messenger that can write to people.
@Suite(.temporaryDirectory)
struct OverheardRoomTests {
  private static let line = "I have answered you directly."

  @Test(arguments: [
    ("create Apollo", "done"), ("list", "done"), ("show Secret", "done"), ("show Nowhere", "not found"),
    ("archive Shut", "denied G12"), ("archve Apollo", "error unknown-verb"), ("archive", "asks"),
    ("archive Secret --dry-run", "dry run"), ("delete Secret", "confirm"),
    ("list --page 0", "error not-a-number"),
  ])
  func `the room reads the same line whatever the outcome, and the answer is direct`(
    _ command: String, _ outcome: String
  ) async throws {
    let chat = try await Chat(with: "ann", "bob")
    await chat.talk([
      ("ann", "/project create Secret --privacy hidden", "done", "…"), ("bob", "/project create Shut", "done", "…"),
    ])
    let direct = await chat.says("ann", "/project \(command) ")
    let heard = await chat.says("ann", "/project \(command)", overheard: true, directly: true)
    #expect(heard.outcome == outcome)
    #expect(heard.text == Self.line)
    #expect(heard.direct.count == 1)
    // What is read in the direct talk is not held back for the room; only what is new by now differs.
    if !["done", "confirm"].contains(outcome) || command == "show Secret" { #expect(heard.direct == [direct.text]) }
  }

  @Test func `a stranger is answered in the same way`() async throws {
    let chat = try await Chat()
    let heard = await chat.says("mal", "/project list", on: .abroad, overheard: true, directly: true)
    #expect(heard.outcome == "stranger" && heard.text == Self.line)
    #expect(heard.direct.map { $0.hasPrefix("I don't know you yet.") } == [true])
  }

  @Test func `a repeat has the same answer, and no second message`() async throws {
    let chat = try await Chat(with: "ann")
    for command in ["/project create Apollo", "/project list"] {
      let first = await chat.says("ann", command, delivery: command, overheard: true, directly: true)
      let second = await chat.says("ann", command, delivery: command, overheard: true, directly: true)
      #expect(second.outcome == "repeated \(first.outcome)")
      #expect(second.text == first.text && first.direct.count == 1 && second.direct.isEmpty)
    }
  }

  @Test func `an answer that can't be sent directly leaves a line in the inbox, and what was answered isn't in it`()
    async throws
  {
    let chat = try await Chat(with: "ann")
    _ = await chat.says("ann", "/project create Secret", overheard: true, directly: true)
    _ = await chat.says("ann", "/project list", overheard: true)
    let now = chat.now
    let keys = try await chat.store.transaction { transaction in
      let keys = try transaction.takeParcels(dueAt: now + .hours(1), leaseEnd: now + .hours(2), limit: 9).map(\.key)
      try transaction.settle(keys.map { .failed(key: $0, reason: "HTTP 403", at: now) })
      return keys
    }
    #expect(keys.count == 1)
    await chat.talk([
      ("ann", "/muster inbox", "done", "What…:\n  …: I could not send you an answer to what you asked…\n/muster…")
    ])
    #expect(await !chat.says("ann", "/muster inbox").text.contains("Secret"))
  }

  @Test func `who asks the room to read it shares it, as far as the room may know`() async throws {
    let chat = try await Chat(with: "ann")
    await chat.talk([
      ("ann", "/project create Open", "done", "…"), ("ann", "/project create Secret --privacy hidden", "done", "…"),
    ])
    let heard = await chat.says("ann", "/project list --share", overheard: true, directly: true)
    #expect(heard.text.contains("Open") && !heard.text.contains("Secret") && heard.direct.isEmpty)
  }

  @Test(arguments: [
    ("log", ""), ("settings", ""), ("invitations", ""), ("requests", ""), ("members", " --role banned"),
  ])
  func `a room that reads along reads nothing that is for some alone, whoever asks`(
    _ verb: String, _ option: String
  ) async throws {
    let chat = try await Chat(with: "ann", "bob")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("ann", "/project invite @bob to Apollo", "done", "…"),
      ("ann", "/project \(verb) Apollo\(option)", "done", "…"),
    ])
    let refused = Chat.Heard(
      outcome: "error overheard",
      text: "Not everybody who reads along here may read that of Apollo. Ask me directly.")
    #expect(await chat.says("ann", "/project \(verb) Apollo\(option)", overheard: true) == refused)
    let shared = await chat.says("ann", "/project \(verb) Apollo\(option) --share")
    #expect(shared.outcome == refused.outcome)
    // What every employee may read is read there as well.
    #expect(await chat.says("ann", "/project members Apollo", overheard: true).outcome == "done")
    #expect(await chat.says("ann", "/project show Apollo", overheard: true).text.contains("Members: 1"))
    // What somebody is asked, or was told, is nobody else's business.
    #expect(await !chat.says("bob", "/project show Apollo", overheard: true).text.contains("You:"))
  }

  @Test func `a room that reads along doesn't learn of people from outside`() async throws {
    let chat = try await Chat(with: "ann")
    _ = await chat.says("ann", "/collab create Launch")
    try await chat.know(external: "gus")
    try await chat.turnIn("gus", to: "Launch", by: "ann")
    #expect(await chat.says("ann", "/collab promote @gus in Launch").outcome == "denied X10")
    let known = await chat.says("ann", "/collab promote @gus in Launch", overheard: true)
    let unknown = await chat.says("ann", "/collab promote @nil in Launch", overheard: true)
    #expect(known.outcome == "not found")
    #expect(known.text == unknown.text.replacingOccurrences(of: "nil", with: "gus"))
  }

  @Test func `without a token the answer stays in the room, and names public groups alone`() async throws {
    let chat = try await Chat(with: "ann")
    _ = await chat.says("ann", "/project create Secret --privacy hidden")
    let heard = await chat.says("ann", "/project show Secret", overheard: true)
    #expect(heard.outcome == "not found" && heard.text != Self.line && heard.direct.isEmpty)
  }
}
