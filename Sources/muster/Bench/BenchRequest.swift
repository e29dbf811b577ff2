/// What `muster bench` is asked.
enum BenchRequest: Equatable {
  /// How long decisions take.
  case decisions
  /// The situations by which other engines are compared, each with its verdict, as JSON.
  case situations
  /// Makes decisions under the eyes of glibc's `mtrace`.
  ///
  /// - Parameter isControl: allocates on purpose, so that the look-out is seen to look.
  case allocations(isControl: Bool)

  /// - Parameter words: What follows `bench`; what was understood is taken away.
  init(_ words: inout ArraySlice<String>, _ options: inout [String: String]) throws(CommandLine.Mistake) {
    switch words.popFirst() {
    case "decisions": self = .decisions
    case "situations": self = .situations
    case "allocations": self = .allocations(isControl: options.removeValue(forKey: "--control") != nil)
    default:
      throw CommandLine.Mistake(text: "It is written muster bench decisions, bench situations or bench allocations.")
    }
  }
}
