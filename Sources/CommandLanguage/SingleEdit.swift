extension StringProtocol {
  /// Whether one slip of the finger makes this of `typed`: a letter wrong, missing, too much, or two swapped.
  ///
  /// Letters are Unicode's scalars, as the store counts them.
  package func isOneEdit(from typed: some StringProtocol) -> Bool {
    Array(unicodeScalars)[...].isOneEdit(from: Array(typed.unicodeScalars))
  }

  /// Whether something that is one edit from `typed` stands at the beginning of this.
  package func beginsOneEdit(from typed: some StringProtocol) -> Bool {
    let (own, wanted) = (Array(unicodeScalars), Array(typed.unicodeScalars))
    return (-1...1).contains { difference in
      let length = wanted.count + difference
      return length > 0 && length <= own.count && own[..<length].isOneEdit(from: wanted)
    }
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// What differs once the same beginning and the same end are taken off.
  fileprivate func isOneEdit(from other: [Unicode.Scalar]) -> Bool {
    guard abs(count - other.count) <= 1 else { return false }
    let start = zip(self, other).prefix { $0 == $1 }.count
    let most = Swift.min(count, other.count) - start
    let end = zip(reversed(), other.reversed()).prefix(most).prefix { $0 == $1 }.count
    let (one, two) = (dropFirst(start).dropLast(end), other.dropFirst(start).dropLast(end))
    switch (one.count, two.count) {
    case (1, 1), (0, 1), (1, 0): return true
    case (2, 2): return one.first == two.last && one.last == two.first
    default: return false
    }
  }
}
