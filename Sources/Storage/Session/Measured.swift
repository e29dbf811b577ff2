import Engine

/// Texts in a column of bytes, each with its length before it, so that where it ends is no question of what it holds.
enum Measured {
  static func bytes(_ text: String) -> [UInt8] { Array("\(text.utf8.count)".utf8) + [end] + text.utf8 }

  static func bytes(_ number: Int64) -> [UInt8] { bytes(String(number)) }

  /// Takes the next text.
  ///
  /// - Throws: ``Unreadable`` when there is none that was written so.
  static func text(from rest: inout ArraySlice<UInt8>) throws(Unreadable) -> String {
    let digits = rest.prefix { $0 != end }
    guard let count = Int(String(decoding: digits, as: UTF8.self)), 0...rest.count ~= count else { throw Unreadable() }
    let text = rest.dropFirst(digits.count + 1).prefix(count)
    guard text.count == count else { throw Unreadable() }
    rest = rest.dropFirst(digits.count + 1 + count)
    return String(decoding: text, as: UTF8.self)
  }

  static func number(from rest: inout ArraySlice<UInt8>) throws(Unreadable) -> Int64 {
    guard let number = Int64(try text(from: &rest)) else { throw Unreadable() }
    return number
  }

  struct Unreadable: Error {}

  private static let end = UInt8(ascii: ":")
}
