import Domain
import Permissions
import Testing

/// The levels that a group can set (domain reference, 1.4): what each decides, and what holds where none is set.
struct FeatureOperationTests {
  @Test(arguments: [
    (FeatureOperation.viewTasks, [Action.seeTasks, .progress, .taskComment]), (.createTasks, [.taskAdd, .taskMoveIn]),
    (
      .editTasks,
      [
        .taskEdit, .taskDue, .taskAssign, .taskStart, .taskPause, .taskDefer, .taskDone, .taskReopen, .taskMoveOut,
      ]
    ), (.deleteTasks, [.taskDelete]), (.sortTasks, [.taskStage]), (.viewFiles, [.seeFiles]),
    (.writeFiles, [.fileShare, .fileRemove]), (.viewPosts, [.readPosts]), (.writePosts, [.post]),
    (.moderatePosts, [.moderatePosts]), (.deletePosts, [.postDelete]),
  ])
  func `an operation decides its actions`(_ operation: FeatureOperation, _ actions: [Action]) {
    #expect(Action.allCases.filter { $0.operation == operation } == actions)
  }

  @Test func `an action has an operation when it asks for a level`() {
    for action in Action.allCases { #expect((action.operation != nil) == action.facts.contains(.level), "\(action)") }
  }

  @Test(arguments: [
    (FeatureOperation.viewPosts, Privacy.public, Level.everyone), (.viewPosts, .private, .members),
    (.viewPosts, .hidden, .members), (.viewTasks, .public, .members), (.createTasks, .public, .members),
    (.editTasks, .hidden, .staff), (.deleteTasks, .public, .staff), (.sortTasks, .public, .members),
    (.viewFiles, .public, .members), (.writeFiles, .private, .staff), (.writePosts, .public, .members),
    (.moderatePosts, .public, .staff), (.deletePosts, .public, .owner),
  ])
  func `a group that has set no level has that of its rule`(
    _ operation: FeatureOperation, _ privacy: Privacy, _ level: Level
  ) throws {
    #expect(try Shipped.policy.level(of: operation, in: privacy, Group.Settings()) == level)
  }

  @Test func `a group that has set a level has that one, and posts go by who may post`() throws {
    var settings = Group.Settings(posters: .staff)
    let policy = try Shipped.policy
    #expect(policy.level(of: .writePosts, in: .public, settings) == .staff)
    settings.levels = [.writePosts: .members, .editTasks: .owner]
    #expect(policy.level(of: .writePosts, in: .public, settings) == .members)
    #expect(policy.level(of: .editTasks, in: .public, settings) == .owner)
  }

  @Test func `where no rule says a level, it is that of the members`() throws {
    let policy = try Shipped.policy("F5") { rule in
      rule.level = nil
      for (party, cell) in rule.cells where cell == .allow(.byLevel) { rule.cells[party] = .allow(nil) }
    }
    #expect(policy.level(of: .deletePosts, in: .public, Group.Settings()) == .members)
  }
}
