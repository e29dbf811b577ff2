import TestSupport
import Testing

/// What people read when they make, find, enter, leave and archive groups.
@Suite(.temporaryDirectory)
struct GroupCommandTests {
  @Test func `who creates a project owns it, and sees it on the list and on its card`() async throws {
    let chat = try await Chat()
    let made = await chat.says("ann", "/project create Apollo --description To the moon --tags space, moon")
    #expect(made.outcome == "done")
    #expect(made.text.matches("The public project Apollo is yours. Its key is …\nEverybody finds it and may join. …"))
    #expect(await chat.says("bob", "/project list").text.matches("  Apollo (…): public project, 1 member"))
    let card = await chat.says("ann", "/project show Apollo").text
    #expect(card.matches("Apollo, project, key …\nTo the moon\nOwner: @ann\n…Members: 1\n…Tags: space and moon\n…"))
    #expect(card.contains("You: you are the owner (supervisor)"))
    #expect(card.contains("/project archive"))
    #expect(!card.contains("/project join"))
  }

  @Test func `archiving takes a project off the list and keeps it readable`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    _ = await chat.says("bob", "/project join Apollo")
    let denied = await chat.says("bob", "/project archive Apollo")
    #expect(denied.outcome == "denied G12")
    #expect(denied.text == "Only the owner can archive Apollo.\nAsk @ann.")
    #expect(await chat.says("ann", "/project archive Apollo").outcome == "done")
    #expect(await chat.says("bob", "/project list").text.hasPrefix("There are no active projects to show."))
    #expect(await chat.says("bob", "/project list --archived").text.matches("  Apollo (…): …, 2 members, archived"))
    #expect(await chat.says("bob", "/project list --all").text.contains("Apollo"))
    #expect(await chat.says("bob", "/project show Apollo").text.contains("archived: it can be read, not changed"))
    let again = await chat.says("ann", "/project archive Apollo")
    #expect(again.outcome == "denied G13")
    #expect(again.text.hasPrefix("Apollo is archived already."))
    #expect(await chat.says("bob", "/project unarchive Apollo").outcome == "denied G14")
    #expect(await chat.says("cyd", "/project join Apollo").outcome == "denied J4")
    let back = await chat.says("ann", "/project unarchive Apollo")
    #expect(back.text == "Apollo is active again, as it was before.")
    #expect(await chat.says("ann", "/project unarchive Apollo").outcome == "denied G14")
  }

  @Test func `one joins a public group at once and asks to join a private one`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Open")
    _ = await chat.says("ann", "/project create Closed --privacy private")
    #expect(await chat.says("bob", "/project join Open").text.hasPrefix("You are a member of Open."))
    #expect(await chat.says("bob", "/project join Open").outcome == "denied J1")
    let asked = await chat.says("bob", "/project join Closed --message I can help")
    #expect(asked.text.hasPrefix("You have asked to join Closed. @ann can let you in."))
    #expect(await chat.says("bob", "/project join Closed").text.contains("already"))
    #expect(await chat.says("bob", "/project leave Closed").text.hasPrefix("Your request to join Closed is"))
    #expect(await chat.says("bob", "/project leave Open").text.hasPrefix("You have left Open."))
    #expect(await chat.says("bob", "/project leave Open").outcome == "denied J9")
    let owner = await chat.says("ann", "/project leave Open")
    #expect(owner.outcome == "denied J9")
    #expect(owner.text.hasPrefix("You own Open: hand it over to somebody before you leave it: "))
  }

  @Test func `a hidden group is, to who is not in it, exactly like none`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Secret --privacy hidden")
    for command in ["show", "join", "leave", "archive", "unarchive"] {
      let there = await chat.says("bob", "/project \(command) Secret")
      let nowhere = await chat.says("bob", "/project \(command) Absent")
      #expect(there.outcome == "not found")
      #expect(there.text == nowhere.text.replacing("Absent", with: "Secret"), "\(command)")
    }
    #expect(await chat.says("bob", "/project list").text == chat.says("bob", "/project list").text)
    #expect(await !chat.says("bob", "/group list --all").text.contains("Secret"))
    #expect(await chat.says("ann", "/project list").text.contains("Secret"))
    #expect(await chat.says("ann", "/project show Secret").outcome == "done")
  }

  @Test func `a group is named by key, by whole name or by the start of it`() async throws {
    let chat = try await Chat()
    let key = try #require(await chat.says("ann", "/project create Café Ole").key)
    _ = await chat.says("ann", "/project create Café Oleander")
    for name in [key, key.uppercased(), "Café Ole", "cafe ole", "CAFÉ OLE", "“Café Ole”"] {
      #expect(await chat.says("bob", "/project show \(name)").text.hasPrefix("Café Ole,"), "\(name)")
    }
    #expect(await chat.says("bob", "/project show cafe olea").text.hasPrefix("Café Oleander,"))
    let several = await chat.says("bob", "/project show caf")
    #expect(several.outcome == "asks")
    #expect(several.text.contains("Café Ole, project: /project show \(key)"))
    #expect(await chat.says("ann", "/project archive ca").outcome == "asks")
    let kind = await chat.says("bob", "/workgroup show Café Ole")
    #expect(kind.text == "Café Ole is a project: /project show \(key)")
    #expect(await chat.says("bob", "/group show Café Ole").outcome == "done")
  }

  @Test func `a list shows twenty and says how to get the rest`() async throws {
    let chat = try await Chat()
    for number in 10..<31 { _ = await chat.says("ann", "/workgroup create Team \(number)") }
    let first = await chat.says("bob", "/workgroup list").text
    #expect(first.split(separator: "\n").count == 21)
    #expect(first.hasSuffix("There are more: add --page 2."))
    #expect(await chat.says("bob", "/workgroup list --page 2").text.matches("  Team 30 (…): …"))
    #expect(await chat.says("bob", "/workgroup list --page 3").text == "There is no page 3: the last one is 2.")
    #expect(await chat.says("bob", "/workgroup list 12").text.matches("  Team 12 (…): …"))
    #expect(await chat.says("bob", "/workgroup list --mine").text.hasPrefix("No workgroups match."))
    #expect(await chat.says("bob", "/project list").text.hasPrefix("There are no active projects to show."))
  }

  @Test func `where everybody overhears the reply, only public groups are there`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Open")
    _ = await chat.says("ann", "/project create Closed --privacy private")
    let list = await chat.says("ann", "/project list", overheard: true)
    #expect(list.text.contains("Open") && !list.text.contains("Closed"))
    #expect(await chat.says("ann", "/project show Closed", overheard: true).outcome == "not found")
  }

  @Test(arguments: [
    ("/project", "done", "Here is what I understand:…"),
    ("/project help archive", "done", "takes one off the list;…It is written /project archive GROUP…"),
    ("help", "done", "Here is what I understand:…"),
    ("/muster project list", "done", "There are no active projects to show. …"),
    ("!project list", "done", "There are no active projects to show. …"),
    ("/", "error empty", "Write a command after the slash; …"),
    ("/projct list", "error unknown-root", "There is no command “/projct”.\nDid you mean /project?"),
    ("/project archve X", "error unknown-verb", "There is no “archve” after /project.\nDid you mean /project archive?"),
    ("/project dance", "error unknown-verb", "There is no “dance” after /project.\n/muster help lists the commands."),
    ("/project archive", "asks", "Which group? …\nIt is written /project archive GROUP"),
    ("/project create", "asks", "What shall it be called? …"),
    ("/project create \"\"", "asks", "What shall it be called? …"),
    ("/project create X --privcy hidden", "error unknown-option", "…no --privcy.\nDid you mean --privacy?…"),
    ("/project create X --privacy secret", "error not-a-choice", "--privacy can't be “secret”: take one of …"),
    ("/project create X --privacy", "asks", "What follows --privacy?…"),
    ("/project create X --tags a --tags b", "error doubled-option", "--tags is given twice: write it once."),
    ("/project list --archived=yes", "error unexpected-value", "--archived stands alone, without “yes”."),
    ("/project list --page zero", "error not-a-number", "--page can't be “zero”: …"),
    ("/project show Nothing", "not found", "There is no group “Nothing” that you can see.…"),
  ])
  func answers(_ text: String, _ outcome: String, _ reply: String) async throws {
    let chat = try await Chat()
    let heard = await chat.says("ann", text)
    #expect(heard.outcome == outcome)
    #expect(heard.text.matches(reply), "\(heard.text)")
  }

  @Test func `a name of a hundred letters is taken, and one of a hundred and one is not`() async throws {
    let chat = try await Chat()
    #expect(await chat.says("ann", "/project create " + String(repeating: "n", count: 100)).outcome == "done")
    let long = await chat.says("ann", "/project create " + String(repeating: "n", count: 101))
    #expect(long.outcome == "error over-limit")
    #expect(long.text == "The name is 101 long; at most 100 fit.")
    #expect(await chat.says("ann", String(repeating: "x", count: 4_001)).outcome == "error too-long")
    // A letter can be made of much that nobody counts.
    let families = await chat.says("ann", "/project create \(String(repeating: "👩‍👩‍👧‍👦", count: 60))")
    #expect(families.text == "The name is 105 long; at most 100 fit.")
    let marks = await chat.says("ann", "/project create x\(String(repeating: "\u{301}", count: 31))")
    #expect(marks.outcome == "error too-many-marks")
    #expect(marks.text == "Too many accents stand on one letter there: I read up to 30.")
    #expect(await chat.says("ann", "/project create x\(String(repeating: "\u{301}", count: 30))").outcome == "done")
  }

  @Test func `what nobody sees is no name, and names no group`() async throws {
    let chat = try await Chat()
    await chat.talk([
      ("ann", "/project create \"\u{200B}\"", "asks", "What shall it be called? …"),
      ("ann", "/project create Apollo", "done", "…"), ("ann", "/project create Artemis", "done", "…"),
      ("ann", "/project show \"\u{200B}\"", "not found", "…"),
      ("ann", "/project show \u{301}", "not found", "…"),
    ])
  }

  @Test func `a dry run answers what would happen, and changes nothing`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    let tried = await chat.says("ann", "/project archive Apollo --dry-run")
    #expect(tried.outcome == "dry run")
    #expect(tried.text.matches("Nothing was changed. …\nApollo is archived: …"))
    #expect(await chat.says("ann", "/project list --dry-run").text.contains("Apollo"))
    for command in ["create Zeus", "copy Apollo as Zeus"] {
      let made = await chat.says("ann", "/project \(command) --dry-run")
      #expect(made.outcome == "dry run" && made.text.contains("Its key is …."))
    }
    #expect(await chat.says("bob", "/project archive Apollo --dry-run").outcome == "denied G12")
    #expect(await chat.says("ann", "/project archive Apollo").outcome == "done")
    let valued = await chat.says("ann", "/project archive Apollo --dry-run=yes")
    #expect(valued.outcome == "error unexpected-value")
  }

  @Test func `what is shared with the room names public groups only`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Open")
    _ = await chat.says("ann", "/project create Secret --privacy hidden")
    let list = await chat.says("ann", "/project list --share")
    #expect(list.text.hasPrefix("room: ") && list.text.contains("Open") && !list.text.contains("Secret"))
    #expect(await !chat.says("ann", "/project list").text.hasPrefix("room: "))
    let hidden = await chat.says("ann", "/project show Secret --share")
    #expect(hidden.outcome == "not found" && !hidden.text.hasPrefix("room: "))
  }

  @Test func `a stranger is told so, and nothing is looked up or changed`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    for text in [
      "/project list", "/project create Mine", "/project join Apollo", "help", "nonsense", "/muster me",
      "/muster me link", "confirm 4F7K", "cancel", "cancel 4F7K", "/muster me timezone Europe/Berlin",
    ] {
      let heard = await chat.says("eve", text, on: .abroad)
      #expect(heard.outcome == "stranger")
      #expect(heard.text.hasPrefix("I don't know you yet. Type /muster me link where you are known, and here "))
    }
    #expect(await !chat.says("ann", "/group list --all").text.contains("Mine"))
  }

  @Test func `a delivery that comes again is answered as before and does nothing`() async throws {
    let chat = try await Chat()
    let first = await chat.says("ann", "/project create Apollo", delivery: "same")
    let second = await chat.says("ann", "/project create Apollo", delivery: "same")
    #expect(second == Chat.Heard(outcome: "repeated done", text: first.text))
    #expect(await chat.says("ann", "/project create Other", delivery: "same").outcome == "conflict")
    #expect(await chat.says("bob", "/project create Apollo", delivery: "same").outcome == "conflict")
    #expect(await chat.says("ann", "/project list").text.split(separator: "\n").count == 1)
  }
}

extension String {
  /// Whether it is like `pattern`, in which `…` stands for any text.
  func matches(_ pattern: String) -> Bool {
    let parts = pattern.split(separator: "…", omittingEmptySubsequences: false)
    guard let first = parts.first, hasPrefix(first) else { return false }
    guard parts.count > 1 else { return self == pattern }
    var rest = dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let found = part.isEmpty ? rest.startIndex..<rest.startIndex : rest.firstRange(of: part) else {
        return false
      }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }
}

extension Chat.Heard {
  /// The key of the group that was made.
  var key: String? {
    guard let range = text.firstRange(of: "Its key is ") else { return nil }
    return String(text[range.upperBound...].prefix { $0.isLetter || $0.isNumber })
  }
}
