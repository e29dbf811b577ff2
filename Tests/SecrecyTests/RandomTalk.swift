import CommandLanguage
import Commands
import Domain
import TestSupport

@testable import Talks

/// What somebody says next, whatever it may be: any command of the catalogue about anything that either world has.
struct RandomTalk {
  var random: SeededRandom
  /// Names, starts, misspellings and keys of groups.
  let groups: [String]
  /// Handles of people, of accounts as they are typed, and of nobody.
  let people: [String]

  init(random: SeededRandom, about worlds: Worlds) async throws {
    self.random = random
    let all = try await worlds.secret.groups()
    // Pages are full of teams, which are all alike.
    let names = Set(all.map(\.name.text)).filter { !$0.hasPrefix("Team 1") && !$0.hasPrefix("Team 2") }.sorted()
    let shortened = names.map { String($0.prefix(3)) } + names.map { String($0.prefix($0.count / 2 + 1)) }
    let misspelt = names.filter { $0.count > 3 }.map { String($0.dropLast(2)) + String($0.suffix(2).reversed()) }
    let keys = all.filter { names.contains($0.name.text) }.map(\.key.text)
    let unknown = ["Nowhere", "zzzzz", "k7m2q", "A"]
    groups = [names, names, keys, shortened, misspelt, unknown].flatMap(\.self)
    let speakers: [Speaker] = Speaker.employees + [.xenia, .yuri, .zoe]
    let users = [Speaker.ann, Speaker(name: "ghost0", connection: "")].map { "slack:\($0.user)" }
    people = [speakers.map(\.name), Secrets.handles, Secrets.handles, ["nina", "ghots", "nobody"], users].flatMap(
      \.self)
  }

  mutating func isChosen(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  // MARK: - What an observer says

  /// - Parameter last: What the observer has read last, whose buttons and commands invite to go on with them.
  mutating func line(by speaker: Speaker, number: Int, after last: Talks.Message?) -> Line {
    let room = isChosen(30) ? one(of: ["town", "ops"]) : nil
    if let button = last?.buttons.randomElement(using: &random), isChosen(50) {
      return Line(speaker, [.text(button.label)], number: number, room: room, pressed: button)
    }
    let suggestion = isChosen(15) ? last?.commands.randomElement(using: &random) : nil
    var words = suggestion.map { [.text($0)] } ?? command(by: speaker, in: room)
    // Whoever turns Admin Mode on may see everything.
    while words.plain.contains("admin on"), !words.plain.contains("--dry-run") {
      words = command(by: speaker, in: room)
    }
    return Line(speaker, words, number: number, room: room)
  }

  // MARK: - What bystanders say

  /// What is about one group alone, by who leads it; nobody who listens is concerned.
  mutating func act(on group: Group, by speaker: Speaker, number: Int) -> Line {
    let others = Speaker.bystanders.filter { $0 != speaker }.map { "@\($0.name)" }
    let (key, other) = (group.key, one(of: others))
    let text = one(of: [
      "/group edit \(key) --description \(one(of: groups))", "/group archive \(key)", "/group unarchive \(key)",
      "/group invite \(other) to \(key)", "/group revoke \(other) from \(key)", "/group promote \(other) in \(key)",
      "/group demote \(other) in \(key)", "/group remove \(other) from \(key)", "/group ban \(other) in \(key)",
      "/group unban \(other) in \(key)", "/group pin \(key)", "/group mute \(key)", "/group log \(key)",
      "/group settings \(key) --posters owner", "/group dates \(key) --until in 2 weeks", "/group delete \(key)",
      "/group can \(one(of: Speaker.employees.map { "@\($0.name)" })) join \(key)", "/group show \(key)",
      "/group transfer \(key) to \(other)", "/group archive \(key) --dry-run",
    ])
    return Line(speaker, text, number: number)
  }

  /// What a bystander makes a secret of.
  mutating func secret(by speaker: Speaker, number: Int) -> Line {
    let kind = one(of: ["project", "workgroup", "collab"])
    return Line(speaker, "/\(kind) create \(one(of: groups)) --privacy hidden", number: number)
  }

  /// Any command, said by who knows secrets, where everybody reads the answer.
  mutating func openly(by speaker: Speaker, number: Int) -> Line {
    while true {
      let words = command(by: speaker, in: "town", overheard: true)
      // These go on with what only the speaker has done or was asked before.
      let text = words.plain
      if ["undo", "confirm", "cancel", "admin"].contains(where: { text.contains($0) }) { continue }
      return Line(speaker, words, number: number, room: "town")
    }
  }
}

// MARK: - Commands

extension RandomTalk {
  /// Those that tell most, lists and their filters above all.
  private static let telling: [Usage] = {
    let weights = ["list": 10, "why": 3, "undo": 5, "members": 3, "create": 2, "copy": 2, "invite": 2]
    return CommandCatalog.all.flatMap { command in
      let weight = weights[command.usage.verb] ?? (command is any ReadingCommand.Type ? 1 : 0)
      return Array(repeating: command.usage, count: weight)
    }
  }()

  private mutating func command(by speaker: Speaker, in room: String?, overheard: Bool = false) -> [TypedLine.TypedWord]
  {
    let usage = isChosen(50) ? one(of: Self.telling) : one(of: CommandCatalog.all).usage
    var root: String
    switch usage.roots {
    case .groups: root = one(of: CommandCatalog.groupRoots + ["group", "project"])
    case .every: root = one(of: ["muster", "project", "group"])
    case .named(let name): root = name
    }
    if isChosen(10) { root = "muster \(root)" }
    let isPost = room != nil && speaker.connection == "mattermost" && (overheard || isChosen(70))
    var words: [TypedLine.TypedWord] = [.text("\(isPost ? "!" : "/")\(root) \(verb(of: usage))")]
    for slot in usage.slots where slot.isRequired ? !isChosen(3) : isChosen(25) {
      if let word = slot.word { words.append(.text(" " + word.rawValue)) }
      words.append(.text(" "))
      words += value(of: slot.value, in: usage, by: speaker)
    }
    for option in usage.options.shuffled(using: &random).prefix(isChosen(40) ? 0 : isChosen(70) ? 1 : 2) {
      words.append(.text(" --\(option.name)"))
      words += usage.verb == "list" && option.name == "tag" ? [.text(" space")] : value(of: option.value, by: speaker)
    }
    if usage.verb == "edit", isChosen(80) { words.append(.text(" --description New")) }
    if isChosen(8) { words.append(.text(" --dry-run")) }
    if isChosen(8) { words.append(.text(" --share")) }
    return words
  }

  /// The verb, sometimes misspelt.
  private mutating func verb(of usage: Usage) -> String {
    isChosen(2) && usage.roots != CommandCatalog.administrators ? String(usage.verb.dropLast()) : usage.verb
  }

  private mutating func value(
    of slot: Usage.Slot.Value, in usage: Usage, by speaker: Speaker
  ) -> [TypedLine.TypedWord] {
    switch slot {
    case .group:
      // Of one's own groups one may do most, and of those that one knew one must not notice anything.
      if speaker == .rem, isChosen(30) { return [.text(one(of: Secrets.past))] }
      if let own = speaker.ownGroups.randomElement(using: &random), isChosen(20) { return [.text(own)] }
      return [.text(one(of: groups))]
    case .person:
      return usage.verb == "can" && isChosen(70) ? [.text("I")] : person(by: speaker)
    case .people: return isChosen(80) ? person(by: speaker) : person(by: speaker) + [.text(" ")] + person(by: speaker)
    case .text: return [.text(isChosen(70) ? one(of: groups) : one(of: ["Something new", "a", "join", "to the moon"]))]
    case .word:
      return [.text(usage.verb == "can" ? one(of: CommandCatalog.all).usage.verb : one(of: ["4F7K", "2222"]))]
    case .choice(let words): return [.text(one(of: words))]
    case .number: return [.text("\(Int.random(in: 1...4, using: &random))")]
    case .date: return [.text(one(of: ["2026-12-31", "next friday", "in 2 weeks"]))]
    }
  }

  private mutating func value(of option: Usage.Option.Value, by speaker: Speaker) -> [TypedLine.TypedWord] {
    switch option {
    case .none: return []
    case .choice(let words): return [.text(" " + one(of: words))]
    case .text: return [.text(" " + one(of: ["web", "space", "Zeus", "a,b"]))]
    case .number: return [.text(" \(Int.random(in: 1...3, using: &random))")]
    case .person, .people: return [.text(" ")] + person(by: speaker)
    case .date: return [.text(" " + one(of: ["2026-12-31", "tomorrow", "in 2 weeks"]))]
    }
  }

  /// A mention by the messenger's id, or a handle.
  ///
  /// Somebody of whom the speaker doesn't know is not mentioned by id: no messenger offers that.
  private mutating func person(by speaker: Speaker) -> [TypedLine.TypedWord] {
    let here = Speaker.employees.filter { $0.connection == speaker.connection }
    guard speaker.isExternal || isChosen(60) else {
      let person = one(of: here)
      return [.mention(user: person.user, handle: person.name)]
    }
    return [.text("@" + one(of: people))]
  }
}

extension [TypedLine.TypedWord] {
  /// What is typed, without what is mentioned.
  fileprivate var plain: String {
    compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
  }
}

extension Message {
  /// What the reader can type next, as the message says it.
  fileprivate var commands: [String] {
    text.split(whereSeparator: { $0.isNewline || $0 == ":" || $0 == "," || $0 == "." })
      .map { $0.drop { $0 != "/" } }.filter { $0.contains(" ") }.map(String.init)
  }
}
