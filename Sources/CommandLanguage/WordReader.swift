/// Reads words off a text, each scalar once: blanks separate, quotes hold together, keyboards are forgiven.
struct WordReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  /// Quotes that are known to have no partner in the rest of the text, so that it is not searched again and again.
  private var unclosed: Set<Quote> = []
  /// The name with which the text ends, when its value is still to come.
  private(set) var openName: Word.OpenName?

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
      let value = quoted().map { Word($0, .quoted) } ?? Word(plain())
      return isOption
        ? Word("--" + name, .option(name: name, value: value))
        : Word(Self.text(of: scalars[start..<position]), .pair(name: name, value: value))
    }
    if isOption, let name, position == scalars.count || scalars[position].isBlank {
      return Word("--" + name, .option(name: name, value: nil))
    }
    if let name, position == scalars.count - 1 {
      let sign = scalars[position].narrowed
      if isOption, sign == "=" || sign == ":" { openName = .option(name) }
      if !isOption, sign == ":" { openName = .pair(name) }
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

  /// ASCII letters, dots, underscores and inner hyphens, such as `privacy` or `tasks.view`, in lower case; `nil` when
  /// there are none.
  private mutating func optionName() -> String? {
    var name: [UInt8] = []
    while position < scalars.count {
      let scalar = scalars[position].narrowed
      guard scalar.isASCIILetter || scalar == "-" || scalar == "." || scalar == "_" else { break }
      let byte = UInt8(scalar.value)
      name.append(scalar.isASCIILetter ? byte | 0x20 : byte)
      position += 1
    }
    return name.isEmpty || name[0] == UInt8(ascii: "-") ? nil : String(decoding: name, as: UTF8.self)
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
    guard let end = end(of: quote) else {
      unclosed.insert(quote)
      return nil
    }
    defer { position = end + 1 }
    return Self.text(scalars[(position + 1)..<end]) { $0 }
  }

  /// Where the quote that opens here closes; `nil` when there is nothing more that could close it.
  ///
  /// Straight quotes may hold curly ones and the other way round, as `"the “new” site"` does; where no other is left, one
  /// of those closes.
  private func end(of quote: Quote) -> Int? {
    let isStraight = scalars[position].isStraightQuote
    var (open, last): (Int, Int?) = (0, nil)
    for index in scalars.indices[(position + 1)...] where quote.closes(scalars[index]) {
      let isOther = scalars[index].isStraightQuote != isStraight
      if endsWord(index + 1) {
        guard isOther, open > 0 else { return index }
        (open, last) = (open - 1, index)
      } else if isOther, index == position + 1 || scalars[index - 1].isBlank {
        open += 1
      }
    }
    return last
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

  /// The scalars as a text, without what nobody sees and in ordinary width.
  private static func text(of scalars: ArraySlice<Unicode.Scalar>) -> String {
    let text = text(scalars) { scalar in scalar.isInvisible ? nil : scalar.narrowed }
    return scalars.contains("…")
      ? text.split(separator: "…", omittingEmptySubsequences: false).joined(separator: "...") : text
  }

  private static func text(
    _ scalars: ArraySlice<Unicode.Scalar>, _ shown: (Unicode.Scalar) -> Unicode.Scalar?
  ) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count)
    for scalar in scalars {
      guard let scalar = shown(scalar) else { continue }
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
      } else if let encoded = UTF8.encode(scalar) {
        bytes.append(contentsOf: encoded)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// White space of any width, line breaks included.
  fileprivate var isBlank: Bool { isASCII ? value == 0x20 || 9...13 ~= value : properties.isWhitespace }

  fileprivate var isStraightQuote: Bool { self == "\"" || self == "'" || self == "\u{FF02}" }

  fileprivate var isASCIILetter: Bool { isASCII && 0x61...0x7A ~= value | 0x20 }

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
