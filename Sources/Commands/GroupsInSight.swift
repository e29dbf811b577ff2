import Domain

extension Reading {
  /// The groups of the filter that may be shown, in order, each decided by itself.
  ///
  /// What may not be shown takes nobody's place: it is read on until there are enough, or no more.
  /// - Parameters:
  ///   - batch: how many are read at once.
  ///   - found: what each is to the actor.
  func groups(
    _ filter: GroupFilter, during turn: Turn, atMost limit: Int, batch: Int,
    as found: (Related) -> Found = { Found($0, typed: "") }, where isShown: (Found) -> Bool
  ) throws -> [Found] {
    var shown: [Found] = []
    var place: GroupFilter.Place?
    while shown.count < limit {
      let next = try groups(filter, in: turn.sight, after: place, limit: batch)
      shown += next.map(found).filter(isShown)
      guard next.count == batch, let last = next.last else { break }
      place = GroupFilter.Place(behind: last.group)
    }
    return Array(shown.prefix(limit))
  }
}
