import Domain
import TestSupport
import Testing

/// What people learn of themselves, and choose for themselves.
@Suite(.temporaryDirectory)
struct OneselfTests {
  @Test func `everybody is told for whom the bot takes them`() async throws {
    let chat = try await Chat(admins: ["root"], with: "ann")
    try await chat.know(external: "eve")
    let clock = "Your clock: Monday, November 23, 2026, 19:00 (Europe/Berlin)\n"
    func card(_ name: String, _ part: String) -> String {
      "Name: \(name), @\(name)\nAccounts: chat:\(name)\nYou: \(part)\nLanguage: English\n\(clock)…"
    }
    #expect(await chat.says("ann", "/muster me").text.matches(card("ann", "an employee")))
    #expect(await chat.says("eve", "/muster me").text.matches(card("eve", "from outside the company")))
    let root = "an employee and an administrator"
    #expect(await chat.says("root", "/muster me").text.matches(card("root", root)))
    _ = await chat.says("root", "/admin on")
    #expect(await chat.says("root", "/muster me").text.matches(card("root", root + ", in Admin Mode")))
  }

  @Test(arguments: ["/me", "/project me", "/admin me timezone Europe/Berlin"])
  func `only the bot's own root knows me`(_ text: String) async throws {
    let chat = try await Chat()
    let heard = await chat.says("ann", text)
    #expect(heard.outcome.hasPrefix("error unknown-"), "\(heard)")
  }

  @Test(arguments: [
    ("Europe/Berlin", "19:00 (Europe/Berlin)"), ("America/New_York", "13:00 (America/New_York)"),
    ("america/new york", "13:00 (America/New_York)"), ("Asia/Kolkata", "23:30 (Asia/Kolkata)"),
    ("utc", "18:00 (UTC)"),
  ])
  func `a time zone is chosen, and the clock there is shown`(_ typed: String, _ time: String) async throws {
    let chat = try await Chat()
    let heard = await chat.says("ann", "/muster me timezone \(typed)")
    #expect(heard.outcome == "done")
    #expect(heard.text == "From now on I go by your clock: Monday, November 23, 2026, \(time).")
    #expect(await chat.says("ann", "/muster me").text.contains(time))
    // Nobody else's clock was moved.
    #expect(await chat.says("bob", "/muster me").text.contains("19:00 (Europe/Berlin)"))
  }

  @Test(arguments: [
    ("Europe/Berln", ["Europe/Berlin"]), ("Berlin", ["Europe/Berlin"]), ("new york", ["America/New_York"]),
    ("Tokio", ["Asia/Tokyo"]), ("louisville", ["America/Kentucky/Louisville", "America/Louisville"]), ("Xyzzy", []),
    ("", []),
  ])
  func `a wrong time zone is not guessed, but asked about`(_ typed: String, _ choices: [String]) async throws {
    let chat = try await Chat()
    let heard = await chat.says("ann", "/muster me timezone \(typed)")
    #expect(heard.outcome == (typed.isEmpty ? "asks" : "error time-zone"))
    let lines = choices.map { "\n  /muster me timezone \($0)" }.joined()
    if typed.isEmpty {
      #expect(heard.text.hasPrefix("Which time zone? "))
    } else {
      #expect(heard.text.hasPrefix("I know no time zone “\(typed)”. "))
      #expect(heard.text.hasSuffix(choices.isEmpty ? "nearby." : "\nWhich one is meant?\(lines)"), "\(heard.text)")
    }
    #expect(await chat.says("ann", "/muster me").text.contains("19:00 (Europe/Berlin)"))
  }

  @Test func `a language that there is not is answered with those that there are`() async throws {
    let chat = try await Chat()
    let heard = await chat.says("ann", "/muster me language tlh")
    #expect(heard.outcome == "error not-a-choice")
    #expect(heard.text.matches("I can't answer in “tlh”: take one of de (Deutsch) and en (English)."))
    #expect(
      await chat.says("ann", "/muster me language EN").text == "From now on I answer you in this language: English.")
    #expect(await chat.says("ann", "/muster me language").outcome == "asks")
  }

  @Test func `trying a choice changes nothing`() async throws {
    let chat = try await Chat()
    let tried = await chat.says("ann", "/muster me timezone Asia/Tokyo --dry-run")
    #expect(tried.outcome == "dry run")
    #expect(await chat.says("ann", "/muster me").text.contains("(Europe/Berlin)"))
  }
}
