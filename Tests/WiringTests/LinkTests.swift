import Commands
import Domain
import Engine
import Storage
import TestSupport
import Testing

/// One person in several messengers, joined by a code.
@Suite(.temporaryDirectory)
struct LinkTests {
  private static let unknown =
    "That code is wrong, used or expired. /muster me link shows a new one, where you are known."

  @Test func `a stranger's account becomes the account of whoever was shown the code`() async throws {
    let chat = try await Chat(with: "bob")
    let code = try #require(await chat.code(for: "ann"))
    let question = await chat.says("annie", "/muster me link \(code)", on: .elsewhere)
    #expect(question.outcome == "confirm")
    #expect(question.text.hasPrefix("elsewhere:annie becomes an account of @ann (ann). "))
    let done = await chat.says("annie", "/muster confirm \(question.code ?? "")", on: .elsewhere)
    #expect(done.outcome == "done")
    #expect(done.text == "elsewhere:annie is an account of @ann now.\n/muster me shows all of your accounts.")
    // Both are one person from now on.
    _ = await chat.says("annie", "/project create Apollo", on: .elsewhere)
    #expect(await chat.says("ann", "/project archive Apollo").outcome == "done")
    let card = await chat.says("annie", "/muster me", on: .elsewhere)
    #expect(card.text.hasPrefix("Name: ann, @ann\nAccounts: chat:ann and elsewhere:annie\nYou: an employee\n"))
    #expect(await chat.says("ann", "/muster me").text == card.text)
    // Others there are as unknown as before.
    #expect(await chat.says("mal", "/project list", on: .elsewhere).outcome == "stranger")
  }

  @Test func `an employee's account without anything joins as well, and is found no more by its name`() async throws {
    let chat = try await Chat(with: "bob")
    _ = await chat.says("annie", "help", on: .second)
    let code = try #require(await chat.code(for: "ann"))
    #expect(await chat.link("annie", with: code, on: .second) == "confirm, done")
    for (handle, title) in [("ann", "One"), ("annie", "Two"), ("second:annie", "Three")] {
      _ = await chat.says("bob", "/project create \(title) --privacy private")
      let invited = await chat.says("bob", "/project invite @\(handle) to \(title)")
      #expect(invited.text.hasPrefix("@ann is invited to \(title)."), "\(invited)")
      #expect(await chat.says("annie", "/project accept \(title)", on: .second).outcome == "done")
      #expect(await chat.says("ann", "/project leave \(title)").outcome == "done")
    }
  }

  @Test func `an undo brings nobody back whose account has become somebody else's`() async throws {
    let chat = try await Chat(with: "bob")
    _ = await chat.says("bob", "/project create Apollo")
    _ = await chat.says("annie", "/project join Apollo", on: .second)
    #expect(await chat.says("bob", "/project remove @annie from Apollo").outcome == "done")
    let code = try #require(await chat.code(for: "ann"))
    #expect(await chat.link("annie", with: code, on: .second) == "confirm, done")
    #expect(await chat.says("bob", "/project undo").outcome == "error changed-since")
    #expect(try await chat.group("Apollo")?.memberCount == 1)
  }

  @Test func `who can't be written to by the first account is written to by another`() async throws {
    let chat = try await Chat(direct: ["second"], with: "bob")
    _ = await chat.says("ann", "/project create Apollo")
    _ = await chat.says("bob", "/project join Apollo")
    #expect(await chat.says("ann", "/project archive Apollo").direct.isEmpty)
    let code = try #require(await chat.code(for: "bob"))
    #expect(await chat.link("bobby", with: code, on: .second) == "confirm, done")
    let told = await chat.says("ann", "/project unarchive Apollo").direct
    #expect(told == ["@ann has brought Apollo back: it is active again."])
  }

  @Test func `a new handle of a linked account finds its person, and the old one nobody`() async throws {
    let chat = try await Chat(with: "bob")
    let code = try #require(await chat.code(for: "ann"))
    #expect(await chat.link("u7", handled: "annie", with: code, on: .elsewhere) == "confirm, done")
    _ = await chat.says("u7", "/muster me language en", on: .elsewhere, handle: "Lovelace")
    _ = await chat.says("bob", "/project create Apollo")
    #expect(await chat.says("bob", "/project invite @lovelace to Apollo").text.hasPrefix("@ann is invited"))
    #expect(await chat.says("bob", "/project revoke @annie from Apollo").outcome == "not found")
  }

  @Test func `a wrong, an expired, a used and a replaced code get the same answer`() async throws {
    let chat = try await Chat()
    let replaced = try #require(await chat.code(for: "ann"))
    let used = try #require(await chat.code(for: "ann"))
    #expect(await chat.link("annie", with: used, on: .elsewhere) == "confirm, done")
    let expired = try #require(await chat.code(for: "ann"))
    chat.passes(LinkCode.life)
    for code in ["22222222", "x", replaced, used, expired] {
      let heard = await chat.says("mal", "/muster me link \(code)", on: .elsewhere)
      // The fifth is the last that is looked at, and is answered like the others.
      #expect(heard == Chat.Heard(outcome: "error unknown-code", text: Self.unknown), "\(code)")
    }
  }

  @Test func `a code is good to the last moment, in small letters and in capitals`() async throws {
    let chat = try await Chat()
    let code = try #require(await chat.code(for: "ann"))
    chat.passes(.seconds(10 * 60 - 3))
    #expect(await chat.says("annie", "/muster me link \(code.lowercased())", on: .elsewhere).outcome == "confirm")
    let question = await chat.says("annie", "/muster me link \(code)", on: .elsewhere)
    chat.passes(.seconds(1))
    // Yes is too late for a code that has expired meanwhile.
    #expect(await chat.says("annie", "/muster confirm \(question.code ?? "")", on: .elsewhere).text == Self.unknown)
  }

  @Test func `of two who type a code, the first Yes takes it`() async throws {
    let chat = try await Chat()
    let code = try #require(await chat.code(for: "ann"))
    let first = await chat.says("annie", "/muster me link \(code)", on: .elsewhere)
    let second = await chat.says("mal", "/muster me link \(code)", on: .elsewhere)
    // What waits for one's Yes is nobody else's, among strangers as well.
    let stolen = await chat.says("mal", "/muster confirm \(first.code ?? "")", on: .elsewhere)
    #expect(stolen.outcome == "stranger")
    #expect(await chat.says("annie", "/muster confirm \(first.code ?? "")", on: .elsewhere).outcome == "done")
    #expect(await chat.says("mal", "/muster confirm \(second.code ?? "")", on: .elsewhere).text == Self.unknown)
    #expect(await chat.says("mal", "/project list", on: .elsewhere).outcome == "stranger")
  }

  @Test func `five wrong codes close an account to codes for an hour, and no other account`() async throws {
    let chat = try await Chat()
    for number in 2...6 {
      // Trying counts as well.
      let heard = await chat.says("mal", "/muster me link 2222222\(number) --dry-run", on: .elsewhere)
      #expect(heard.text == Self.unknown)
    }
    let code = try #require(await chat.code(for: "ann"))
    let locked = "Too many wrong codes came from here: I look at none before Monday, November 23, 2026, 20:00 …"
    for text in [code, "33333333"] {
      let heard = await chat.says("mal", "/muster me link \(text)", on: .elsewhere)
      #expect(heard.outcome == "error locked")
      #expect(heard.text.matches(locked), "\(heard.text)")
    }
    #expect(await chat.link("annie", with: code, on: .elsewhere) == "confirm, done")
    chat.passes(.hours(1))
    let later = try #require(await chat.code(for: "ann"))
    #expect(await chat.link("mal", with: later, on: .elsewhere) == "confirm, done")
  }

  @Test func `wrong codes are forgotten an hour after the last`() async throws {
    let chat = try await Chat()
    for number in 2...9 {
      if number == 6 { chat.passes(.hours(1)) }
      let heard = await chat.says("mal", "/muster me link 2222222\(number)", on: .elsewhere)
      #expect(heard.outcome == "error unknown-code")
    }
  }

  @Test(arguments: ["owner", "member", "requester", "invited", "banned", "task", "administrator", "appointed"])
  func `an account with groups, tasks or admin right joins nobody, and uses no code up`(_ tie: String) async throws {
    let chat = try await Chat(admins: ["root"], with: "root", "bob")
    _ = await chat.says("annie", tie == "owner" ? "/project create Own" : "help")
    _ = await chat.says("bob", "/project create Apollo --privacy \(tie == "requester" ? "private" : "public")")
    if ["member", "requester", "banned"].contains(tie) { _ = await chat.says("annie", "/project join Apollo") }
    switch tie {
    case "invited": _ = await chat.says("bob", "/project invite @annie to Apollo")
    case "banned": _ = await chat.says("bob", "/project ban @annie in Apollo")
    case "task": try await chat.add(task: "Rehearse", for: "annie", to: "Apollo")
    case "administrator": _ = await chat.says("root", "/admin grant @annie")
    default: break
    }
    let name = tie == "appointed" ? "root" : "annie"
    let code = try #require(await chat.code(for: "ann"))
    let refused = await chat.says(name, "/muster me link \(code)")
    #expect(refused.outcome == "error not-empty")
    #expect(refused.text.hasPrefix("This account has groups, tasks or the right of an administrator, "))
    // A wrong code is no other matter there: nothing is to be found out.
    #expect(await chat.says(name, "/muster me link 22222222") == refused)
    #expect(await chat.link("mal", with: code, on: .elsewhere) == "confirm, done")
  }

  @Test func `an account that has come to something after the question joins nobody`() async throws {
    let chat = try await Chat(with: "annie")
    let code = try #require(await chat.code(for: "ann"))
    let question = await chat.says("annie", "/muster me link \(code)")
    _ = await chat.says("annie", "/project create Own")
    #expect(await chat.says("annie", "/muster confirm \(question.code ?? "")").outcome == "error not-empty")
  }

  @Test func `whom bot.yaml names by any account is an administrator by all of them, and joins nobody`() async throws {
    var chat = try await Chat(with: "bob", "cyd")
    let code = try #require(await chat.code(for: "bob"))
    #expect(await chat.link("ann", with: code, on: .first) == "confirm, done")
    #expect(await chat.says("bob", "/muster me link 22222222").outcome == "error unknown-code")
    #expect(await chat.says("bob", "/admin on").outcome == "denied A1")
    _ = await chat.says("cyd", "/project create Apollo")
    await chat.store.close()
    chat = try await Chat(admins: ["ann"])
    #expect(await chat.says("cyd", "/project can @bob delete Apollo", delivery: "n1").text.contains("Admin Mode"))
    #expect(await chat.says("bob", "/muster me link 22222222", delivery: "n2").outcome == "error not-empty")
    for (number, name) in ["bob", "ann"].enumerated() {
      #expect(await chat.says(name, "/admin on", delivery: "on\(number)").outcome == "done")
      #expect(await chat.says(name, "/admin off", delivery: "off\(number)").outcome == "done")
    }
    #expect(await chat.says("cyd", "/admin on", delivery: "n3").outcome == "denied A1")
  }

  @Test func `one's own account is told so`() async throws {
    let chat = try await Chat()
    let code = try #require(await chat.code(for: "ann"))
    let own = await chat.says("ann", "/muster me link \(code)")
    #expect(own.outcome == "error own-account")
    #expect(await chat.link("annie", with: code, on: .elsewhere) == "confirm, done")
  }

  @Test func `a code is never shown to a room, and one that a room has read is none any more`() async throws {
    let chat = try await Chat()
    for text in ["/muster me link --share", "/muster me link --share --dry-run"] {
      let shared = await chat.says("ann", text)
      #expect(shared.outcome == "error overheard")
      #expect(shared.text == "Everybody would read the code here. Write to me directly.")
    }
    #expect(await chat.says("ann", "/muster me link", overheard: true).outcome == "error overheard")
    let code = try #require(await chat.code(for: "ann"))
    let heard = await chat.says("annie", "/muster me link \(code)", on: .elsewhere, overheard: true)
    #expect(heard.outcome == "error overheard")
    // The answer doesn't tell whether it was one.
    #expect(await chat.says("annie", "/muster me link 22222222", on: .elsewhere, overheard: true) == heard)
    // Answered directly or not: the room has read it.
    let next = try #require(await chat.code(for: "ann"))
    let direct = await chat.says("annie", "/muster me link \(next)", on: .elsewhere, overheard: true, directly: true)
    #expect(direct.outcome == "error overheard")
    #expect(await chat.says("annie", "/muster me link \(next)", on: .elsewhere).outcome == "error unknown-code")
    #expect(await chat.says("annie", "/muster me link \(code)", on: .elsewhere).text == Self.unknown)
  }

  @Test func `trying a code changes nothing, and trying to get one shows none`() async throws {
    let chat = try await Chat()
    let shown = await chat.says("ann", "/muster me link --dry-run")
    #expect(shown.outcome == "dry run")
    #expect(shown.text.matches("Nothing was changed. …\nHere would be a code …") && !shown.text.contains("me link "))
    let code = try #require(await chat.code(for: "ann"))
    let tried = await chat.says("annie", "/muster me link \(code) --dry-run", on: .elsewhere)
    #expect(tried.outcome == "dry run")
    #expect(await chat.says("annie", "/project list", on: .elsewhere).outcome == "stranger")
    #expect(await chat.link("annie", with: code, on: .elsewhere) == "confirm, done")
  }

  @Test func `a person who was linked can be shown a code, and take everything along to another`() async throws {
    let chat = try await Chat()
    let first = try #require(await chat.code(for: "ann"))
    #expect(await chat.link("annie", with: first, on: .elsewhere) == "confirm, done")
    let second = try #require(await chat.code(for: "bob"))
    let question = await chat.says("annie", "/muster me link \(second)", on: .elsewhere)
    #expect(
      question.text.hasPrefix(
        "chat:ann and elsewhere:annie become accounts of @bob (bob). Whoever writes from one of them "))
    #expect(await chat.link("annie", with: second, on: .elsewhere) == "confirm, done")
    let card = await chat.says("ann", "/muster me").text
    #expect(card.hasPrefix("Name: bob, @bob\nAccounts: chat:ann, chat:bob, and elsewhere:annie\n"))
    #expect(await chat.says("bob", "/project create Apollo").outcome == "done")
    #expect(await chat.says("cyd", "/project create Vega").outcome == "done")
    #expect(await chat.says("cyd", "/project invite @ann to Vega").text.hasPrefix("@bob is invited"))
  }

  @Test func `whose account was joined is told so`() async throws {
    let chat = try await Chat(with: "annie")
    let code = try #require(await chat.code(for: "ann"))
    let notices = try await chat.notices("annie", "/muster me link \(code)")
    #expect(notices == ["ann: chat:annie is linked: it is an account of yours from now on."])
  }
}

extension Chat {
  /// The code that somebody is shown.
  fileprivate func code(for name: String) async -> String? {
    let heard = await says(name, "/muster me link")
    let words = heard.text.split(separator: " ")
    guard heard.outcome == "done", let link = words.firstIndex(of: "link"), link + 1 < words.count else { return nil }
    let code = words[link + 1]
    return code.count == LinkCode.length && code == code.uppercased() ? String(code) : nil
  }

  /// Types a code and says Yes; what both were.
  fileprivate func link(_ name: String, handled handle: String? = nil, with code: String, on place: Place) async
    -> String
  {
    let question = await says(name, "/muster me link \(code)", on: place, handle: handle)
    guard let yes = question.code else { return question.outcome }
    let done = await says(name, "/muster confirm \(yes)", on: place, handle: handle)
    return "\(question.outcome), \(done.outcome)"
  }
}
