import Domain

extension Group.Dates {
  /// The dates as they were understood, in a sentence about the group.
  func phrase(of group: Group) -> Phrase {
    switch (from, until) {
    case (let from?, let until?): group.phrase("dates.both", ["from": .moment(from), "until": .moment(until)])
    case (let from?, nil): group.phrase("dates.from", ["from": .moment(from)])
    case (nil, let until?): group.phrase("dates.until", ["until": .moment(until)])
    case (nil, nil): group.phrase("dates.none")
    }
  }

  /// The dates as a card shows them; `nil` when there are none.
  var range: Phrase? {
    switch (from, until) {
    case (let from?, let until?): Phrase("dates.range", ["from": .moment(from), "until": .moment(until)])
    case (let from?, nil): Phrase("dates.range-from", ["from": .moment(from)])
    case (nil, let until?): Phrase("dates.range-until", ["until": .moment(until)])
    case (nil, nil): nil
    }
  }
}
