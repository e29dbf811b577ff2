import Foundation
import Fuzzing
import Glibc
import TestSupport
import Testing

/// Nothing that can be typed makes a reader trap.
struct FuzzTests {
  private static let seed = ProcessInfo.processInfo.environment["MUSTER_SEED"].flatMap { UInt64($0) } ?? 1

  @Test func `random texts are read, each to a command or to a mistake that has a sentence`() {
    let count = Effort.amount(soak: 1_000_000, usual: 20_000, brief: 2_000)
    let fuzzer = TextFuzzer(seed: Self.seed)
    let outcomes = (0..<count).map { fuzzer.run($0) }
    #expect(outcomes.allSatisfy { $0.isCommand != ($0.error != nil) })
    // They get far: to commands, to dates and to most of the mistakes that there are.
    #expect(outcomes.filter(\.isCommand).count > count / 40)
    #expect(outcomes.filter(\.isDate).count > count / 40)
    #expect(Set(outcomes.compactMap(\.error)).count > 10, "\(Set(outcomes.compactMap(\.error)))")
  }

  @Test func `a run is the same again, and another seed is another text`() {
    let fuzzer = TextFuzzer(seed: 7)
    for number in [0, 1, 999, 10_000_000] {
      #expect(fuzzer.pieces(of: number) == TextFuzzer(seed: 7).pieces(of: number))
      #expect(fuzzer.run(number) == TextFuzzer(seed: 7).run(number))
    }
    #expect((0..<50).contains { fuzzer.pieces(of: $0) != TextFuzzer(seed: 8).pieces(of: $0) })
  }

  /// A reader that looks at each pair of letters would take 64 times as long for eight times the text; the border lies
  /// far from both, since machines are noisy.
  @Test func `long texts cost as much more as they are longer`() {
    for (name, beginning, repeated) in WorstTexts.patterns {
      let ratio = Self.growth { WorstTexts.split(WorstTexts.text(beginning, repeated, bytes: $0)) }
      #expect(ratio < Self.most, "\(name): \(ratio)")
    }
    // The check can fail.
    #expect(Self.growthOfComparing() > Self.most)
  }

  /// Comparing texts brings marks into their order, which takes the square of their number.
  @Test func `marks that stand on one letter cost nothing when they are too many`() {
    let ratio = Self.growth { size in
      for _ in 0..<100 { WorstTexts.read(WorstTexts.text("/project a", "\u{301}\u{316}", bytes: size) + " X") }
    }
    #expect(ratio < Self.most, "\(ratio)")
    // The check can fail.
    #expect(Self.growthOfComparing() > Self.most)
  }

  /// How the cost of comparing texts grows whose marks have to be brought into their order.
  private static func growthOfComparing() -> Double {
    growth { size in _ = Set([WorstTexts.text("a", "\u{301}\u{316}", bytes: size)]) }
  }

  private static let most = 22.0

  /// How much more the work for 8 KB costs than that for 1 KB, as the least of some tries side by side.
  private static func growth(_ work: (_ bytes: Int) -> Void) -> Double {
    let costs = (0..<3).map { _ in (cost(of: 1_024, work), cost(of: 8_192, work)) }
    return (costs.map(\.1).min() ?? 0) / max(costs.map(\.0).min() ?? 0, 1e-9)
  }

  private static func cost(of bytes: Int, _ work: (Int) -> Void) -> Double {
    func seconds() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = seconds()
    work(bytes)
    return seconds() - start
  }
}
