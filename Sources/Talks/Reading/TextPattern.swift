import Domain

/// A text that is expected, in which `…` stands for any text.
///
/// Blanks and line breaks count as one blank, so a talk breaks its lines where it reads well.
struct TextPattern: Sendable, Equatable {
  let text: String

  /// Whether `other` is such a text.
  func matches(_ other: String) -> Bool {
    let wanted = Self.words(text)
    let given = Array(Self.words(other))
    let parts = wanted.split(separator: Self.anything, omittingEmptySubsequences: false).map(Part.init)
    guard parts.count > 1 else { return wanted == String(given) }
    var position = 0
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      if part.text.isEmpty { continue }
      let starts =
        index == 0
        ? [0] : isLast ? [given.count - part.text.count] : Array(position...max(position, given.count))
      guard let start = starts.first(where: { $0 >= position && part.stands(at: $0, in: given) }) else { return false }
      position = start + part.text.count
    }
    return true
  }

  /// The text with each run of blanks and line breaks as one blank, and none around it.
  static func words(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  static let anything: Character = "…"

  /// What stands between two `…`; where it had a blank beside one, a word begins or ends there.
  private struct Part {
    let text: [Character]
    let beginsWord: Bool
    let endsWord: Bool

    init(_ text: some StringProtocol) {
      self.text = Array(text.trimmingBlanks())
      beginsWord = text.first == " "
      endsWord = text.last == " "
    }

    func stands(at start: Int, in whole: [Character]) -> Bool {
      let end = start + text.count
      guard start >= 0, end <= whole.count, whole[start..<end].elementsEqual(text) else { return false }
      return (!beginsWord || start == 0 || whole[start - 1] == " ")
        && (!endsWord || end == whole.count || whole[end] == " ")
    }
  }
}
