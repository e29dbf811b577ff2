import CommandLanguage
import Commands
import Domain
import Engine
import Storage
import TestSupport
import Testing

/// What holds whenever a changing command is carried out.
@Suite(.temporaryDirectory)
struct SituationTests {
  @Test func `every changing command is carried out in some situation`() {
    let changing = CommandCatalog.all.filter { !($0 is any ReadingCommand.Type) }.map { command in
      let usage = command.usage
      return if case .named(let root) = usage.roots { "\(root)-\(usage.verb)" } else { usage.verb }
    }
    #expect(Set(changing) == Set(Situation.all.map(\.verb)), "add a line to Situation for a new command")
  }

  @Test(arguments: Situation.all)
  func `what is delivered twice, also at once, is done once, with one line in the log`(_ situation: Situation)
    async throws
  {
    let (chat, text) = try await begin(situation)
    let before = try await chat.logLength("Apollo")
    let first = await both(chat, situation.name, text)
    let changed = try await chat.everything()
    let log = try await chat.logLength("Apollo")
    #expect(log == situation.log.map { before + $0 } ?? 0)
    let again = await chat.says(situation.name, text, delivery: "once")
    #expect(again.outcome == "repeated done" && again.text == first.text, "\(again)")
    #expect(try await chat.everything() == changed)
  }

  @Test(arguments: Situation.all)
  func `a dry run says what would be, and changes nothing`(_ situation: Situation) async throws {
    let (chat, text) = try await begin(situation, confirms: false)
    let before = try await chat.everything()
    let dry = await chat.says(situation.name, text + " --dry-run")
    #expect(dry.outcome == "dry run", "\(dry)")
    #expect(try await chat.everything() == before)
    let asked = await chat.says(situation.name, text)
    let done = asked.code == nil ? asked : await chat.says(situation.name, "/project confirm \(asked.code ?? "")")
    #expect(done.outcome == "done", "\(done)")
    let after = try await chat.everything()
    #expect(situation.leavesNothing || after != before)
    // Keys and codes are drawn for each delivery, so a group that is made has another one.
    guard !["create", "copy", "muster-me link"].contains(situation.verb) else { return }
    // What would ask tells its question, without the code that there is none of.
    let answer = asked.code == nil ? done.text : String(asked.text.split(separator: "\nIs that right?")[0])
    #expect(dry.text.hasSuffix(answer), "\(dry.text)\n\(answer)")
  }

  @Test(arguments: Situation.all)
  func `an undo takes it back, or says why not`(_ situation: Situation) async throws {
    let (chat, text) = try await begin(situation)
    let before = try await chat.standings()
    #expect(await chat.says(situation.name, text).outcome == "done")
    let undone = await chat.says(situation.name, "/project undo")
    #expect(undone.outcome == situation.undo, "\(undone)")
    if undone.outcome == "done" { #expect(try await chat.standings() == before) }
  }

  /// A chat in which the command can be said; what waits for Yes has been asked, and its Yes is what is to be said.
  private func begin(_ situation: Situation, confirms: Bool = true) async throws -> (chat: Chat, text: String) {
    let chat = try await Chat(admins: ["root", "amy"], with: "ann", "bob", "root")
    var last = await chat.says("ann", "/project create Apollo")
    for line in situation.before { last = await chat.says(line.name, line.text) }
    if situation.isNextDay { chat.passes(.hours(25)) }
    let text = situation.text.replacing("CODE", with: last.code ?? "")
    guard confirms, ["delete", "transfer"].contains(situation.verb) else { return (chat, text) }
    let code = try #require(await chat.says(situation.name, text).code)
    return (chat, "/project confirm \(code)")
  }

  /// The answer that was not a repeat.
  private func both(_ chat: Chat, _ name: String, _ text: String) async -> Chat.Heard {
    async let one = chat.says(name, text, delivery: "once")
    async let other = chat.says(name, text, delivery: "once")
    let heard = await [one, other].sorted { $0.outcome < $1.outcome }
    #expect(heard.map(\.outcome) == ["done", "repeated done"])
    #expect(heard[0].text == heard[1].text)
    return heard[0]
  }
}

extension Situation {
  /// Whether nothing of it is to be seen in the groups, or in who administers the portal.
  fileprivate var leavesNothing: Bool { ["cancel", "muster-me link"].contains(verb) }
}

extension Chat {
  /// Everything that is kept of groups and of people.
  fileprivate func everything() async throws -> [String] {
    try await store.snapshot { reading in
      let people = try ["ann", "bob", "root"].compactMap { try reading.person(Account(connection: "chat", user: $0)) }
      // Whatever is said in Admin Mode moves its end.
      var all = people.map { "\($0.isAdmin) \($0.adminModeUntil != nil) \($0.language ?? "") \($0.timeZone ?? "")" }
      all += try people.map { "\(try reading.notices(to: $0.key, behind: nil, limit: 99).count) notices" }
      for related in try reading.groups(GroupFilter(), in: .everything(PersonKey("")), after: nil, limit: 99) {
        let key = related.group.key
        all.append("\(related.group)")
        all += try reading.log(of: key, skipping: 0, limit: 99).map { "\($0)" }
        all += try reading.members(of: key, with: Standing.allCases, limit: 99).map { "\($0)" }
        all += try people.map { "\(try reading.marks(of: $0.key, in: key))" }
      }
      return all
    }
  }

  /// Apollo as it is, and what everybody is to it.
  fileprivate func standings() async throws -> [String] {
    guard var group = try await group("Apollo") else { return [] }
    group.archived = group.archived.map { _ in Group.Archived(by: group.owner, at: .start) }
    return try await store.snapshot { [group] reading in
      let people = try ["ann", "bob", "root"].compactMap { try reading.person(Account(connection: "chat", user: $0)) }
      return try ["\(group)"]
        + reading.members(of: group.key, with: Standing.allCases, limit: 99).map {
          "\($0.person.handle) \($0.membership.standing)"
        } + people.map { "\(try reading.marks(of: $0.key, in: group.key))" }
    }
  }

  fileprivate func logLength(_ name: String) async throws -> Int {
    guard let group = try await group(name) else { return 0 }
    return try await store.snapshot { try $0.log(of: group.key, skipping: 0, limit: 99).count }
  }
}
