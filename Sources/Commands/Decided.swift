import Domain
import Permissions

/// For whom of several people something was done, and why not for the others.
struct Decided: Sendable {
  /// What was done, and for whom.
  var done: [(action: Action, target: Target)] = []
  var denied: [Denied.Case] = []

  /// The people for whom it was done.
  var people: [Person] { done.map(\.target.person) }

  /// Those for whom this was done.
  func people(by action: Action) -> [Person] { done.filter { $0.action == action }.map(\.target.person) }

  /// Itself, unless it was done for nobody.
  fileprivate func orDenied(in group: Group) throws -> Decided {
    guard let first = denied.first, done.isEmpty else { return self }
    throw Denied(denial: first.denial, group: group, target: first.target, others: Array(denied.dropFirst()))
  }

  /// Sentences about those for whom it was not done.
  func refusals(in group: Group) -> [Reply.Block] {
    denied.map { .paragraph(Denied.sentence($0.denial, group, $0.target)) }
  }
}

extension Found {
  /// Decides for each person alone, and does it where it is allowed.
  ///
  /// - Parameters:
  ///   - act: What is to be done with a person, and by which action.
  ///   - hindrance: Why it is too early, or makes no sense, though the rules allow it.
  /// - Throws: ``Denied`` when it is allowed for nobody.
  func carryOut(
    on people: [Person], in workspace: inout any Workspace, during turn: Turn,
    _ act: (Target) -> (action: Action, change: Change), unless hindrance: (Target) -> Reason? = { _ in nil }
  ) throws -> Decided {
    var decided = Decided()
    for person in people {
      let target = try target(person, in: workspace, during: turn)
      let (action, change) = act(target)
      switch decide(action, about: target, during: turn) {
      case .allow(let permit):
        if let reason = hindrance(target) {
          let denial = Denial(action: action, row: permit.row, question: .precondition, reason: reason)
          decided.denied.append(Denied.Case(denial: denial, target: person))
          continue
        }
        try workspace.apply(change, by: permit, at: turn.now)
        decided.done.append((action, target))
      case .deny(let denial): decided.denied.append(try refused(denial, target, during: turn))
      }
    }
    return try decided.orDenied(in: group)
  }

  private func refused(_ denial: Denial, _ target: Target, during turn: Turn) throws -> Denied.Case {
    if denial.question == .visible { throw Refusal.notFound(reference) }
    return Denied.Case(denial: veiled(denial, about: target, during: turn), target: target.person)
  }

  /// For whom the action would be carried out, and why not for the others; nothing is changed.
  ///
  /// - Throws: ``Denied`` when it is allowed for nobody.
  func foresee(
    _ action: Action, on people: [Person], in reading: some Reading, during turn: Turn
  ) throws -> Decided {
    var decided = Decided()
    for person in people {
      let target = try target(person, in: reading, during: turn)
      switch decide(action, about: target, during: turn) {
      case .allow: decided.done.append((action, target))
      case .deny(let denial): decided.denied.append(try refused(denial, target, during: turn))
      }
    }
    return try decided.orDenied(in: group)
  }

  /// As ``carryOut(on:in:during:_:)``, where each becomes the same to the group.
  func make(
    _ people: [Person], _ standing: Standing, by action: Action, in workspace: inout any Workspace, during turn: Turn
  ) throws -> Decided {
    try carryOut(on: people, in: &workspace, during: turn) { target in
      // Whoever stays inside has been there since then.
      let since = target.standing.isInside && standing.isInside ? target.membership?.since ?? turn.now : turn.now
      return (action, .setMembership(Membership(person: target.person.key, standing: standing, since: since)))
    }
  }
}
