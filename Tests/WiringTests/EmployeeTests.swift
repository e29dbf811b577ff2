import Domain
import Engine
import TestSupport
import Testing

/// Who is an employee, and by what alone: the connection's word and the messenger's id, or a code.
@Suite(.temporaryDirectory)
struct EmployeeTests {
  @Test func `whom a connection employs no more is a stranger, whatever was theirs`() async throws {
    let chat = try await Chat(with: "ann")
    _ = await chat.says("ann", "/project create Apollo")
    for text in ["/project list", "/project archive Apollo", "/muster me", "/muster confirm 4F7K", "/muster cancel"] {
      #expect(await chat.says("ann", text, employees: []).outcome == "stranger", "\(text)")
      #expect(await chat.says("ann", text, employees: ["globex"]).outcome == "stranger", "\(text)")
    }
    #expect(await chat.says("ann", "/project archive Apollo").outcome == "done")
  }

  @Test func `what waited for a Yes is not done for who is a stranger by then`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    let question = await chat.says("ann", "/project delete Apollo")
    let yes = "/project confirm \(question.code ?? "")"
    #expect(await chat.says("ann", yes, employees: []).outcome == "stranger")
    #expect(try await chat.group("Apollo") != nil)
    // Nor was it used up.
    #expect(await chat.says("ann", yes).outcome == "done")
  }

  @Test func `a connection can employ everybody whose requests are genuine`() async throws {
    let chat = try await Chat()
    #expect(await chat.says("ann", "/project list", on: .elsewhere, employees: ["*"]).outcome == "done")
    #expect(await chat.says("bob", "/project list", on: .elsewhere, employees: []).outcome == "stranger")
  }

  @Test func `somebody from outside who was let in is known on any connection`() async throws {
    let chat = try await Chat()
    try await chat.know(external: "eve")
    #expect(await chat.says("eve", "/muster me", employees: []).outcome == "done")
    #expect(await chat.says("eve", "/muster me", on: .elsewhere).outcome == "stranger")
  }

  @Test func `one id on two connections is two people, and so is one handle`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo --privacy hidden")
    for (name, handle) in [("ann", "ann"), ("u9", "ann")] {
      let heard = await chat.says(name, "/project show Apollo", on: .second, handle: handle)
      #expect(heard.outcome == "not found", "\(name)")
    }
    // Who takes somebody's handle takes nothing else.
    #expect(await chat.says("mal", "/project archive Apollo", handle: "ann").outcome == "not found")
    #expect(await chat.says("ann", "/project archive Apollo", handle: "renamed").outcome == "done")
  }

  @Test func `bot.yaml makes nobody an administrator whom no connection employs`() async throws {
    let chat = try await Chat(admins: ["root"])
    #expect(await chat.says("root", "/admin on", employees: []).outcome == "stranger")
    #expect(await chat.says("root", "/admin on").outcome == "done")
  }

  @Test func `a linked account is its person's on a connection that employs nobody, and only where it was linked`()
    async throws
  {
    let chat = try await Chat()
    let shown = await chat.says("ann", "/muster me link")
    let line = try #require(shown.text.split(separator: " ").firstIndex { $0 == "link" })
    let code = shown.text.split(separator: " ")[line + 1]
    let question = await chat.says("annie", "/muster me link \(code)", on: .elsewhere, employees: [])
    _ = await chat.says("annie", "/muster confirm \(question.code ?? "")", on: .elsewhere, employees: [])
    #expect(await chat.says("annie", "/project create Apollo", on: .elsewhere, employees: []).outcome == "done")
    #expect(await chat.says("annie", "/project list", on: .abroad, employees: []).outcome == "stranger")
    // It vouches for nobody else: an id that it mentions is not an employee's.
    let invited = await chat.says("annie", "/project invite @mal to Apollo", on: .elsewhere, employees: [])
    #expect(invited.outcome == "not found")
  }
}
