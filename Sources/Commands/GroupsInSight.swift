import Domain

extension Reading {
  /// The groups of the filter that may be shown, in order, each decided by itself.
  ///
  /// What may not be shown takes nobody's place: it is read on until there are enough, or no more.
  /// - Parameters:
  ///   - reference: what the actor typed for them.
  ///   - batch: how many are read at once.
  func groups(
    _ filter: GroupFilter, by reference: GroupReference = GroupReference(typed: ""), during turn: Turn,
    atMost limit: Int, batch: Int,
    where isShown: (Found) -> Bool
  ) throws -> [Found] {
    var shown: [Found] = []
    var place: GroupFilter.Place?
    while shown.count < limit {
      let next = try groups(filter, in: turn.sight, after: place, limit: batch)
      shown += next.map { Found($0, by: reference) }.filter(isShown)
      guard next.count == batch, let last = next.last else { break }
      place = GroupFilter.Place(behind: last.group)
    }
    return Array(shown.prefix(limit))
  }
}
