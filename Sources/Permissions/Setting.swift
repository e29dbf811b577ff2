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

  /// The actions that it has a say in, and as which of their facts.
  fileprivate var decided: [(action: Action, fact: Fact)] {
    Action.allCases.flatMap { action in
      [Fact.inviters, .posters, .level, .editLevel].filter { action.facts.contains($0) && isHeard(by: action, as: $0) }
        .map { (action, $0) }
    }
  }

  private func isHeard(by action: Action, as fact: Fact) -> Bool {
    switch self {
    case .inviters: fact == .inviters
    case .posters: fact == .posters
    case .level(let operation):
      // By the level for editing tasks they are moved in as well.
      fact == .level && action.operation == operation || fact == .editLevel && operation == .editTasks
    }
  }
}

extension Policy {
  /// A value of a setting, and what comes of it.
  package struct Reach: Sendable, Equatable {
    package let value: String
    /// Itself, or the widest of the narrower ones, where it lets in nobody more than that one does.
    package let effect: String

    package var isReal: Bool { value == effect }
  }

  /// What comes of each value of a setting in groups of these kinds, as long as they have one of these privacies; from
  /// the narrowest to the widest.
  ///
  /// Whom a value lets in is judged in the archive as well as outside, whoever asks and whomever it is about.
  package func reaches(of setting: Setting, in kinds: Choice<Kind>, _ privacies: Choice<Privacy>) -> [Reach] {
    var widest: String?
    return setting.values(in: kinds).map { value in
      if let narrower = widest, !letsInMore(setting, value, than: narrower, kinds, privacies) {
        return Reach(value: value, effect: narrower)
      }
      widest = value
      return Reach(value: value, effect: value)
    }
  }

  /// Whether there is a situation in which somebody is let in by one value, and not by the other.
  private func letsInMore(
    _ setting: Setting, _ value: String, than other: String, _ kinds: Choice<Kind>, _ privacies: Choice<Privacy>
  ) -> Bool {
    setting.decided.contains { action, fact in
      let axis = Axis(fact)
      func allows(_ word: String, _ facts: Facts) -> Bool {
        var facts = facts
        for place in axis.words.indices where axis.words[place] == word { axis.set(&facts, place) }
        return self.allows(question(action, by: facts), for: Asker(facts.actor))
      }
      return kinds.values.contains { kind in
        privacies.values.contains { privacy in
          !Space.actors.allSatisfy { actor in
            var isSame = true
            Space(action, actor: actor, facts: Self.chosenBy).visit { facts in
              let facts = facts.asSuitable(in: kind, privacy, level: setting == .posters ? nil : .owner)
              isSame = !allows(value, facts) || allows(other, facts)
              return isSame
            }
            return isSame
          }
        }
      }
    }
  }

  /// What rules are chosen by besides kind and privacy.
  private static let chosenBy: Choice<Fact> = [
    .archived, .openToExternals, .guestsMayBeInvited, .targetStanding, .targetExternal,
  ]
}

extension Facts {
  /// The same in a group of this kind, where all that isn't asked lets in as few by levels as it can, and otherwise as
  /// many.
  ///
  /// - Parameter level: `nil` where who may post is heard, which a level would silence.
  fileprivate func asSuitable(in kind: Kind, _ privacy: Privacy, level: Level?) -> Facts {
    var facts = self
    facts.group?.kind = kind
    facts.group?.privacy = privacy
    facts.group?.level = level
    facts.group?.editLevel = .owner
    facts.target?.sharesGroupWithActor = true
    facts.tie.mayEditElsewhere = true
    return facts
  }
}
