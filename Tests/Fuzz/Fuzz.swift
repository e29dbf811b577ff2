import Fuzzing
import Glibc

/// The long campaigns of fuzzing: `fuzz [RUNS] [SEED]` reads that many texts, then shows what the worst texts cost.
@main
struct Fuzz {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
    let (runs, seed) = (Int(arguments.first ?? 10_000_000), arguments.dropFirst().first ?? 1)
    let fuzzer = TextFuzzer(seed: seed)
    var (commands, dates) = (0, 0)
    let start = seconds()
    for number in 0..<runs {
      // After a trap, the last line says where to begin again.
      if number % 100_000 == 0 { report("run \(number) of \(runs), seed \(seed)") }
      let outcome = fuzzer.run(number)
      if outcome.isCommand { commands += 1 }
      if outcome.isDate { dates += 1 }
    }
    report("\(runs) texts read in \(Int(seconds() - start)) s: \(commands) commands, \(dates) dates, no trap")
    guard commands > 0, dates > 0 || runs < 1_000 else { exit(1) }
    if !worstTexts() { exit(1) }
  }

  /// - Returns: whether each costs little, and four times the text no more than about four times as much.
  private static func worstTexts() -> Bool {
    var isFine = true
    for (name, beginning, repeated) in WorstTexts.patterns {
      let costs = [16, 64].map { kilobytes in
        cost(of: WorstTexts.text(beginning, repeated, bytes: kilobytes * 1_024))
      }
      let milliseconds = costs.map { Int($0 * 1_000_000) }.map { "\($0 / 1_000).\($0 % 1_000 / 100)" }
      report("\(name): 16 KB \(milliseconds[0]) ms, 64 KB \(milliseconds[1]) ms")
      if costs[1] > 0.005 || costs[1] > costs[0] * 8 && costs[1] > 0.001 { isFine = false }
    }
    return isFine
  }

  /// The least of some tries, in seconds of this thread's own.
  private static func cost(of text: String) -> Double {
    (0..<7).map { _ in
      let start = seconds()
      WorstTexts.read(text)
      return seconds() - start
    }.min() ?? 0
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
  }

  private static func report(_ line: String) {
    print(line)
    fflush(nil)
  }
}
