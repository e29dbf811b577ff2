import Configuration
import Domain

/// One line of a talk while it is read, word by word; it knows in which column it is.
struct LineCursor {
  let file: String
  let line: Int
  private let characters: [Character]
  private var index = 0

  init(_ text: some StringProtocol, file: String, line: Int) {
    self.file = file
    self.line = line
    var characters = Array(text)
    while characters.last?.isWhitespace == true { characters.removeLast() }
    self.characters = characters
  }

  var isIndented: Bool { characters.first?.isWhitespace == true }

  var isAtEnd: Bool { index >= characters.count }

  /// Where the next word begins.
  var place: Place { Place(file: file, line: line, column: index + 1) }

  /// The next character, past blanks.
  var next: Character? { index < characters.count ? characters[index] : nil }

  mutating func skipBlanks() {
    while let character = next, character.isWhitespace { index += 1 }
  }

  /// The next word, up to a blank or one of `stops`; empty at the end.
  mutating func word(upTo stops: Set<Character> = []) -> (text: String, place: Place) {
    skipBlanks()
    let place = place
    let start = index
    while let character = next, !character.isWhitespace, !stops.contains(character) { index += 1 }
    return (String(characters[start..<index]), place)
  }

  /// Takes `text` if it comes next and ends there.
  mutating func take(_ text: String) -> Bool {
    skipBlanks()
    let wanted = Array(text)
    let end = index + wanted.count
    guard end <= characters.count, characters[index..<end].elementsEqual(wanted) else { return false }
    let isWord = wanted.last?.isLetter == true
    guard !isWord || end == characters.count || characters[end].isWhitespace || characters[end] == "," else {
      return false
    }
    index = end
    skipBlanks()
    return true
  }

  /// Everything up to the end.
  mutating func rest() -> (text: String, place: Place) {
    skipBlanks()
    let place = place
    defer { index = characters.count }
    return (String(characters[index...]), place)
  }

  /// A quoted text, or what comes before one of `stops`, without blanks around it; `nil` when there is nothing.
  mutating func name(upTo stops: Set<Character>) -> (text: String, place: Place)? {
    skipBlanks()
    let place = place
    if next == "\"", let end = characters[(index + 1)...].firstIndex(of: "\"") {
      let text = String(characters[(index + 1)..<end])
      index = end + 1
      skipBlanks()
      return text.isEmpty ? nil : (text, place)
    }
    let start = index
    while let character = next, !stops.contains(character) { index += 1 }
    let text = String(characters[start..<index]).trimmingBlanks()
    return text.isEmpty ? nil : (text, place)
  }
}
