import Domain
import Engine
import Permissions
import Storage
import TestSupport
import Testing
import Weakening

@testable import Commands

/// A command that was said once in its situation, with what it left behind.
struct Deed {
  let chat: Chat
  let situation: Situation
  let heard: Chat.Heard
  /// The new lines in the logs of all groups, those that are gone as well.
  let lines: [LogEntry]
  /// Whoever was told that Admin Mode was used, and of what: a line for each sentence.
  let told: [String]
  private let before: Group

  /// - Parameters:
  ///   - administrator: Who is in Admin Mode from the beginning, if anybody.
  ///   - admins: The administrators besides that one.
  ///   - isDirect: Whether the bot can write to people; else it is read in their inboxes what they were told.
  init(
    _ situation: Situation, inAdminMode administrator: String? = "amy", admins: Set<String> = ["root"],
    direct isDirect: Bool = false, lies: Lies = Lies()
  ) async throws {
    let chat = try await Chat(
      admins: admins.union([administrator].compactMap(\.self)), lies: lies, direct: isDirect ? ["chat"] : [],
      with: "ann", "bob", "root", "amy", in: "\(administrator ?? "nobody")-\(admins.count)")
    _ = await chat.says("ann", "/project create Apollo")
    before = try #require(try await chat.group("Apollo"))
    // What is to be undone must be the last change, so Admin Mode isn't turned on after it.
    if let administrator { _ = await chat.says(administrator, "/admin on") }
    var last = Chat.Heard(outcome: "", text: "")
    for line in situation.before { last = await chat.says(line.name, line.text) }
    if situation.isNextDay {
      chat.passes(.hours(25))
      if let administrator { _ = await chat.says(administrator, "/admin on") }
    }
    let groups = [before.key]
    let old = try await chat.log(of: groups)
    // The others own nothing before.
    for name in ["ann", "bob"] { _ = await chat.says(name, "/muster inbox --clear") }
    var heard = await chat.says(situation.name, situation.text.replacing("CODE", with: last.code ?? ""))
    if let code = heard.code { heard = await chat.says(situation.name, "/project confirm \(code)") }
    let all = try await chat.log(of: groups + chat.groups().filter { !groups.contains($0) })
    lines = all.filter { !old.contains($0) }
    var told = zip(heard.recipients, heard.direct).map { ($0, $1) }
    for name in ["ann", "bob", "root", "amy"] { told.append((name, await chat.says(name, "/muster inbox").text)) }
    self.told = told.flatMap { name, text in
      text.ranges(of: "Apollo, in Admin Mode: ").map { start in
        "\(name): " + text[start.lowerBound...].prefix { $0 != "\n" }
      }
    }
    (self.chat, self.situation, self.heard) = (chat, situation, heard)
  }

  /// The lines that aren't marked as done in Admin Mode.
  var unmarked: [LogEntry] { lines.filter { !$0.inAdminMode } }

  /// What the owner is to be told of it.
  func sentence() async throws -> String {
    let line = try #require(lines.first)
    let turn = try await chat.turn(of: situation.name, under: "project")
    let what = try await chat.store.snapshot { try line.phrase(in: $0) }
    return turn.plain(before.phrase("notice.admin-mode", ["what": .phrase(what)]))
  }
}

extension Situation {
  /// The same said by somebody else, with the last line before it where that one is about it.
  func said(by name: String) -> Situation {
    var before = before
    if ["undo", "confirm"].contains(verb) { before[before.count - 1].name = name }
    return Situation(verb, before.map { ($0.name, $0.text) }, name, text, log: log, undo: undo, isNextDay: isNextDay)
  }

  static func made(by name: String, _ text: String) -> Situation {
    Situation("", [], name, text, undo: "")
  }
}

extension Chat {
  fileprivate func groups() async throws -> [GroupKey] {
    try await store.snapshot { reading in
      try reading.groups(GroupFilter(), in: .everything(PersonKey("")), after: nil, limit: 99).map(\.group.key)
    }
  }

  fileprivate func log(of groups: [GroupKey]) async throws -> [LogEntry] {
    try await store.snapshot { reading in
      try groups.flatMap { try reading.log(of: $0, skipping: 0, limit: 99) }
    }
  }
}
