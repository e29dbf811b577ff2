package import Domain

/// A small closed list of values, each with its place in the list.
package protocol Ordinal: CaseIterable, Sendable, Equatable {
  /// The place in ``CaseIterable/allCases``, counted from 0.
  var ordinal: Int { get }
}

/// Some of the values of a small closed list, as one word of bits.
package struct Choice<Value: Ordinal>: Sendable, Equatable, ExpressibleByArrayLiteral {
  private(set) var bits: UInt32 = 0

  package init(_ values: some Sequence<Value>) {
    for value in values { add(value) }
  }

  package init(_ value: Value) { add(value) }

  /// - Parameter bits: one for each value, by its ordinal.
  init(bits: UInt32) { self.bits = bits }

  package init(arrayLiteral values: Value...) { self.init(values) }

  /// Every value: the rule doesn't ask.
  package static var all: Choice { Choice(Array(Value.allCases)) }

  package var isAll: Bool { self == .all }

  package var isEmpty: Bool { bits == 0 }

  /// The values, in the order of the list.
  package var values: [Value] { Value.allCases.filter { contains($0) } }

  package mutating func add(_ value: Value) { bits |= 1 &<< UInt32(truncatingIfNeeded: value.ordinal) }

  package func contains(_ value: Value) -> Bool { bits & 1 &<< UInt32(truncatingIfNeeded: value.ordinal) != 0 }

  package func isSubset(of other: Choice) -> Bool { bits & ~other.bits == 0 }

  package func intersection(_ other: Choice) -> Choice {
    var intersection = self
    intersection.bits &= other.bits
    return intersection
  }

  package func union(_ other: Choice) -> Choice {
    var union = self
    union.bits |= other.bits
    return union
  }
}

extension Kind: Ordinal {
  package var ordinal: Int {
    switch self {
    case .workgroup: 0
    case .project: 1
    case .collab: 2
    }
  }
}

extension Privacy: Ordinal {
  package var ordinal: Int {
    switch self {
    case .public: 0
    case .private: 1
    case .hidden: 2
    }
  }
}

extension Standing: Ordinal {
  package var ordinal: Int {
    switch self {
    case .owner: 0
    case .moderator: 1
    case .member: 2
    case .requester: 3
    case .invited: 4
    case .banned: 5
    case .none: 6
    }
  }
}

extension Inviters: Ordinal {
  package var ordinal: Int {
    switch self {
    case .owner: 0
    case .staff: 1
    case .members: 2
    case .employees: 3
    }
  }
}

extension Level: Ordinal {
  package var ordinal: Int {
    switch self {
    case .owner: 0
    case .staff: 1
    case .members: 2
    case .everyone: 3
    }
  }
}
