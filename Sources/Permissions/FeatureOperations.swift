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
  /// The level of an operation that holds in a group: what the group has set, for posts who may post, else the rules'.
  package func level(of operation: FeatureOperation, in privacy: Privacy, _ settings: Group.Settings) -> Level {
    if let own = settings.levels[operation] { return own }
    if case .writePosts = operation { return Level(settings.posters) }
    return rules.level(of: operation, in: [privacy])
  }
}

extension [Rule] {
  /// The level of an operation in groups of one of these privacies that have set none.
  func level(of operation: FeatureOperation, in privacies: Choice<Privacy>) -> Level {
    for action in Action.allCases where action.operation == operation {
      for rule in self where rule.actions.contains(action) && !rule.privacies.intersection(privacies).isEmpty {
        if let level = rule.level { return level }
      }
    }
    return .members
  }
}
