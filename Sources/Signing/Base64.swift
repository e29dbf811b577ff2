/// Bytes as text of 64 letters, digits, `+` and `/`, filled up with `=`.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc4648#section-4>
package enum Base64 {
  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let second = start + 1 < bytes.count ? bytes[start + 1] : nil
      let third = start + 2 < bytes.count ? bytes[start + 2] : nil
      let group = Int(bytes[start]) << 16 | Int(second ?? 0) << 8 | Int(third ?? 0)
      text.append(alphabet[group >> 18])
      text.append(alphabet[group >> 12 & 63])
      text.append(second == nil ? padding : alphabet[group >> 6 & 63])
      text.append(third == nil ? padding : alphabet[group & 63])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `nil` unless `text` is exactly what ``encode(_:)`` makes: no blanks, all padding, no stray bits.
  package static func decode(_ text: String) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3)
    var group = 0
    var bits = 0
    for character in characters[..<(characters.firstIndex(of: padding) ?? characters.endIndex)] {
      guard let value = value(of: character) else { return nil }
      group = (group << 6 | Int(value)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(group >> bits & 255))
      }
    }
    // Wrong padding and stray bits are found by writing the bytes again.
    return encode(bytes) == text ? bytes : nil
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
