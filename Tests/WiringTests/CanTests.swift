import TestSupport
import Testing

/// What people read when they ask whether something would be allowed.
@Suite(.temporaryDirectory)
struct CanTests {
  @Test func `one asks about oneself, and the owner about everybody`() async throws {
    let chat = try await Chat(admins: ["root"], with: "bob", "cyd")
    _ = await chat.says("ann", "/project create Apollo")
    _ = await chat.says("bob", "/project join Apollo")
    let yes = await chat.says("ann", "/project can I archive Apollo")
    #expect(yes == Chat.Heard(outcome: "done", text: "Yes, you can archive Apollo. Rule G12 allows it."))
    let no = await chat.says("bob", "can I archive apo")
    #expect(
      no.text == """
        No, you can't archive Apollo. Rule G12 denies it.
        Only the owner can archive Apollo.
        Ask @ann.
        """)
    let other = await chat.says("ann", "/muster can @bob archive Apollo")
    #expect(
      other.text == """
        No, @bob can't archive Apollo. Rule G12 denies it.
        What @bob would read:
        Only the owner can archive Apollo.
        Ask @ann.
        """)
    #expect(await chat.says("ann", "can @cyd join Apollo").text == "Yes, @cyd can join Apollo. Rule J1 allows it.")
    let refused = await chat.says("bob", "can @cyd archive Apollo")
    #expect(refused.outcome == "denied can")
    #expect(refused.text.hasPrefix("What others can do in Apollo is for its owner to ask"))
    #expect(await chat.says("bob", "can @bob archive Apollo").text == no.text)
    _ = await chat.says("root", "/admin on")
    #expect(await chat.says("root", "can @bob archive Apollo").text.hasPrefix("No, @bob can't archive Apollo."))
    #expect(await chat.says("root", "can I archive Apollo").text.hasPrefix("Yes, "))
  }

  @Test func `a group that one may not see is like none`() async throws {
    let chat = try await Chat(admins: ["root"], with: "root", "bob")
    _ = await chat.says("ann", "/project create Secret --privacy hidden")
    for who in ["I", "@root", "@ann"] {
      let there = await chat.says("bob", "can \(who) archive Secret")
      let nowhere = await chat.says("bob", "can \(who) archive Absent")
      #expect(there.outcome == "not found")
      #expect(there.text == nowhere.text.replacing("Absent", with: "Secret"))
    }
    let unseen = await chat.says("ann", "can @bob archive Secret")
    #expect(unseen.text == "No, @bob can't archive Secret, and doesn't see it at all.")
  }

  @Test func `a verb that is none is guessed, and several groups are asked about`() async throws {
    let chat = try await Chat()
    for _ in 0..<2 { _ = await chat.says("ann", "/project create Apollo") }
    let verb = await chat.says("ann", "can I archve Apollo")
    #expect(verb.outcome == "error unknown-verb")
    #expect(verb.text.contains("Did you mean /muster can I archive Apollo?"))
    let several = await chat.says("ann", "can I archive Apollo")
    #expect(several.outcome == "asks")
    #expect(several.text.contains("  Apollo, public project, 1 member: /muster can I archive "))
    #expect(await chat.says("ann", "can I archive").outcome == "asks")
    // The verb is looked at before anything is asked.
    #expect(await chat.says("ann", "can I archve").text.contains("Did you mean /muster can I archive?"))
    let misspelt = await chat.says("ann", "can archve Apollo").text
    #expect(misspelt.contains("Did you mean /muster can I archive Apollo?"), "\(misspelt)")
    #expect(await chat.says("ann", "can").outcome == "asks")
  }

  @Test func `without a person it is oneself, and somebody who is called like a verb has an @`() async throws {
    let chat = try await Chat(with: "archive")
    _ = await chat.says("ann", "/project create Site relaunch")
    let oneself = await chat.says("ann", "/project can archive Site rel")
    #expect(oneself.text.hasPrefix("Yes, you can archive Site relaunch."))
    // Nearly a verb, before one.
    #expect(await chat.says("ann", "/project can dan archive Site rel").text.contains("nobody called “dan”"))
    #expect(await chat.says("ann", "/project can archive") == chat.says("ann", "/project can I archive"))
    let other = await chat.says("ann", "/project can @archive archive Site relaunch")
    #expect(other.text.hasPrefix("No, @archive can't archive Site relaunch."))
  }

  @Test func `what needs no group is answered without one`() async throws {
    let chat = try await Chat(admins: ["root"], with: "root", "bob")
    try await chat.know(external: "gus")
    for text in ["can I create", "can create", "/project can I create Apollo", "/collab can I create"] {
      let heard = await chat.says("ann", text)
      #expect(heard.text.hasPrefix("Yes, you can create a group. Rule G"), "\(text): \(heard)")
    }
    let refused = await chat.says("ann", "can @bob create")
    #expect(refused.outcome == "denied can")
    #expect(refused.text.hasPrefix("Whether others can create a group is for administrators in Admin Mode to ask."))
    _ = await chat.says("root", "/admin on")
    #expect(await chat.says("root", "can @bob create").text == "Yes, @bob can create a group. Rule G1 allows it.")
    let outside = await chat.says("root", "can @gus create")
    #expect(outside.text.hasPrefix("No, @gus can't create a group. Rule G1 denies it."))
  }
}
