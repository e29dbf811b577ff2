/// Reads words off a text, each scalar once: blanks separate, quotes hold together, keyboards are forgiven.
struct WordReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  /// Quotes that are known to have no partner in the rest of the text, so that it is not searched again and again.
  private var unclosed: Set<Quote> = []

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The next word, or `nil` at the end.
  mutating func next() -> Word? {
    while position < scalars.count, scalars[position].isBlank || scalars[position].isInvisible { position += 1 }
    guard position < scalars.count else { return nil }
    if let text = quoted() { return Word(text, .quoted) }
    let isOption = skipDashes()
    let start = position
    let name = optionName()
    if let name, position < scalars.count, isSeparator(scalars[position], inOption: isOption) {
      position += 1
      let value = quoted() ?? plain()
      return isOption
        ? Word("--" + name, .option(name: name, value: value))
        : Word(Self.text(of: scalars[start..<position]), .pair(name: name, value: value))
    }
    if isOption, let name, position == scalars.count || scalars[position].isBlank {
      return Word("--" + name, .option(name: name, value: nil))
    }
    position = start
    return Word((isOption ? "--" : "") + plain())
  }

  /// The dashes before an option: `--`, or what a keyboard made of them, before a letter.
  private mutating func skipDashes() -> Bool {
    var after = position
    switch scalars[position] {
    case "—", "–": after += 1
    case "-" where position + 1 < scalars.count && scalars[position + 1] == "-": after += 2
    default: return false
    }
    guard after < scalars.count, scalars[after].narrowed.properties.isAlphabetic else { return false }
    position = after
    return true
  }

  /// Letters, digits, dots and inner hyphens, such as `privacy` or `tasks.view`; `nil` when there are none.
  private mutating func optionName() -> String? {
    var name = ""
    while position < scalars.count {
      let scalar = scalars[position].narrowed
      guard scalar.isASCII, scalar.properties.isAlphabetic || scalar == "-" || scalar == "." || scalar == "_" else {
        break
      }
      name.unicodeScalars.append(scalar)
      position += 1
    }
    return name.isEmpty || name.first == "-" ? nil : name.lowercased()
  }

  private func isSeparator(_ scalar: Unicode.Scalar, inOption: Bool) -> Bool {
    let scalar = scalar.narrowed
    guard scalar == "=" && inOption || scalar == ":" else { return false }
    // `https://…`, `Note: …` and `12:30` are text.
    return position + 1 < scalars.count && !scalars[position + 1].isBlank && scalars[position + 1] != "/"
  }

  /// What stands in quotes here, if a quote opens here and closes at the end of a word.
  private mutating func quoted() -> String? {
    guard position < scalars.count, let quote = Quote(opening: scalars[position]), !unclosed.contains(quote) else {
      return nil
    }
    var end = position + 1
    while end < scalars.count, !(quote.closes(scalars[end]) && endsWord(end + 1)) { end += 1 }
    guard end < scalars.count else {
      unclosed.insert(quote)
      return nil
    }
    defer { position = end + 1 }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[(position + 1)..<end])
    return String(text)
  }

  private func endsWord(_ index: Int) -> Bool {
    index >= scalars.count || scalars[index].isBlank || scalars[index] == ","
  }

  /// Everything up to the next blank.
  private mutating func plain() -> String {
    let start = position
    while position < scalars.count, !scalars[position].isBlank { position += 1 }
    return Self.text(of: scalars[start..<position])
  }

  private static func text(of scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars where !scalar.isInvisible {
      if scalar == "…" { text.append(contentsOf: "...".unicodeScalars) } else { text.append(scalar.narrowed) }
    }
    return String(text)
  }
}

/// A pair of quotes; clients replace straight ones by those of the writer's language.
private enum Quote {
  case double, single, angled, singleAngled

  init?(opening scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{FF02}": self = .double
    case "'", "\u{2018}", "\u{2019}", "\u{201A}": self = .single
    case "«", "»": self = .angled
    case "‹", "›": self = .singleAngled
    default: return nil
    }
  }

  func closes(_ scalar: Unicode.Scalar) -> Bool { Quote(opening: scalar) == self }
}

extension Unicode.Scalar {
  /// White space of any width, line breaks included.
  fileprivate var isBlank: Bool { properties.isWhitespace }

  /// Zero-width characters that clients put in and nobody sees.
  fileprivate var isInvisible: Bool {
    switch value {
    case 0x200B, 0x2060, 0xFEFF, 0x00AD: true
    default: false
    }
  }

  /// The ordinary letter, digit or sign for a full-width one.
  fileprivate var narrowed: Unicode.Scalar {
    (0xFF01...0xFF5E).contains(value) ? Unicode.Scalar(value - 0xFEE0) ?? self : self
  }
}
