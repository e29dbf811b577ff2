import Foundation

/// Random numbers that a seed repeats: a failing test prints it, and `MUSTER_SEED` brings the same run back.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  package let seed: UInt64
  private var state: UInt64

  package init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// With the seed of the environment, or `standard`.
  package init(standard: UInt64 = 1) {
    self.init(seed: ProcessInfo.processInfo.environment["MUSTER_SEED"].flatMap { UInt64($0) } ?? standard)
  }

  /// SplitMix64 (<https://prng.di.unimi.it/splitmix64.c>).
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
