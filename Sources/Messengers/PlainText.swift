/// A text from outside, scalar by scalar, without what could change the look of the text around it.
///
/// Every line break is `\n`; control characters, and marks that turn the direction of what follows, are gone.
struct PlainText {
  let scalars: [Unicode.Scalar]

  init(_ text: String) {
    var scalars: [Unicode.Scalar] = []
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: if previous != "\r" { scalars.append("\n") }
      case 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: scalars.append("\n")
      case 0x09: scalars.append(" ")
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: break
      default: scalars.append(scalar)
      }
      previous = scalar
    }
    self.scalars = scalars
  }

  /// Whether there is nothing in `text` but visible ASCII and blanks, and none of `exceptions`; most texts are so.
  static func isPrintableASCII(_ text: String, without exceptions: [UInt8]) -> Bool {
    text.utf8.allSatisfy { 0x20..<0x7F ~= $0 && !exceptions.contains($0) }
  }

  /// In one line.
  var line: String {
    String(String.UnicodeScalarView(scalars.map { $0 == "\n" ? " " : $0 }))
  }

  /// A character that is not there to be seen or to break a line, and ends a word of markup: U+2060 WORD JOINER.
  static let joiner: Unicode.Scalar = "\u{2060}"

  /// Whether there is something visible at `index`.
  func isVisible(at index: Int) -> Bool { index < scalars.count && !scalars[index].properties.isWhitespace }

  /// Whether `index` is between two ASCII letters or digits.
  func isInsideWord(at index: Int) -> Bool {
    guard index > 0, index + 1 < scalars.count else { return false }
    return Self.isWord(scalars[index - 1]) && Self.isWord(scalars[index + 1])
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
  }
}
