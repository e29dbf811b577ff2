import Domain

/// Every combination of the facts that an action asks for.
///
/// Who asks is part of it only where it is wanted; combinations that can't be, such as an administrator from outside,
/// or oneself with another standing than one's own, are left out.
package struct Space {
  private let action: Action
  private let facts: Choice<Fact>
  private let actors: [Facts.Actor]

  /// The combinations of those of `facts` that the action has, asked by one actor.
  init(_ action: Action, actor: Facts.Actor = Facts.Actor(), facts: Choice<Fact>) {
    self.action = action
    self.facts = facts.intersection(action.facts)
    actors = [actor]
  }

  /// All there are for the action, asked by everybody who is active.
  package init(_ action: Action) {
    self.init(action, actors: Self.actors)
  }

  /// All there are for the action, asked by `actors`.
  package init(_ action: Action, actors: [Facts.Actor]) {
    self.action = action
    facts = action.facts
    self.actors = actors
  }

  /// Everybody who can ask: employees in each standing, with and without Admin Mode, and people from outside.
  package static let actors: [Facts.Actor] =
    Standing.allCases.flatMap { standing in
      AdminState.allCases.map { Facts.Actor(admin: $0, standing: standing) } + [
        Facts.Actor(isExternal: true, standing: standing)
      ]
    }

  /// How many combinations there are.
  package var count: Int {
    var count = 0
    visit { _ in
      count += 1
      return true
    }
    return count
  }

  /// Calls `body` with every combination until it returns false.
  package func visit(_ body: (Facts) -> Bool) {
    let axes = axes
    for actor in actors {
      guard turn(ArraySlice(axes), from: Facts(of: action, asked: facts, by: actor), body) else { return }
    }
  }

  private func turn(_ axes: ArraySlice<Axis>, from facts: Facts, _ body: (Facts) -> Bool) -> Bool {
    guard let axis = axes.first else { return !isPossible(facts) || body(facts) }
    let rest = axes.dropFirst()
    var facts = facts
    for value in axis.words.indices {
      axis.set(&facts, value)
      if value > 0, axis.fact == .targetOneself, !isPossible(facts) { continue }
      guard turn(rest, from: facts, body) else { return false }
    }
    return true
  }

  /// Whether oneself is the same person on both sides.
  private func isPossible(_ facts: Facts) -> Bool {
    guard let target = facts.target, target.isOneself else { return true }
    return (!self.facts.contains(.targetStanding) || target.standing == facts.actor.standing)
      && target.isExternal == facts.actor.isExternal
  }

  private var axes: [Axis] { facts.values.map(Axis.init) }
}

extension Facts {
  /// With a group and a target where the action has them, and every fact as it is by default.
  ///
  /// - Parameter asked: of the action's facts, those that matter.
  package init(of action: Action, asked: Choice<Fact>, by actor: Actor) {
    self.init(actor: actor)
    if action.needsGroup || asked.contains(.kind) { group = GroupFacts(kind: .workgroup, privacy: .public) }
    if asked.contains(.targetStanding) || asked.contains(.targetExternal) { target = Target(standing: .none) }
  }
}
