import Commands

/// What folded names are looked for, in the words of SQL.
struct NameSearch {
  /// The first and the last of the range.
  let first: String
  let last: String
  /// A pattern for `LIKE`, where `!` takes away the meaning of the sign after it.
  let part: String

  init(_ match: NameMatch?) {
    // U+10FFFF sorts after every character there is, and names no character.
    let end = "\u{10FFFF}"
    switch match {
    case nil: (first, last, part) = ("", end, "%")
    case .whole(let text): (first, last, part) = (text, text, "%")
    case .start(let text): (first, last, part) = (text, text + end, "%")
    case .part(let text): (first, last, part) = ("", end, "%\(Self.literally(text))%")
    }
  }

  /// The text as a part of a pattern.
  static func literally(_ text: String) -> String {
    var pattern = ""
    for scalar in text.unicodeScalars {
      if scalar == "!" || scalar == "%" || scalar == "_" { pattern.unicodeScalars.append("!") }
      pattern.unicodeScalars.append(scalar)
    }
    return pattern
  }
}
