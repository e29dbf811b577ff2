package import Domain

/// Something of which a group sets for itself whom it lets in: who may invite, who may post, who reaches an operation.
package enum Setting: Sendable, Equatable, CaseIterable {
  case inviters, posters
  case level(FeatureOperation)

  package static let allCases = [.inviters, .posters] + FeatureOperation.allCases.map { Setting.level($0) }

  /// As the settings command calls it, such as `tasks.edit_tasks`.
  package var name: String {
    switch self {
    case .inviters: "inviters"
    case .posters: "posters"
    case .level(let operation): operation.rawValue
    }
  }

  /// What it can be set to in groups of some kinds, as words, from the narrowest to the widest.
  package func values(in kinds: Choice<Kind>) -> [String] {
    switch self {
    case .inviters:
      // Only a collab tells employees from guests.
      [Inviters.owner, .staff, .employees, .members].filter { $0 != .employees || kinds.contains(.collab) }
        .map(\.rawValue)
    case .posters: Posters.allCases.map(\.rawValue)
    case .level: Level.allCases.map(\.rawValue)
    }
  }

  /// The actions that it has a say in.
  fileprivate var actions: [Action] {
    Action.allCases.filter { action in
      switch self {
      case .inviters: action.facts.contains(.inviters)
      case .posters, .level(.writePosts): action.facts.contains(.posters)
      // By the level for editing tasks they are moved in as well.
      case .level(.editTasks): action.operation == .editTasks || action.facts.contains(.editLevel)
      case .level(let operation): action.operation == operation
      }
    }
  }
}

extension Policy {
  /// What a value of a setting comes to in groups of these kinds, as long as they have one of these privacies: itself,
  /// or the widest of the narrower values where it lets in nobody more than that one does.
  ///
  /// Whom a value lets in is judged in the archive as well as outside, whoever asks and whomever it is about.
  package func effect(
    of value: String, as setting: Setting, in kinds: Choice<Kind>, _ privacies: Choice<Privacy>
  ) -> String {
    let narrower = setting.values(in: kinds).prefix { $0 != value }
    guard let same = narrower.last(where: { !letsInMore(value, than: $0, as: setting, in: kinds, privacies) }) else {
      return value
    }
    return effect(of: same, as: setting, in: kinds, privacies)
  }

  /// The values of a setting that let in somebody there whom no narrower one does, from the narrowest to the widest.
  package func choices(of setting: Setting, in kinds: Choice<Kind>, _ privacies: Choice<Privacy>) -> [String] {
    setting.values(in: kinds).filter { effect(of: $0, as: setting, in: kinds, privacies) == $0 }
  }

  /// Whether there is a situation in which somebody is let in by one value, and not by the other.
  private func letsInMore(
    _ value: String, than other: String, as setting: Setting, in kinds: Choice<Kind>, _ privacies: Choice<Privacy>
  ) -> Bool {
    setting.actions.contains { action in
      var isMore = false
      Space(action, facts: Self.chosenBy).visit { facts in
        guard let group = facts.group, kinds.contains(group.kind), privacies.contains(group.privacy) else {
          return true
        }
        let wide = question(action, by: facts.decided(by: setting, value, for: action))
        let narrow = question(action, by: facts.decided(by: setting, other, for: action))
        isMore = Asker.all.contains { allows(wide, for: $0) && !allows(narrow, for: $0) }
        return !isMore
      }
      return isMore
    }
  }

  /// What rules are chosen by besides who may invite.
  private static let chosenBy: Choice<Fact> = [
    .kind, .privacy, .archived, .openToExternals, .guestsMayBeInvited, .targetStanding, .targetExternal,
  ]
}

extension Facts {
  /// With levels as narrow and everything else as favourable as can be, so that only the setting itself decides.
  fileprivate func decided(by setting: Setting, _ value: String, for action: Action) -> Facts {
    var facts = self
    facts.group?.level = .owner
    facts.group?.editLevel = .owner
    facts.target?.sharesGroupWithActor = true
    facts.tie.mayEditElsewhere = true
    switch setting {
    case .inviters: facts.group?.inviters = Inviters(rawValue: value) ?? .owner
    case .posters, .level(.writePosts):
      // A level would silence who may post.
      facts.group?.level = nil
      facts.group?.posters = Posters(rawValue: value) ?? Level(rawValue: value).map(Posters.init) ?? .owner
    case .level(let operation):
      let level = Level(rawValue: value)
      if action.operation == operation { facts.group?.level = level }
      if case .editTasks = operation { facts.group?.editLevel = level }
    }
    return facts
  }
}
