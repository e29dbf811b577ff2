import CommandLanguage
import Commands
import Domain
import Engine
import TestSupport
import Testing
import Texts

/// What is offered where a name is almost right, or missing.
@Suite(.temporaryDirectory, .tags(.io))
struct SuggestionTests {
  @Test func `a group's misspelt name is answered with the ready command, and nothing happens`() async throws {
    let chat = try await Chat()
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("ann", "/workgroup create Appolo", "done", "…"),
      ("ann", "/project create Site relaunch", "done", "…"),
    ])
    let (apollo, appolo, site) = (
      try await chat.key("Apollo"), try await chat.key("Appolo"), try await chat.key("Site relaunch")
    )
    await chat.talk([
      // What fits the root comes first.
      (
        "ann", "/project archive Apolo", "not found",
        """
        There is no group “Apolo” that you can see.
        Did you mean one of these?
          Apollo, project: /project archive \(apollo)
          Appolo, workgroup: /workgroup archive \(appolo)
        """
      ),
      ("ann", "/project archive Stie relaunch", "not found", "…: /project archive \(site)"),
      ("ann", "/project show Siterelaunch", "not found", "…: /project show \(site)"),
      // The beginning of a name, and all that was said besides the name.
      ("ann", "/project edit Sitte --name Moon", "not found", "…: /project edit \(site) --name Moon"),
      ("ann", "/project invite @bob to pollo", "not found", "…: /project invite @bob to \(apollo)"),
      ("ann", "/project privacy Apoollo to hidden", "not found", "…: /project privacy \(apollo) to hidden"),
      ("ann", "/muster can I archive Apollo1", "not found", "…: /muster can I archive \(apollo)"),
      ("ann", "/project show Zebra", "not found", "…/group list --archived the archive."),
      ("ann", "/project show Apollo", "done", "Apollo, …"),
    ])
    #expect(try await chat.group("Apollo")?.archived == nil)
  }

  @Test func `buttons hold what the reply says to type`() async throws {
    let chat = try await Chat(with: "bob", "bobby")
    _ = await chat.says("ann", "/project create Apollo")
    _ = await chat.says("ann", "/project create Apollo Soyuz")
    let (apollo, soyuz) = (try await chat.key("Apollo"), try await chat.key("Apollo Soyuz"))
    for (text, commands) in [
      ("/project archive Apolo", ["/project archive \(apollo)"]),
      ("/project archive Apol", ["/project archive \(apollo)", "/project archive \(soyuz)"]),
      ("/workgroup archive Apollo", ["/project archive \(apollo)"]),
      (
        "/project invite @ann, @bobb to Apollo",
        [
          "/project invite @ann, @bob to Apollo", "/project invite @ann, @bobby to Apollo",
        ]
      ),
      ("/project remove @ann from Apollo --hand-over @bobbie", []),
      ("/project remove @ann from Apollo --hand-over @bbo", ["/project remove @ann from Apollo --hand-over @bob"]),
      ("/project archive", ["/project archive \(apollo)", "/project archive \(soyuz)"]),
      ("/project invite @bob to", ["/project invite @bob to \(apollo)", "/project invite @bob to \(soyuz)"]),
      ("/project unarchive", []),
    ] {
      let reply = try await chat.refusal("ann", text)
      #expect(reply.buttons.map(\.command) == commands, "\(text)")
      for button in reply.buttons {
        let line = try CommandCatalog.parse([.text(button.command)])
        #expect(line.root == "project")
      }
    }
  }

  @Test(arguments: [
    ("/project invite ", " to Apolo", ["k1"]), ("/project invite @ann, ", " to Apolo", ["k1"]),
    ("/workgroup invite ", " to Apollo", ["k1"]), ("/project invite ", " to Apol", ["k1", "k2"]),
    ("/project invite ", " to", ["k1", "k2"]), ("/project remove @ann from Apolo --hand-over ", "", ["k1"]),
    ("/project remove @ann from Apolo --hand-over=", "", ["k1"]),
    ("/project remove @ann from Apolo hand-over:", "", ["k1"]),
    ("/project remove @carl hand-over:", " from", ["k1", "k2"]),
    ("/project invite ", ", @bobb to Apollo", []), ("/project copy Apollo as Apollo Soyuz as ", "", []),
  ])
  func `no button says by a handle who was mentioned by id, since that may be somebody else's`(
    _ before: String, _ after: String, _ groups: [String]
  ) async throws {
    let chat = try await Chat(with: "bob", "carl", "nora")
    for name in ["Apollo", "Apollo as Apollo Soyuz"] {
      _ = await chat.says("ann", "/project create \(name)")
      _ = await chat.says("carl", "/project join \(name)")
    }
    let keys = ["k1": try await chat.key("Apollo"), "k2": try await chat.key("Apollo as Apollo Soyuz")]
    let mention = Piece.mention(user: "bob", handle: "nora")
    let reply = try await chat.refusal("ann", [.text(before), mention, .text(after)])
    #expect(reply.buttons.isEmpty)
    for group in groups {
      // The group's key alone is offered, to say it again.
      let key = try #require(keys[group])
      #expect("\(reply.blocks)".contains(#".command("\#(key)")"#), "\(reply.blocks)")
    }
    // The control: typed as a handle, the same has buttons.
    let typed = try await chat.refusal("ann", before + "@nora" + after)
    #expect(!typed.buttons.isEmpty)
  }

  @Test func `a handle that nobody has is answered with those that are near, and nobody else`() async throws {
    let chat = try await Chat(with: "bobby", "carol")
    _ = await chat.says("ann", "/project create Apollo")
    try await chat.know(external: "caroll")
    await chat.talk([
      (
        "ann", "/project invite @carool to Apollo", "not found",
        "I know nobody called “carool” whom you can see.\nDid you mean one of these?\n  @carol for carol"
      ),
      ("ann", "/project invite @zoe to Apollo", "not found", "I know nobody called “zoe” whom you can see."),
    ])
    // As soon as they share a group, the other one is a person whom one may mean.
    _ = await chat.says("ann", "/collab create Moon")
    try await chat.turnIn("caroll", to: "Moon", by: "ann")
    await chat.talk([
      ("ann", "/project invite @carool to Apollo", "not found", "…@carol for carol\n  @caroll for caroll")
    ])
    // In a room that reads along, nobody from outside is named.
    let overheard = await chat.says("ann", "/project invite @carool to Apollo", overheard: true)
    #expect(!overheard.text.contains("caroll"))
    #expect(overheard.text.contains("@carol"))
  }

  @Test func `a room that reads along is offered public groups alone`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo --privacy private")
    let heard = await chat.says("ann", "/project show Apolo", overheard: true)
    #expect(heard.text.contains("list"))
    #expect(!heard.text.contains("Apollo"))
  }

  @Test func `a repeated delivery gets the answer that was kept`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    for (number, text) in ["/project archive Apolo", "/project show Apolo", "/project archive"].enumerated() {
      let first = await chat.says("ann", text, delivery: "near\(number)")
      _ = await chat.says("ann", "/project create Appolo\(number)")
      let second = await chat.says("ann", text, delivery: "near\(number)")
      #expect(first.text.contains("Apollo"))
      #expect(second.text == first.text)
      #expect(second.outcome == "repeated \(first.outcome)")
    }
  }

  @Test func `what has gone since it was found is not offered`() async throws {
    let chat = try await Chat(with: "bob")
    _ = await chat.says("ann", "/project create Apollo")
    let (before, after) = try await chat.refusals("bob", [.text("/project show Apolo")]) {
      _ = await chat.says("ann", "/project privacy Apollo to hidden")
    }
    #expect(before.buttons.count == 1)
    #expect(after.buttons.isEmpty)
    #expect(after.blocks == (try await chat.refusal("bob", "/project show Apolo")).blocks)
  }

  @Test(arguments: [
    ("ann", "approve in", ["cyd"]), ("ann", "reject in", ["cyd"]), ("ann", "promote in", ["bob"]),
    ("ann", "demote in", ["mod"]), ("ann", "unban in", ["dan"]), ("ann", "revoke from", ["eve"]),
    ("ann", "remove from", ["mod", "bob"]), ("ann", "ban in", ["bob"]), ("ann", "add to", []),
    ("ann", "invite to", []), ("mod", "unban in", ["dan"]), ("mod", "revoke from", []), ("mod", "approve in", []),
    ("mod", "promote in", []), ("bob", "unban in", []), ("bob", "revoke from", []), ("zoe", "approve in", []),
  ])
  func `whom a question offers, it can happen to, and who asks may know of them`(
    _ name: String, _ verb: String, _ people: [String]
  ) async throws {
    let chat = try await Chat(with: "bob", "cyd", "dan", "eve", "mod", "zoe")
    _ = await chat.says("ann", "/project create Site in space --privacy private --inviters owner")
    _ = await chat.says("ann", "/project invite @bob @dan @eve @mod to Site in space")
    for name in ["bob", "dan", "mod"] { _ = await chat.says(name, "/project accept Site in space") }
    _ = await chat.says("ann", "/project promote @mod in Site in space")
    _ = await chat.says("ann", "/project ban @dan in Site in space")
    _ = await chat.says("cyd", "/project join Site in space")
    let reply = try await chat.refusal(name, "/project \(verb) Site in space")
    #expect(
      reply.buttons.map(\.command)
        == people.map { person in
          let words = verb.split(separator: " ")
          return "/project \(words[0]) @\(person) \(words[1]) Site in space"
        })
    for button in reply.buttons {
      let heard = await chat.says(name, button.command + " --dry-run")
      #expect(heard.outcome == "dry run", "\(button.command): \(heard.text)")
    }
    // Nobody is offered where there is no such group, as far as who asks may know, nor to a room that reads along.
    #expect(try await chat.refusal(name, "/project \(verb) Nowhere").buttons.isEmpty)
    let heard = await chat.says(name, "/project \(verb) Site in space", overheard: true)
    #expect(heard.outcome == "asks" && !heard.text.contains("For example:"))
  }

  @Test func `who is out of sight is not offered, and the answer is as if there were nobody`() async throws {
    let chat = try await Chat(with: "bob", "zoe")
    await chat.talk([
      ("ann", "/collab create Launch", "done", "…"), ("bob", "/collab join Launch", "done", "…"),
      ("ann", "/project create Secret --privacy hidden", "done", "…"),
      ("ann", "/project invite @bob to Secret", "done", "…"), ("bob", "/project accept Secret", "done", "…"),
    ])
    try await chat.know(external: "gus")
    let before = await chat.says("bob", "/collab unban in Launch")
    try await chat.turnIn("gus", to: "Launch", by: "ann")
    _ = await chat.says("ann", "/collab ban @gus in Launch")
    #expect(await chat.says("bob", "/collab unban in Launch") == before)
    #expect(await chat.says("ann", "/collab unban in Launch").text.contains("/collab unban @gus in Launch"))
    #expect(await chat.says("zoe", "/project promote in Secret") == chat.says("zoe", "/project promote in Nowhere"))
  }

  @Test func `a question offers what one may do it to, and nothing hidden`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("ann", "/project create Secret --privacy hidden", "done", "…"),
      ("ann", "/project create Done", "done", "…"), ("ann", "/project archive Done", "done", "…"),
    ])
    let (apollo, secret, done) = (
      try await chat.key("Apollo"), try await chat.key("Secret"), try await chat.key("Done")
    )
    for (name, verb, keys) in [
      ("ann", "archive", [apollo, secret]), ("ann", "unarchive", [done]), ("bob", "archive", []),
      ("bob", "join", [apollo]), ("ann", "join", []), ("bob", "show", [apollo, done]), ("bob", "leave", []),
    ] {
      let heard = await chat.says(name, "/project \(verb)")
      #expect(heard.outcome == "asks")
      #expect(heard.text.hasPrefix("Which group?"))
      let offered = [apollo, secret, done].filter { heard.text.contains("/project \(verb) \($0)") }
      #expect(offered.sorted() == keys.sorted(), "\(name) \(verb): \(heard.text)")
    }
  }
}

extension Chat {
  func key(_ name: String) async throws -> String { try #require(try await group(name)?.key.text) }
}
