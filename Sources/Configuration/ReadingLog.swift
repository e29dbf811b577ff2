import CommandLanguage

/// What was found while a file is read: its problems, and which keys somebody asked for.
///
/// Every mapping that is read notes its keys here, so ``finish()`` finds those that nobody knows, however deep.
package final class ReadingLog {
  private var problems: [Problem] = []
  private var mappings: [Place: Keys] = [:]

  package init() {}

  package func report(_ sentence: String, at place: Place) { report(Problem(sentence, at: place)) }

  package func report(_ problem: Problem) { problems.append(problem) }

  /// How many problems were reported until now, unknown keys not among them.
  package var count: Int { problems.count }

  /// All problems in the order of the lines, unknown keys among them; call it when everything was read.
  package func finish() -> [Problem] {
    var all = problems
    for keys in mappings.values {
      for entry in keys.unknown {
        let sentence = "\(quoted(entry.key)) is no setting here" + suggestion(for: entry.key, among: keys.known)
        all.append(Problem(sentence, at: entry.place))
      }
    }
    var seen: Set<Problem> = []
    return all.filter { seen.insert($0).inserted }.sorted()
  }

  func open(_ entries: [YAMLNode.Entry], at place: Place) {
    if mappings[place] == nil { mappings[place] = Keys(entries: entries) }
  }

  func know(_ key: String, at place: Place) {
    guard mappings[place]?.known.contains(key) == false else { return }
    mappings[place]?.known.append(key)
  }

  func hasUnknownKeys(at place: Place) -> Bool { mappings[place]?.unknown.isEmpty == false }

  func knowAll(at place: Place) {
    for entry in mappings[place]?.entries ?? [] { know(entry.key, at: place) }
  }

  /// Knows every key but the misspellings: those that are near to one that was asked for and is not there.
  func knowAllButMisspellings(at place: Place) {
    guard let keys = mappings[place] else { return }
    let missing = keys.known.filter { key in !keys.entries.contains { $0.key == key } }
    for entry in keys.entries where missing.nearest(to: entry.key) == nil { know(entry.key, at: place) }
  }

  /// A mapping's keys: those that are there, and those that somebody asked for.
  private struct Keys {
    let entries: [YAMLNode.Entry]
    var known: [String] = []

    var unknown: [YAMLNode.Entry] { entries.filter { !known.contains($0.key) } }
  }
}
