extension Collection where Element: StringProtocol {
  /// The element that `word` was most likely meant to be; nil when nothing is near enough to suggest.
  ///
  /// Near enough is a third of the word's length, at least one but never all of it; a wrong, missing, added or swapped
  /// letter each count one. Of equally near elements the first is taken. Words longer than 64 characters are not
  /// compared.
  package func nearest(to word: some StringProtocol) -> Element? { nearest(to: word, most: 1).first }

  /// The elements that are as near to `word` as the nearest one, in their order, at most so many.
  package func nearest(to word: some StringProtocol, most count: Int) -> [Element] {
    let wanted = Array(word.prefix(longestCompared + 1))
    guard !wanted.isEmpty, wanted.count <= longestCompared else { return [] }
    var bound = Swift.min(Swift.max(1, wanted.count / 3), wanted.count - 1)
    var best: [Element] = []
    for element in self {
      let candidate = Array(element.prefix(longestCompared + 1))
      guard candidate.count <= longestCompared,
        let distance = editDistance(from: wanted, to: candidate, atMost: bound)
      else { continue }
      if distance < bound || best.isEmpty { best = [] }
      bound = distance
      if best.count < count { best.append(element) }
    }
    return best
  }
}

/// The longest word that is compared, in characters.
private let longestCompared = 64

/// The Damerau-Levenshtein distance without repeated edits of one place; nil when it is more than `bound`.
private func editDistance(from one: [Character], to other: [Character], atMost bound: Int) -> Int? {
  guard abs(one.count - other.count) <= bound else { return nil }
  var beforeLast: [Int] = []
  var last = Array(0...other.count)
  for (row, letter) in one.enumerated() {
    var current = [row + 1]
    current.reserveCapacity(other.count + 1)
    for (column, candidate) in other.enumerated() {
      var cost = min(last[column] + (letter == candidate ? 0 : 1), last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, letter == other[column - 1], one[row - 1] == candidate {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    guard current.contains(where: { $0 <= bound }) || last.contains(where: { $0 < bound }) else { return nil }
    beforeLast = last
    last = current
  }
  return last[other.count] <= bound ? last[other.count] : nil
}
