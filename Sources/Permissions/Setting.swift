package import Domain

/// Something of which a group sets for itself whom it lets in: who may invite, who may post, who reaches an operation.
package enum Setting: Sendable, Hashable, CaseIterable {
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
  private var actions: [Action] {
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

  /// For each, every situation that it can decide, with levels as narrow and everything else as favourable as can be, so
  /// that only the setting itself decides.
  fileprivate static let situations = Dictionary(
    uniqueKeysWithValues: allCases.map { setting in (setting, setting.actions.flatMap(situations)) })

  private static func situations(of action: Action) -> [(action: Action, facts: Facts)] {
    var situations: [(Action, Facts)] = []
    Space(action, facts: chosenBy).visit { facts in
      var facts = facts
      facts.group?.level = .owner
      facts.group?.editLevel = .owner
      facts.target?.sharesGroupWithActor = true
      facts.tie.mayEditElsewhere = true
      let isSuitable = facts.target.map { action.targetStandings.contains($0.standing) } ?? true
      if isSuitable { situations.append((action, facts)) }
      return true
    }
    return situations
  }

  /// What rules are chosen by besides who may invite.
  private static let chosenBy = Choice(Fact.choosing.values.filter { $0 != .inviters })
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
    let situations = Setting.situations[setting] ?? []
    return situations.contains { action, facts in
      guard let group = facts.group, kinds.contains(group.kind), privacies.contains(group.privacy) else { return false }
      let wide = question(action, by: facts.with(value, as: setting, for: action))
      let narrow = question(action, by: facts.with(other, as: setting, for: action))
      return Asker.all.contains { allows(wide, for: $0) && !allows(narrow, for: $0) }
    }
  }
}

extension Facts {
  fileprivate func with(_ value: String, as setting: Setting, for action: Action) -> Facts {
    var facts = self
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
