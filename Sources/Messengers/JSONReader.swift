package import Engine

extension JSON {
  /// Reads one value that is the whole text.
  ///
  /// - Throws: ``WebhookError/malformed(reason:)``, also for a name that comes twice and for nesting over 32 levels:
  ///   of such a text, two readers could make two things.
  package init(reading bytes: [UInt8]) throws(WebhookError) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed(reason: "invalid UTF-8") }
    var reader = JSONReader(bytes: bytes)
    self = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.next == nil else { throw JSONReader.wrong }
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var index = 0

  static let wrong = WebhookError.malformed(reason: "no JSON")
  static let maximumDepth = 32

  var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
  }

  mutating func value(depth: Int) throws(WebhookError) -> JSON {
    guard depth < Self.maximumDepth else { throw .malformed(reason: "JSON nested too deep") }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .list(try elements(depth: depth))
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .flag(true))
    case UInt8(ascii: "f"): return try word("false", .flag(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func members(depth: Int) throws(WebhookError) -> [JSON.Member] {
    index += 1
    skipBlanks()
    if take("}") { return [] }
    var members: [JSON.Member] = []
    var names: Set<[UInt8]> = []
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw Self.wrong }
      let name = try text()
      // By their bytes: to compare texts as such can cost the square of their length.
      guard names.insert(Array(name.utf8)).inserted else { throw .malformed(reason: "a JSON name comes twice") }
      skipBlanks()
      guard take(":") else { throw Self.wrong }
      members.append(JSON.Member(name, try value(depth: depth + 1)))
      skipBlanks()
    } while take(",")
    guard take("}") else { throw Self.wrong }
    return members
  }

  private mutating func elements(depth: Int) throws(WebhookError) -> [JSON] {
    index += 1
    skipBlanks()
    if take("]") { return [] }
    var values: [JSON] = []
    repeat {
      values.append(try value(depth: depth + 1))
      skipBlanks()
    } while take(",")
    guard take("]") else { throw Self.wrong }
    return values
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func word(_ word: String, _ value: JSON) throws(WebhookError) -> JSON {
    guard bytes[index...].starts(with: word.utf8) else { throw Self.wrong }
    index += word.utf8.count
    return value
  }

  private mutating func number() throws(WebhookError) -> String {
    let start = index
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(WebhookError) {
    let start = index
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { index += 1 }
    guard index > start else { throw Self.wrong }
  }

  private mutating func text() throws(WebhookError) -> String {
    index += 1
    var text: [UInt8] = []
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: try escaped())
      case 0..<0x20: throw Self.wrong
      default: text.append(byte)
      }
    }
    throw Self.wrong
  }

  private mutating func escaped() throws(WebhookError) -> [UInt8] {
    guard let byte = next else { throw Self.wrong }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
    default: throw Self.wrong
    }
  }

  /// A character by its number; above U+FFFF it takes two of them.
  private mutating func scalar() throws(WebhookError) -> Character {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    guard 0xD800..<0xDC00 ~= first, take("\\"), take("u") else { throw Self.wrong }
    let second = try unit()
    guard 0xDC00..<0xE000 ~= second else { throw Self.wrong }
    guard let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) else { throw Self.wrong }
    return Character(scalar)
  }

  private mutating func unit() throws(WebhookError) -> UInt32 {
    guard bytes.count - index >= 4 else { throw Self.wrong }
    var unit: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = hexDigit(byte) else { throw Self.wrong }
      unit = unit << 4 | UInt32(digit)
    }
    index += 4
    return unit
  }
}
