import Engine

/// The fields of a form, decoded and found to be text.
///
/// It is read in one pass; nothing is guessed by looking for a word in the raw body.
///
/// Source: <https://url.spec.whatwg.org/#urlencoded-parsing>
struct Form {
  /// Names and values one after the other, each followed by a NUL, which no field holds.
  private var decoded: [UInt8] = []
  private var fields: [Field] = []

  private struct Field {
    let name: Range<Int>
    let value: Range<Int>
  }

  /// More fields than any messenger sends.
  static let maximumFields = 4_096

  /// What percent-encoded pairs say.
  init(_ bytes: ArraySlice<UInt8>) throws(WebhookError) {
    decoded.reserveCapacity(bytes.count + 2)
    fields.reserveCapacity(16)
    var rest = bytes
    while !rest.isEmpty {
      let pair = rest.prefix { $0 != UInt8(ascii: "&") }
      rest = rest[pair.endIndex...].dropFirst()
      guard !pair.isEmpty else { continue }
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      try add(try decode(name), try decode(pair[name.endIndex...].dropFirst()))
    }
    try check()
  }

  /// What the members of a flat JSON object say; `null` and `false` say nothing.
  init(_ object: [JSON.Member]) throws(WebhookError) {
    for member in object {
      switch member.value {
      case .text(let text), .number(let text): try add(try append(member.name), try append(text))
      case .null, .flag(false): continue
      case .flag(true), .list, .object: throw .malformed(reason: "a member of the JSON object is no text")
      }
    }
    try check()
  }

  func has(_ name: String) -> Bool { fields.contains { isNamed(name, $0) } }

  /// Whether there are fields, and none but these.
  func hasOnly(_ names: [String]) -> Bool {
    !fields.isEmpty && fields.allSatisfy { field in names.contains { isNamed($0, field) } }
  }

  /// All values of that name, in their order.
  func values(_ name: String) -> [String] { fields.filter { isNamed(name, $0) }.map(value) }

  /// The value of the only field of that name; `nil` when there is none.
  func value(_ name: String) throws(WebhookError) -> String? {
    var found: Field?
    for field in fields where isNamed(name, field) {
      guard found == nil else { throw .malformed(reason: "\(name) comes twice") }
      found = field
    }
    return found.map(value)
  }

  /// The value of the only field of that name, which may not be empty.
  func required(_ name: String) throws(WebhookError) -> String {
    guard let value = try value(name), !value.isEmpty else { throw .malformed(reason: "\(name) is missing") }
    return value
  }

  /// As ``required(_:)``, for an id: visible ASCII, so that it can stand in a log line and in a key.
  func identifier(_ name: String) throws(WebhookError) -> String {
    let value = try required(name)
    guard value.utf8.count <= Self.maximumIdentifier, value.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw .malformed(reason: "\(name) is no id")
    }
    return value
  }

  /// The slash command, such as `/muster`; one word.
  func command() throws(WebhookError) -> String {
    let command = try required("command")
    guard command.hasPrefix("/"), !command.contains(where: \.isWhitespace) else {
      throw .malformed(reason: "command is no word with a slash")
    }
    return command
  }

  /// In bytes; Mattermost's trigger ids have about 230.
  static let maximumIdentifier = 512

  private func isNamed(_ name: String, _ field: Field) -> Bool {
    field.name.count == name.utf8.count && decoded[field.name].elementsEqual(name.utf8)
  }

  private func value(of field: Field) -> String { String(decoding: decoded[field.value], as: UTF8.self) }

  private mutating func add(_ name: Range<Int>, _ value: Range<Int>) throws(WebhookError) {
    guard fields.count < Self.maximumFields else { throw .malformed(reason: "too many fields") }
    fields.append(Field(name: name, value: value))
  }

  private mutating func append(_ text: String) throws(WebhookError) -> Range<Int> {
    guard !text.utf8.contains(0) else { throw .malformed(reason: "a NUL in a field") }
    let start = decoded.count
    decoded.append(contentsOf: text.utf8)
    decoded.append(0)
    return start..<decoded.count - 1
  }

  private mutating func decode(_ text: ArraySlice<UInt8>) throws(WebhookError) -> Range<Int> {
    let start = decoded.count
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "%"):
        guard text.endIndex - index > 2, let high = hexDigit(text[index + 1]), let low = hexDigit(text[index + 2])
        else { throw .malformed(reason: "a wrong percent-encoding") }
        guard high | low != 0 else { throw .malformed(reason: "a NUL in a field") }
        decoded.append(high << 4 | low)
        index += 2
      case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
      case 0..<0x20, 0x7F: throw .malformed(reason: "a control character in the form")
      case let byte: decoded.append(byte)
      }
      index += 1
    }
    decoded.append(0)
    return start..<decoded.count - 1
  }

  /// Because NULs separate them, all fields are valid if the whole is.
  private func check() throws(WebhookError) {
    guard String(validating: decoded, as: UTF8.self) != nil else { throw .malformed(reason: "invalid UTF-8") }
  }
}

/// The value of a hexadecimal digit, in lower or upper case.
func hexDigit(_ character: UInt8) -> UInt8? {
  switch character {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
  default: nil
  }
}
