/// The short random key of a group, such as `k7m2q`; it never counts, so it tells nothing about how many there are.
package struct GroupKey: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  package var description: String { text }
}

/// The random key of a person; one person may have accounts in several messengers.
package struct PersonKey: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  package var description: String { text }
}

/// The short random key of a task.
package struct TicketKey: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  package var description: String { text }
}

/// Draws random keys from a seed, always the same ones from the same seed.
///
/// Each delivery has a seed of its own, so what one sender draws doesn't depend on what others, or hidden groups, drew.
package struct KeySource: Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter seed: 32 random bytes; fewer are filled up with zeros.
  package init(seed: [UInt8]) {
    func word(_ index: Int) -> UInt64 {
      (0..<8).reduce(0) { sum, offset in
        let position = index * 8 + offset
        return sum << 8 | UInt64(position < seed.count ? seed[position] : 0)
      }
    }
    state = (word(0), word(1), word(2), word(3) | 1)
  }

  /// A key of `length` letters and digits, without those that look alike (`0 o 1 l i u`).
  package mutating func key(length: Int) -> String {
    let bytes = (0..<length).map { _ in Self.alphabet[Int(next() % UInt64(Self.alphabet.count))] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How long the key of a group is, as people type it.
  package static let groupKeyLength = 5

  /// How long the key of a task is, as people type it.
  package static let ticketKeyLength = 6

  /// How long a key is that nobody types.
  package static let longKeyLength = 16

  static let alphabet = Array("23456789abcdefghjkmnpqrstvwxyz".utf8)

  /// Xoshiro256** (<https://prng.di.unimi.it/xoshiro256starstar.c>).
  private mutating func next() -> UInt64 {
    func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }
    let result = rotated(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, 45)
    return result
  }
}
