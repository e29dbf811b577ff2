/// Chance that a seed and the number of a run repeat, so that any single run can be had again.
package struct Chance: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64, run: Int) {
    state = (seed &+ 1) &* 0x2545_F491_4F6C_DD1D ^ (UInt64(bitPattern: Int64(run)) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    for _ in 0..<3 { _ = next() }
  }

  /// Xorshift64* (<https://vigna.di.unimi.it/ftp/papers/xorshift.pdf>).
  package mutating func next() -> UInt64 {
    if state == 0 { state = 1 }
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  package mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

  package mutating func below(_ end: Int) -> Int { Int(truncatingIfNeeded: next() >> 33) % end }
}
