/// One question to the engine: an action in a situation, and which of its rules hold there.
struct Question {
  let action: Action
  private(set) var situation: Traits
  let compiled: CompiledAction
  let holding: Places

  /// The same asked by somebody else, for whom the same rules hold.
  var forSomebodyElse: Question {
    var question = self
    question.situation = situation.forSomebodyElse
    return question
  }

  /// What the guards of the action say, whatever the rules do.
  func guardFailure(for asker: Asker) -> Failure? {
    action.guardFailure(for: asker.party, in: situation, suitable: compiled.targetStandings).map {
      Failure(reason: $0)
    }
  }

  /// Some of the places from `start` on, a bit for each.
  struct Places: Sequence, IteratorProtocol {
    let start: Int
    private(set) var bits: UInt64

    init(start: Int, bits: UInt64) {
      self.start = start
      self.bits = bits
    }

    var first: Int? { bits == 0 ? nil : start + bits.trailingZeroBitCount }

    mutating func next() -> Int? {
      guard let place = first else { return nil }
      bits &= bits - 1
      return place
    }
  }

  /// How many rules an action can have: as many as a word has bits.
  static let maximumRules = 64
}

extension Policy {
  @inline(__always) func question(_ action: Action, by facts: Facts) -> Question {
    let situation = Traits(facts)
    let own = actions[action.ordinal]
    var bits: UInt64 = 0
    // All are looked at and none is chosen, so that the processor has nothing to guess.
    for place in own.rules.reversed() {
      bits = bits << 1 | (situation.isWithin(compiled[place].traits) ? 1 : 0)
    }
    return Question(
      action: action, situation: situation, compiled: own,
      holding: Question.Places(start: own.rules.lowerBound, bits: bits))
  }
}
