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

  /// By which facts the coverage of rules is judged; levels are never a reason not to have a rule.
  static let covering: Choice<Fact> = [
    .kind, .privacy, .archived, .inviters, .openToExternals, .guestsMayBeInvited, .targetStanding, .targetExternal,
  ]

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
      var start = Facts(actor: actor)
      if action.needsGroup || facts.contains(.kind) {
        start.group = Facts.GroupFacts(kind: .workgroup, privacy: .public)
      }
      if facts.contains(.targetStanding) || facts.contains(.targetExternal) {
        start.target = Facts.Target(standing: .none)
      }
      guard turn(axes[...], from: start, body) else { return }
    }
  }

  private func turn(_ axes: ArraySlice<Axis>, from facts: Facts, _ body: (Facts) -> Bool) -> Bool {
    guard let axis = axes.first else { return !isPossible(facts) || body(facts) }
    let rest = axes.dropFirst()
    var facts = facts
    for value in 0..<axis.count {
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

/// One fact, and how each of its values is set.
private struct Axis {
  let fact: Fact
  let count: Int
  let set: (inout Facts, Int) -> Void

  init(_ fact: Fact) {
    self.fact = fact
    let (count, set): (Int, (inout Facts, Int) -> Void) =
      switch fact {
      case .kind: (3, { $0.group?.kind = Kind.allCases[$1] })
      case .privacy: (3, { $0.group?.privacy = Privacy.allCases[$1] })
      case .archived: (2, { $0.group?.isArchived = $1 == 1 })
      case .openToExternals: (2, { $0.group?.openToExternals = $1 == 1 })
      case .inviters: (4, { $0.group?.inviters = Inviters.allCases[$1] })
      case .posters: (4, { $0.group?.posters = Posters.allCases[$1] })
      case .level: (5, { $0.group?.level = $1 == 0 ? nil : Level.allCases[$1 - 1] })
      case .targetStanding: (7, { $0.target?.standing = Standing.allCases[$1] })
      case .targetExternal: (2, { $0.target?.isExternal = $1 == 1 })
      case .targetActive: (2, { $0.target?.isActive = $1 == 0 })
      case .targetOneself: (2, { $0.target?.isOneself = $1 == 1 })
      case .targetDepartment: (2, { $0.target?.cameWithDepartment = $1 == 1 })
      case .sharesGroup: (2, { $0.target?.sharesGroupWithActor = $1 == 1 })
      case .department: (2, { $0.actor.cameWithDepartment = $1 == 1 })
      case .role: (5, { $0.tie.role = Facts.TaskRole.allCases[$1] })
      case .taskState: (3, { $0.tie.taskState = Facts.TaskState.allCases[$1] })
      case .mayMoveDeadline: (2, { $0.tie.responsibleMayMoveDeadline = $1 == 1 })
      case .mayEditElsewhere: (2, { $0.tie.mayEditElsewhere = $1 == 1 })
      case .sentInvitation: (2, { $0.tie.sentInvitation = $1 == 1 })
      case .contents: (2, { $0.preconditions.hasContents = $1 == 1 })
      case .guestsMayBeInvited: (2, { $0.preconditions.guestsMayBeInvited = $1 == 0 })
      case .lastAdmin: (2, { $0.preconditions.isLastAdmin = $1 == 1 })
      case .responsibleMayEdit: (2, { $0.preconditions.responsibleMayEdit = $1 == 1 })
      }
    self.count = count
    self.set = set
  }
}
