import CommandLanguage
import Commands
import Domain
import Permissions
import TestSupport
import Testing

/// What holds for every command of the catalogue, without being written for it.
@Suite(.temporaryDirectory)
struct CatalogBehaviourTests {
  @Test func `every command has its page of help`() async throws {
    let chat = try await Chat(admins: ["root"])
    _ = await chat.says("root", "/admin on")
    for command in CommandCatalog.all {
      let usage = command.usage
      // An administrator in Admin Mode is shown what no member is, and the other way round.
      let pages = [
        await chat.says("root", "/muster help \(usage.words)"), await chat.says("ann", "/muster help \(usage.words)"),
      ]
      #expect(pages.allSatisfy { $0.outcome == "done" }, "\(usage.words)")
      #expect(pages.contains { $0.text.contains("It is written /") }, "\(usage.words): \(pages)")
      #expect(!pages.contains { $0.text.contains("help.") }, "\(usage.words): \(pages)")
    }
  }

  @Test func `a command without what it needs asks one question`() async throws {
    let chat = try await Chat(admins: ["root"])
    for command in CommandCatalog.all where command.usage.slots.contains(where: { $0.isRequired }) {
      let heard = await chat.says("root", "/\(command.usage.words)")
      #expect(heard.outcome == "asks", "\(command.usage.words)")
      #expect(!heard.text.contains("usage."), "\(heard.text)")
    }
  }

  @Test func `garbage is answered, and does nothing`() async throws {
    let chat = try await Chat(admins: ["root"], with: "bob")
    await chat.talk([
      ("root", "/project create Apollo", "done", "…"),
      ("bob", "/project join Apollo", "done", "…"),
    ])
    // Any text names a new group.
    for command in CommandCatalog.all where command.usage.verb != "create" {
      let before = try await chat.trace()
      for garbage in [
        "--nonsense", "--nonsense=1", "Nowhere --dry-run --dry-run", "\u{7}", "@nobody @nobody to from in as for",
        String(repeating: "x", count: 2_500), String(repeating: "\"", count: 99), "--share=maybe",
      ] {
        // A reading command without a group, such as help, may take any words; nothing comes of them.
        let isFree = command.usage.slots.first.map { $0.label == "text" || $0.label == "words" } ?? false
        let heard = await chat.says("root", "/\(command.usage.words) \(garbage)")
        let isAnswered = ["asks", "not found", "denied", "error"].contains { heard.outcome.hasPrefix($0) }
        #expect(isAnswered || isFree && heard.outcome == "done", "\(command.usage.words) \(garbage): \(heard)")
        #expect(!heard.text.isEmpty && !heard.text.contains("usage."), "\(heard)")
      }
      #expect(try await chat.trace() == before, "\(command.usage.words)")
    }
  }

  @Test func `an option that there isn't, and one said twice, are told`() async throws {
    let chat = try await Chat(admins: ["root"], with: "bob")
    for command in CommandCatalog.all {
      let line = command.usage.line("Apollo")
      let unknown = await chat.says("root", line + " --nonsense")
      #expect(unknown.outcome == "error unknown-option", "\(line): \(unknown)")
      #expect(unknown.text.contains("This command has no --nonsense."), "\(line): \(unknown)")
      let doubled = await chat.says("root", line + " --dry-run --dry-run")
      #expect(doubled.outcome == "error doubled-option", "\(line): \(doubled)")
      let valued = await chat.says("root", line + " --dry-run=yes")
      #expect(valued.outcome == "error unexpected-value", "\(line): \(valued)")
    }
  }

  @Test func `a choice, a number and a date that are none are told with what could stand there`() async throws {
    let chat = try await Chat(admins: ["root"], with: "bob")
    _ = await chat.says("root", "/project create Apollo")
    for command in CommandCatalog.all {
      for option in command.usage.options {
        let outcome: String
        switch option.value {
        case .choice: outcome = "error not-a-choice"
        case .number: outcome = "error not-a-number"
        case .date: outcome = "error date"
        case .none, .text, .person, .people: continue
        }
        let line = command.usage.line("Apollo").prefix { $0 != "-" } + " --\(option.name) nonsense"
        let heard = await chat.says("root", String(line))
        #expect(heard.outcome == outcome, "\(line): \(heard)")
      }
    }
  }

  @Test func `a group that isn't there is not found`() async throws {
    let chat = try await Chat(with: "bob")
    for command in CommandCatalog.aboutGroups {
      let heard = await chat.says("ann", command.usage.line("Nowhere"))
      #expect(heard.outcome == "not found", "\(command.usage.words): \(heard.text)")
    }
  }

  @Test func `a hidden group is, for every command, exactly like none`() async throws {
    let chat = try await Chat(with: "bob", "eve")
    _ = await chat.says("ann", "/project create Secret --privacy hidden")
    for command in CommandCatalog.aboutGroups {
      let there = await chat.says("eve", command.usage.line("Secret"))
      let nowhere = await chat.says("eve", command.usage.line("Absent"))
      #expect(there.outcome == "not found", "\(command.usage.words)")
      #expect(there.text == nowhere.text.replacing("Absent", with: "Secret"), "\(command.usage.words)")
    }
  }

  @Test func `hidden groups take nobody's place, however many one is banned from`() async throws {
    let chat = try await Chat(with: "bob")
    for number in 1...51 {
      _ = await chat.says("ann", "/project create Apogee \(number) --privacy hidden")
      _ = await chat.says("ann", "/project invite @bob to Apogee \(number)")
      _ = await chat.says("bob", "/project accept Apogee \(number)")
      #expect(await chat.says("ann", "/project ban @bob in Apogee \(number)").outcome == "done")
    }
    _ = await chat.says("ann", "/project create Apollo")
    await chat.talk([
      ("bob", "/project show Apo", "done", "Apollo, project, …"), ("bob", "/project join Apo", "done", "…"),
    ])
  }

  @Test func `nothing changes in the archive but what may`() async throws {
    let chat = try await Chat(with: "bob")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…"),
      ("ann", "/project archive Apollo", "done", "…"),
    ])
    let before = try await chat.trace("Apollo")
    for command in CommandCatalog.aboutGroups where !(command is any ReadingCommand.Type) {
      guard let action = Action(rawValue: command.usage.verb), !Self.archivedAllows.contains(action) else { continue }
      let heard = await chat.says("ann", command.usage.line("Apollo"))
      #expect(heard.outcome.hasPrefix("denied "), "\(command.usage.words): \(heard)")
      #expect(try await chat.trace("Apollo") == before, "\(command.usage.words)")
    }
  }

  @Test func `a dry run changes nothing and says what would be`() async throws {
    let chat = try await Chat(with: "bob", "cyd")
    await chat.talk([
      ("ann", "/project create Apollo", "done", "…"), ("bob", "/project join Apollo", "done", "…"),
    ])
    let before = try await chat.trace()
    for command in CommandCatalog.all where !(command is any ReadingCommand.Type) {
      let heard = await chat.says("ann", command.usage.line("Apollo") + " --dry-run")
      let isTried = [
        "dry run", "asks", "error unknown-code", "error final", "error time-zone", "error not-a-choice",
      ].contains(heard.outcome)
      #expect(isTried || heard.outcome.hasPrefix("denied "), "\(heard)")
      #expect(try await chat.trace() == before, "\(command.usage.words)")
    }
    // The check can fail: without the option, something happens.
    _ = await chat.says("ann", "/project archive Apollo")
    #expect(try await chat.trace() != before)
  }

  @Test func `what is delivered twice happens once`() async throws {
    let chat = try await Chat(with: "bob")
    for (index, command) in CommandCatalog.aboutGroups.enumerated() {
      _ = await chat.says("ann", "/project create Group\(index)")
      _ = await chat.says("bob", "/project join Group\(index)")
      let line = command.usage.line("Group\(index)")
      let first = await chat.says("ann", line, delivery: "once\(index)")
      let after = try await chat.trace("Group\(index)")
      let second = await chat.says("ann", line, delivery: "once\(index)")
      #expect(try await chat.trace("Group\(index)") == after, "\(line)")
      // What was only read and answered inline is read again.
      guard !(command is any ReadingCommand.Type) || first.outcome != "done" else { continue }
      #expect(second.outcome == "repeated \(first.outcome)", "\(line)")
      #expect(second.text == first.text, "\(line)")
    }
  }

  /// As the shipped policy's invariant has it.
  private static let archivedAllows: Set<Action> = [
    .decline, .withdraw, .leave, .revoke, .reject, .remove, .ban, .unban, .promote, .demote, .stepDown, .transfer,
    .take,
    .unarchive, .delete, .pin, .unpin, .follow, .mute, .copy,
  ]
}

extension CommandCatalog {
  /// The commands that name a group.
  fileprivate static var aboutGroups: [any Command.Type] {
    all.filter { command in
      command.usage.roots == .groups && command.usage.slots.contains { $0.label == "group" && $0.isRequired }
    }
  }
}

extension Usage {
  /// Root and verb, such as `project archive`.
  fileprivate var words: String {
    switch roots {
    case .groups: "project \(verb)"
    case .every: "muster \(verb)"
    case .named(let root): "\(root) \(verb)"
    }
  }

  /// A line about this group, with something for everything that it needs.
  fileprivate func line(_ group: String) -> String {
    var parts = ["/\(words)"]
    for slot in slots where slot.isRequired {
      if let word = slot.word { parts.append(word.rawValue) }
      switch slot.value {
      case .group: parts.append(group)
      case .person, .people: parts.append("@bob")
      case .text, .word: parts.append("Something")
      case .choice(let words): parts.append(words[0])
      case .number: parts.append("1")
      case .date: parts.append("2026-12-31")
      }
    }
    switch verb {
    case "edit": parts.append("--description New")
    case "settings": parts.append("--posters owner")
    case "dates": parts.append("--until 2026-12-31")
    default: break
    }
    return parts.joined(separator: " ")
  }
}
