import Domain
import TestSupport
import Testing

/// What people read when they ask why.
@Suite(.temporaryDirectory)
struct WhyTests {
  @Test func `the last decision is told with its rule, what counted and what would help`() async throws {
    let chat = try await Chat()
    #expect(await chat.says("bob", "/project why").text == "Nothing was decided about you lately.")
    _ = await chat.says("ann", "/project create Apollo")
    _ = await chat.says("bob", "/project join Apollo")
    _ = await chat.says("bob", "/project archive Apollo")
    _ = await chat.says("bob", "/project show Apollo")
    let why = await chat.says("bob", "why")
    #expect(why.outcome == "done")
    #expect(
      why.text == """
        You asked to archive Apollo. Rule G12 denied it.
        You: you are a member
        The group: public project
        Only the owner can archive Apollo.
        Ask @ann.
        """)
    let before = await chat.says("bob", "/muster why 2")
    #expect(before.text == "You asked to join Apollo. Rule J1 allowed it.\nThe group: public project")
    #expect(await chat.says("bob", "why 3").text == "I remember fewer than 3 decisions about you.")
    #expect(await chat.says("bob", "why 21").outcome == "error over-number")
  }

  @Test func `a group that one may no longer see is as if there had been nothing`() async throws {
    let chat = try await Chat(admins: ["root"])
    _ = await chat.says("ann", "/project create Secret --privacy hidden")
    _ = await chat.says("root", "/admin on")
    _ = await chat.says("root", "/project archive Secret")
    _ = await chat.says("root", "/project archive Secret")
    #expect(await chat.says("root", "why").text.contains("Secret"))
    _ = await chat.says("root", "/admin off")
    #expect(await chat.says("root", "why").text == "You asked to turn Admin Mode off. Rule A2 allowed it.")
    #expect(await chat.says("root", "why 2").text == "You asked to turn Admin Mode on. Rule A1 allowed it.")
    #expect(await chat.says("root", "why 3").text == "I remember fewer than 3 decisions about you.")
  }

  @Test func `a decision is remembered for a day, though others do much and it is forgotten late`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    for _ in 1...1_001 { _ = await chat.says("bob", "/project archive Nowhere") }
    #expect(await chat.says("ann", "why").text.hasPrefix("You asked to create a group."))
    chat.passes(.hours(24))
    #expect(await chat.says("ann", "why").text == "Nothing was decided about you lately.")
  }

  @Test func `nothing is told of what others were denied`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    _ = await chat.says("bob", "/project archive Apollo")
    #expect(await chat.says("cyd", "why").text == "Nothing was decided about you lately.")
  }
}
