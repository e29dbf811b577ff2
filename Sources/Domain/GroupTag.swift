/// A word by which groups are found: shown as it was typed, compared folded.
package struct GroupTag: Sendable, Hashable {
  package let text: String
  package let folded: String

  /// - Parameter text: one line without blanks around it, as ``words(in:)`` makes it.
  package init(_ text: String, folding: any Folding) {
    self.text = text
    folded = folding.folded(text)
  }

  /// A tag as the store has it.
  package init(stored text: String, folded: String) {
    self.text = text
    self.folded = folded
  }

  /// The words of `a, #b`.
  package static func words(in text: String) -> [String] {
    text.split(separator: ",").map { $0.drop { $0.isWhitespace || $0 == "#" }.trimmingBlanks() }.filter { !$0.isEmpty }
  }

  /// The tags of `a, #b`, each once, whatever its case and accents.
  package static func list(in text: String, folding: any Folding) -> [GroupTag] {
    var tags: [GroupTag] = []
    for word in words(in: text) {
      let tag = GroupTag(word, folding: folding)
      if !tags.contains(where: { $0.folded == tag.folded }) { tags.append(tag) }
    }
    return tags
  }

  /// As ``Swift/StringProtocol/length`` counts.
  package static let maximumLength = 50

  /// How many a group can have.
  package static let maximumCount = 20
}
