package import Domain

extension Action {
  /// The operation whose level decides it; `nil` where levels have no say.
  package var operation: FeatureOperation? {
    switch self {
    case .seeTasks, .progress, .taskComment: .viewTasks
    case .taskAdd, .taskMoveIn: .createTasks
    case .taskEdit, .taskDue, .taskAssign, .taskMoveOut, .taskStart, .taskPause, .taskDefer, .taskDone, .taskReopen:
      .editTasks
    case .taskDelete: .deleteTasks
    case .taskStage: .sortTasks
    case .seeFiles: .viewFiles
    case .fileShare, .fileRemove: .writeFiles
    case .readPosts: .viewPosts
    case .post: .writePosts
    case .moderatePosts: .moderatePosts
    case .postDelete: .deletePosts
    default: nil
    }
  }
}

extension Policy {
  /// The level of an operation in a group that has set none.
  package func level(of operation: FeatureOperation) -> Level {
    for action in Action.allCases where action.operation == operation {
      if let level = rules.first(where: { $0.actions.contains(action) && $0.level != nil })?.level { return level }
    }
    return .members
  }
}
