import CommandLanguage

/// Collects what was said; texts that follow one another become one.
struct Pieces {
  private(set) var all: [Piece] = []
  private var text = ""

  mutating func add(_ part: some StringProtocol) { text += part }

  mutating func mention(user: String, handle: String) {
    endText()
    all.append(.mention(user: user, handle: handle))
  }

  /// All of them; none is an empty text.
  mutating func finish() -> [Piece] {
    endText()
    return all
  }

  private mutating func endText() {
    if !text.isEmpty { all.append(.text(text)) }
    text = ""
  }
}
