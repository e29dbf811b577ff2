import Permissions

extension Invariants.Name {
  /// The key of its exceptions in the policy file; `nil` where there are none.
  var key: String? {
    switch self {
    case .unseen: "unseen-allows"
    case .archived: "archived-allows"
    case .externalStaff: nil
    case .onlyOwner: "only-owner-or-admin-mode"
    case .admins: "admins-may-without-admin-mode"
    case .ranks: "unranked"
    }
  }
}

extension Invariants {
  /// Reads the invariants' exceptions; every problem is recorded.
  static func read(_ mapping: YAMLMapping) -> Invariants? {
    let unseen = exceptions(.unseen, mapping)
    let archived = exceptions(.archived, mapping)
    let owner = exceptions(.onlyOwner, mapping, atLeast: alwaysOnlyOwner)
    let admins = exceptions(.admins, mapping, atMost: atMostAdminsMay)
    let unranked = exceptions(.ranks, mapping, atMost: atMostUnranked)
    guard let unseen, let archived, let owner, let admins, let unranked else { return nil }
    return Invariants(
      unseenAllows: unseen, archivedAllows: archived, onlyOwner: owner, adminsMay: admins, unranked: unranked)
  }

  private static func exceptions(
    _ name: Name, _ mapping: YAMLMapping, atLeast least: [Action] = [], atMost most: [Action] = Action.allCases
  ) -> [Action]? {
    guard let key = name.key, let list = mapping.required(key, hint: "a list of actions"), list.items() != nil,
      let words = list.words(of: Action.self, called: "action")
    else { return nil }
    let actions = words.map(\.value)
    for action in least where !actions.contains(action) {
      list.report("\(quoted(action.rawValue)) is missing: in every policy only the owner or Admin Mode does that")
    }
    for word in words where !word.isGuess && !most.contains(word.value) {
      word.item.report(
        "\(quoted(word.value.rawValue)) can't be an exception: in every policy \(quoted(key)) names at most "
          + most.map(\.rawValue).joined(separator: ", "))
    }
    return actions
  }
}
