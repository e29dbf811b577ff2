import Domain
import Permissions

/// A second, plain reading of the specification, to which the engine is compared; it shares no code with the engine.
///
/// It has only the words in common: rows, reasons and questions are named alike.
struct Oracle {
  let table = SpecificationTable.shared

  /// What the specification expects: whether it is allowed, by which row, and else what the actor is told.
  struct Answer: Equatable {
    let row: Row
    /// The condition that the permit depends on, or that fails; `nil` where there is none.
    var condition: Int?
    /// `nil` when it is allowed, likewise ``question``.
    var reason: Reason?
    var question: Denial.Question?

    var isAllowed: Bool { reason == nil }
  }

  /// Why a row doesn't allow it.
  struct Failure {
    let reason: Reason
    let condition: Int?
    let question: Denial.Question

    init(_ reason: Reason, condition: Int? = nil) {
      self.reason = reason
      self.condition = condition
      question = Oracle.question(of: reason)
    }
  }

  func answer(_ action: Action, _ facts: Facts) -> Answer {
    let verb = table.verbs[action.ordinal]
    let inPlace = verb.inPlace[SpecificationTable.place(of: facts.group)]
    let holding = inPlace.filter { $0.choice.suits(facts) }
    var allowing: Answer?
    var denying: Answer?
    for row in holding {
      let verdict = judge(row, action, facts)
      guard let failure = verdict.failure.orEarlier(row.guardFailure(facts)) else {
        allowing = allowing ?? Answer(row: row.row, condition: verdict.condition)
        continue
      }
      if let question = denying?.question, question <= failure.question { continue }
      denying = Answer(row.row, failure)
    }
    let isForbidden = holding.contains(where: \.neverHappens)
    if let allowing, !isForbidden {
      return facts.actor.isActive ? allowing : Answer(allowing.row, Failure(.inactive))
    }
    // Asked before any row, so they all fail alike.
    let speaking = holding.first ?? verb.nearest(facts, inPlace)
    if let reason = earlyReason(speaking, facts) { return Answer(speaking.row, Failure(reason)) }
    if let denying { return denying }
    let failure = judge(speaking, action, facts).failure.orEarlier(speaking.guardFailure(facts))
    return Answer(speaking.row, failure.orEarlier(speaking.mismatch(facts)) ?? Failure(.wrongKind))
  }

  /// Active, visible, banned: what is asked before the row itself.
  private func earlyReason(_ row: SpecifiedRow, _ facts: Facts) -> Reason? {
    let actor = facts.actor
    if !actor.isActive { return .inactive }
    guard row.isAboutRelation, let group = facts.group else { return nil }
    let card = table.verbs[Action.show.ordinal].inPlace[SpecificationTable.place(of: group)]
    if !card.contains(where: { judge($0, .show, facts).failure == nil }) { return .notVisible }
    let countsAsAdministrator = actor.admin == .on && !actor.isExternal && row[.am] != .own
    return actor.standing == .banned && !countsAsAdministrator ? .banned : nil
  }

  /// What the row's cell says: why it denies, or the number of the condition under which it allows.
  private func judge(
    _ row: SpecifiedRow, _ action: Action, _ facts: Facts
  ) -> (failure: Failure?, condition: Int?) {
    let actor = facts.actor
    guard !actor.isExternal else {
      switch actor.standing {
      case .owner, .moderator, .member: return judge(row, .xg, .xg, action, facts)
      // No level lets in who is invited from outside, who counts neither as a member nor as an employee (C4).
      case .invited:
        return judge(row, row.isAboutRelation && row[.iv] != .condition(4) ? .iv : .xn, .xn, action, facts)
      // Denied what either column denies.
      case .banned:
        let outsider = judge(row, .xn, .xn, action, facts)
        return outsider.failure == nil ? judge(row, .bn, .xn, action, facts) : outsider
      case .requester, .none: return judge(row, .xn, .xn, action, facts)
      }
    }
    let own = Column(actor.standing)
    switch actor.admin {
    case .none: return judge(row, own, own, action, facts)
    // What can't happen to one's own standing can't happen to an administrator of that standing either.
    case .off: return judge(row, row[.an] == .own || row[own] == .never ? own : .an, own, action, facts)
    case .on: return judge(row, row[.am] == .own ? own : .am, own, action, facts)
    }
  }

  /// - Parameter standing: what the actor really is, where the cell is taken from another column.
  private func judge(
    _ row: SpecifiedRow, _ column: Column, _ standing: Column, _ action: Action, _ facts: Facts
  ) -> (failure: Failure?, condition: Int?) {
    switch row[column] {
    case .no, .never, .own: return (Failure(row.reason(column)), nil)
    case .yes:
      // The group's own level comes before what the row says for the level by default (“C4 applies”).
      guard column != .am, column != .an, let level = row.level, let own = ownLevel(action, facts), own != level,
        reason(4, row, standing, action, facts) != nil
      else { return (nil, nil) }
      let number = row.taskCondition ?? 4
      return (reason(number, row, standing, action, facts).map { Failure($0, condition: number) }, nil)
    case .condition(let number):
      let who = column == .am ? .am : standing
      return (reason(number, row, who, action, facts).map { Failure($0, condition: number) }, number)
    }
  }

  func ownLevel(_ action: Action, _ facts: Facts) -> Level? {
    if let level = facts.group?.level { return level }
    guard action == .post, let posters = facts.group?.posters else { return nil }
    return [.owner, .staff, .members, .everyone][Posters.allCases.firstIndex(of: posters) ?? 0]
  }
}

extension Oracle.Answer {
  init(_ row: Row, _ failure: Oracle.Failure) {
    self.init(row: row, condition: failure.condition, reason: failure.reason, question: failure.question)
  }
}

extension Oracle.Failure? {
  /// Itself, or another one whose question is asked earlier.
  fileprivate func orEarlier(_ reason: Reason?) -> Self {
    guard let reason else { return self }
    let other = Oracle.Failure(reason)
    guard let self, self.question <= other.question else { return other }
    return self
  }
}
