import Domain
import TestSupport
import Testing

@testable import Commands

/// In which groups something is offered.
@Suite(.temporaryDirectory, .tags(.io))
struct WhichGroupTests {
  /// Of ann's groups, bob has asked to get into Asks, and so on; cyd is a member of Has and nothing elsewhere.
  private static func chat() async throws -> Chat {
    let chat = try await Chat(with: "bob", "cyd", "zoe")
    for name in ["Asks", "Has", "Leads", "Bans", "Waits", "Never"] {
      _ = await chat.says("ann", "/project create \(name) --privacy private")
    }
    for name in ["Has", "Leads", "Bans", "Waits"] { _ = await chat.says("ann", "/project invite @bob to \(name)") }
    for name in ["Has", "Leads", "Bans"] { _ = await chat.says("bob", "/project accept \(name)") }
    _ = await chat.says("ann", "/project promote @bob in Leads")
    _ = await chat.says("ann", "/project ban @bob in Bans")
    _ = await chat.says("bob", "/project join Asks")
    _ = await chat.says("ann", "/project invite @cyd to Has")
    _ = await chat.says("cyd", "/project accept Has")
    // An invitation is recalled to mind once a day.
    chat.passes(.hours(25))
    return chat
  }

  @Test(arguments: [
    ("ann", "approve @bob in", ["Asks"]), ("ann", "reject @bob in", ["Asks"]), ("ann", "revoke @bob from", ["Waits"]),
    ("ann", "remind @bob in", ["Waits"]), ("ann", "unban @bob in", ["Bans"]), ("ann", "promote @bob in", ["Has"]),
    ("ann", "demote @bob in", ["Leads"]), ("ann", "remove @bob from", ["Has", "Leads"]),
    ("ann", "invite @bob to", ["Asks", "Never"]),
    // Everybody who is named, and nobody whom one doesn't know.
    ("ann", "promote @bob @cyd in", ["Has"]), ("ann", "remove @bob @cyd from", ["Has"]),
    ("ann", "approve @bob @cyd in", []), ("ann", "approve @bob @nobody in", []), ("ann", "invite Asks to", []),
    // Who may do it nowhere is offered nothing.
    ("bob", "approve @bob in", []), ("zoe", "unban @bob in", []),
  ])
  func `a group is offered where it can happen to who is named`(
    _ name: String, _ command: String, _ groups: [String]
  ) async throws {
    let chat = try await Self.chat()
    let reply = try await chat.refusal(name, "/project \(command)")
    var keys: [String] = []
    for group in groups { keys.append("/project \(command) \(try await chat.key(group))") }
    #expect(Set(reply.buttons.map(\.command)) == Set(keys))
    for button in reply.buttons {
      let heard = await chat.says(name, button.command + " --dry-run")
      #expect(["dry run", "confirm"].contains(heard.outcome), "\(button.command): \(heard.text)")
    }
    // What somebody is to a group is nothing for a room that reads along.
    let heard = await chat.says(name, "/project \(command)", overheard: true)
    #expect(heard.outcome == "asks" && !heard.text.contains("For example:"))
  }

  @Test func `whom a command hands a group to is looked at as well`() async throws {
    let chat = try await Self.chat()
    let reply = try await chat.refusal("ann", "/project transfer to @cyd")
    #expect(reply.buttons.map(\.command) == ["/project transfer \(try await chat.key("Has")) to @cyd"])
  }

  @Test func `who is invited to a collab is added to it, and so it is offered`() async throws {
    let chat = try await Chat(with: "bob")
    _ = await chat.says("ann", "/collab create Launch")
    let reply = try await chat.refusal("ann", "/project invite @bob to")
    #expect(reply.buttons.isEmpty)
    let heard = await chat.says("ann", "/collab invite @bob")
    #expect(heard.text.contains("/collab invite @bob to \(try await chat.key("Launch"))"))
  }

  @Test func `what was archived is not suggested where another one can be meant`() async throws {
    let chat = try await Chat(with: "bob")
    for name in ["Trip as Rome", "Trip as Rime"] { _ = await chat.says("ann", "/project create \(name)") }
    _ = await chat.says("ann", "/project archive Trip as Rome")
    let (rome, rime) = (try await chat.key("Trip as Rome"), try await chat.key("Trip as Rime"))
    for (name, verb, keys) in [
      ("ann", "archive", [rime]), ("ann", "unarchive", [rome]), ("ann", "show", [rime, rome]),
      ("bob", "join", [rime]),
      // Where it can be done with none, each tells why.
      ("bob", "archive", [rime, rome]),
    ] {
      let reply = try await chat.refusal(name, "/project \(verb) Trip as Rume")
      #expect(reply.buttons.map(\.command) == keys.map { "/project \(verb) \($0)" }, "\(name) \(verb)")
    }
  }
}
