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

  /// - Returns: whether each is read in little time, and four times the text takes about four times as much.
  private static func worstTexts() -> Bool {
    var isFine = true
    for (name, beginning, repeated) in WorstTexts.patterns {
      let message = WorstTexts.longestMessage(beginning, repeated)
      let texts = [16, 64].map { WorstTexts.text(beginning, repeated, bytes: $0 * 1_024) }
      let read = [cost { WorstTexts.read(message) }, cost { WorstTexts.read(texts[1]) }]
      let split = texts.map { text in cost { WorstTexts.split(text) } }
      report(
        "\(name): the longest message \(shown(read[0])), 64 KB \(shown(read[1])); words and slots of 16 KB"
          + " \(shown(split[0])), of 64 KB \(shown(split[1]))")
      if read.contains(where: { $0 > 0.005 }) || split[1] > split[0] * 8 && split[1] > 0.001 { isFine = false }
    }
    return isFine
  }

  private static func shown(_ seconds: Double) -> String {
    let tenths = Int(seconds * 10_000)
    return "\(tenths / 10).\(tenths % 10) ms"
  }

  /// The least of some tries, in seconds of this thread's own.
  private static func cost(_ work: () -> Void) -> Double {
    (0..<7).map { _ in
      let start = seconds()
      work()
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
