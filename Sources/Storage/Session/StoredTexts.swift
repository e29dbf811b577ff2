import Domain
import Engine

/// The tags of a group in one column: each between line feeds, so that a whole tag can be looked for.
enum StoredTags {
  /// - Throws: ``StoreFault`` when a tag has several lines.
  static func text(of tags: [String]) throws(StoreFault) -> String {
    guard !tags.contains(where: { $0.utf8.contains(10) }) else {
      throw StoreFault(code: "storage.text", operatorText: "a tag has more than one line")
    }
    return tags.isEmpty ? "" : "\n\(tags.joined(separator: "\n"))\n"
  }

  /// The tags as they were typed, each with its folded form, which stands in the same place.
  static func tags(in text: String, folded: String) -> [GroupTag] {
    func lines(_ text: String) -> ArraySlice<Substring> {
      text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast()
    }
    return zip(lines(text), lines(folded)).map { GroupTag(stored: String($0), folded: String($1)) }
  }
}

/// The levels that a group has set, in one column: `tasks.sort staff`, a line each.
enum StoredLevels {
  static func text(of levels: [FeatureOperation: Level]) -> String {
    FeatureOperation.allCases.compactMap { operation in levels[operation].map { "\(operation.rawValue) \($0.rawValue)" }
    }
    .joined(separator: "\n")
  }

  /// A line that this program doesn't know is passed over: the rules' own level holds.
  static func levels(in text: String) -> [FeatureOperation: Level] {
    var levels: [FeatureOperation: Level] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words.count == 2, let operation = FeatureOperation(rawValue: words[0]), let level = Level(rawValue: words[1]) {
        levels[operation] = level
      }
    }
    return levels
  }
}

/// What a change altered, in one column: field, before and after between tabs, a line each.
enum StoredAlterations {
  static func text(of alterations: [Alteration]) -> String {
    alterations.map { [$0.field, $0.before, $0.after].map(escaped).joined(separator: "\t") }.joined(separator: "\n")
  }

  static func alterations(in text: String) -> [Alteration] {
    text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map { plain($0) }
      return parts.count == 3 ? Alteration(parts[0], from: parts[1], to: parts[2]) : nil
    }
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\t": escaped += "\\t"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func plain(_ text: Substring) -> String {
    var plain = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      switch (isEscaped, scalar) {
      case (false, "\\"):
        isEscaped = true
        continue
      case (true, "t"): plain += "\t"
      case (true, "n"): plain += "\n"
      case (true, "r"): plain += "\r"
      default: plain.unicodeScalars.append(scalar)
      }
      isEscaped = false
    }
    return plain
  }
}
