import CommandLanguage
import Engine

/// Finds the people whom Mattermost resolved in a text: the nth name belongs to the nth id.
struct MattermostMentions {
  private let ids: [String: String]

  init(names: [String], ids: [String]) throws(WebhookError) {
    guard names.count == ids.count else { throw .malformed(reason: "user_mentions and their ids don't pair") }
    guard ids.allSatisfy({ MattermostDirect.isID($0) }) else { throw .malformed(reason: "a mention of what is no id") }
    let pairs = zip(names, ids).map { ($0.lowercased(), $1) }
    self.ids = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// The text with its mentions; a name begins at the start of a word and is as long as possible.
  func pieces(_ text: String) -> [Piece] {
    let bytes = Array(text.utf8)
    var pieces = Pieces()
    var start = 0
    var index = 0
    while index < bytes.count {
      let end = bytes[index...].dropFirst().firstIndex { !Self.isName($0) } ?? bytes.count
      guard bytes[index] == UInt8(ascii: "@"), Self.isWordStart(index, in: bytes), let id = id(bytes[(index + 1)..<end])
      else {
        // What is passed over was looked at once: the next `@` is at `end` at the earliest.
        index = end
        continue
      }
      pieces.add(String(decoding: bytes[start..<index], as: UTF8.self))
      pieces.mention(user: id.user, handle: id.name)
      start = index + 1 + id.name.utf8.count
      index = start
    }
    pieces.add(String(decoding: bytes[start...], as: UTF8.self))
    return pieces.finish()
  }

  /// The longest name there; dots, hyphens and underscores at its end may belong to the sentence.
  private func id(_ run: ArraySlice<UInt8>) -> (name: String, user: String)? {
    let core = run.dropLast(run.reversed().prefix { !Self.isLetterOrDigit($0) }.count)
    guard core.count <= Self.maximumName else { return nil }
    for count in (core.count...max(core.count, min(run.count, Self.maximumName))).reversed() where count > 0 {
      let name = String(decoding: run.prefix(count), as: UTF8.self)
      if let user = ids[name.lowercased()] { return (name, user) }
    }
    return nil
  }

  /// In characters; Mattermost allows 64.
  private static let maximumName = 64

  private static func isWordStart(_ index: Int, in bytes: [UInt8]) -> Bool {
    guard index > 0 else { return true }
    let before = String(decoding: bytes[max(0, index - 4)..<index], as: UTF8.self).unicodeScalars.last
    return before.map { !$0.properties.isAlphabetic && $0.properties.numericType == nil && $0 != "_" } ?? true
  }

  private static func isName(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }
}
