import Domain

/// What was found for one action: the rule that speaks, and why it denies.
struct Finding: Equatable {
  var rule: Int
  var failure: Failure?
  /// The condition under which it is allowed.
  var condition: Condition?
  /// Whether the rule holds for the situation, and not merely comes nearest to it.
  var holds: Bool
}

/// Why something is denied, and the condition by which it is, if that is so.
struct Failure: Equatable {
  let reason: Reason
  var condition: Condition?

  var question: Denial.Question { reason.question }
}

extension Policy {
  /// The heart of the engine: of the action's few rules, those that hold in the situation speak, and one is heard.
  func finding(_ question: Question, for asker: Asker) -> Finding {
    let (action, situation) = (question.action, question.situation)
    let sees = sees(asker, situation)
    // What the guards say is the same for every rule.
    let guarded = question.guardFailure(for: asker)
    var allowing = Self.none
    var condition: Condition?
    var denying = Self.none
    var denial: Failure?
    var isForbidden = false

    for place in question.holding {
      let rule = compiled[place].index
      let cell = cell(rule, of: asker)
      if let failure = compiled[place].failure(cell, to: action, in: situation, sees: sees).orEarlier(guarded) {
        if cell.forbids { isForbidden = true }
        if let denial, denial.question <= failure.question { continue }
        (denying, denial) = (rule, failure)
      } else if allowing == Self.none || condition != nil && cell.condition == nil {
        (allowing, condition) = (rule, cell.condition)
      }
    }

    if allowing != Self.none, !isForbidden {
      if situation.has(.inactive) { return Finding(rule: allowing, failure: Failure(reason: .inactive), holds: true) }
      return Finding(rule: allowing, condition: condition, holds: true)
    }
    let speaking = compiled[question.holding.first ?? nearest(question)]
    let cell = cell(speaking.index, of: asker)
    // Asked before any rule, so the first rule that holds speaks.
    if let early = earlyFailure(action, cell, situation, sees: sees) {
      return Finding(rule: speaking.index, failure: Failure(reason: early), holds: question.holding.first != nil)
    }
    if let denial { return Finding(rule: denying, failure: denial, holds: true) }
    let failure = speaking.failure(cell, to: action, in: situation, sees: sees).orEarlier(guarded)
    return Finding(rule: speaking.index, failure: speaking.failureNearby(failure, in: situation), holds: false)
  }

  private static var none: Int { -1 }

  /// Whether it is allowed: the same as a finding without a reason, for who asks for nothing else.
  func allows(_ question: Question, for asker: Asker) -> Bool {
    if question.situation.has(.inactive) || question.guardFailure(for: asker) != nil { return false }
    let sees = sees(asker, question.situation)
    var isAllowed = false
    for place in question.holding {
      let cell = cell(compiled[place].index, of: asker)
      if cell.forbids { return false }
      if isAllowed { continue }
      isAllowed = compiled[place].failure(cell, to: question.action, in: question.situation, sees: sees) == nil
    }
    return isAllowed
  }

  /// The rule that comes nearest to a situation in which none holds; where none is for the place, the action's first.
  private func nearest(_ question: Question) -> Int {
    var nearest = question.compiled.rules.lowerBound
    var nearness = -1
    for place in question.compiled.rules {
      let other = compiled[place].nearness(to: question.situation)
      if other > nearness { (nearest, nearness) = (place, other) }
    }
    return nearest
  }

  private func earlyFailure(_ action: Action, _ cell: Cell, _ situation: Traits, sees: Bool) -> Reason? {
    if situation.has(.inactive) { return .inactive }
    guard action.needsGroup else { return nil }
    if !sees { return .notVisible }
    switch cell.party {
    case .banned, .externalBanned: return .banned
    default: return nil
    }
  }

  /// What a rule says of the asker.
  func cell(_ rule: Int, of asker: Asker) -> Cell { cells[rule * Asker.count + asker.ordinal] }

  /// Whether the asker may know of the group.
  func sees(_ asker: Asker, _ situation: Traits) -> Bool {
    situation.has(.inGroup) && sights[asker.ordinal * Traits.places + situation.place]
  }
}

extension Failure? {
  /// Itself, or another one whose question is asked earlier: what a rule says comes before a guard of the same question.
  fileprivate func orEarlier(_ other: Failure?) -> Failure? {
    guard let self, let other else { return self ?? other }
    return other.question < self.question ? other : self
  }
}
