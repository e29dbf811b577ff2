import CommandLanguage
import Domain
import Testing

@testable import Commands

/// What is offered where a command says nothing of its group is that very command about the group.
struct GroupQuestionTests {
  private static let group = Group(
    key: GroupKey("k7m2q"), kind: .project, name: GroupName(stored: "Apollo", folded: "apollo"), owner: PersonKey("p1"),
    created: Moment(seconds: 0))

  /// The commands that can't do without a group.
  private static let commands = CommandCatalog.all.indices.filter { index in
    CommandCatalog.all[index].usage.slots.contains { $0.label == "group" && $0.isRequired }
  }

  @Test(arguments: commands)
  func `each choice is the same command about the group`(_ index: Int) throws {
    let usage = CommandCatalog.all[index].usage
    for example in usage.examples {
      let line = example.replacing(" Apollo", with: "", maxReplacements: 1).replacing(" Site relaunch", with: "")
      let error = try #require(throws: UsageError.self) { try CommandCatalog.parse([.text(line)]) }
      let question = try #require(GroupQuestion([.text(line)], error))
      let offered = try #require(question.alternatives([Self.group]).first?.button?.command)
      let parsed = try CommandCatalog.parse([.text(offered)])
      #expect(parsed.usage == usage, "\(offered)")
      let named = try parsed.readings.map { try #require($0.command as? any GroupCommand).reference.typed }
      #expect(named == ["k7m2q"], "\(offered)")
    }
  }

  @Test func `there are such commands`() { #expect(Self.commands.count > 30) }
}
