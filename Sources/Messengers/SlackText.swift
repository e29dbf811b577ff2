import CommandLanguage

/// Reads what Slack makes of typed text.
///
/// Source: <https://docs.slack.dev/messaging/formatting-message-text>
enum SlackText {
  /// The command with its text: first what stands in `<…>` is taken out, then the rest is unescaped.
  static func pieces(_ text: String, after command: String) -> [Piece] {
    let bytes = Array(text.utf8)
    var pieces = Pieces()
    pieces.add(command)
    if !bytes.isEmpty { pieces.add(" ") }
    var start = 0
    var open: Int?
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "<") {
        open = index
      } else if byte == UInt8(ascii: ">"), let first = open {
        pieces.add(unescaped(bytes[start..<first]))
        add(bytes[(first + 1)..<index], to: &pieces)
        start = index + 1
        open = nil
      }
    }
    pieces.add(unescaped(bytes[start...]))
    return pieces.finish()
  }

  /// What stands between `<` and `>`: a person, a room, a group of people, a date or a link.
  private static func add(_ token: ArraySlice<UInt8>, to pieces: inout Pieces) {
    let target = token.prefix { $0 != UInt8(ascii: "|") }
    let label = unescaped(token[target.endIndex...].dropFirst())
    let id = target.dropFirst()
    switch target.first {
    case UInt8(ascii: "@") where isPerson(id):
      pieces.mention(user: String(decoding: id, as: UTF8.self), handle: label)
    case UInt8(ascii: "#") where isID(id):
      pieces.add("#" + (label.isEmpty ? String(decoding: id, as: UTF8.self) : label))
    case UInt8(ascii: "!"):
      pieces.add(special(id, label))
    case UInt8(ascii: "@"), UInt8(ascii: "#"), nil:
      pieces.add("<" + unescaped(token) + ">")
    default:
      guard target.contains(UInt8(ascii: ":")) else { return pieces.add("<" + unescaped(token) + ">") }
      let url = unescaped(target)
      let scheme = ["mailto:", "tel:"].first { url.utf8.starts(with: $0.utf8) } ?? ""
      pieces.add(url.dropFirst(scheme.count))
    }
  }

  /// `!here`, `!subteam^S0615G0KT` or `!date^…`, as people see them.
  private static func special(_ target: ArraySlice<UInt8>, _ label: String) -> String {
    let parts = target.split(separator: UInt8(ascii: "^"), omittingEmptySubsequences: false)
    let word = String(decoding: parts.first ?? [], as: UTF8.self)
    let id = parts.count > 1 ? unescaped(parts[1]) : word
    if word.utf8.elementsEqual("date".utf8) { return label.isEmpty ? id : label }
    let shown = label.isEmpty ? id : label
    return shown.utf8.first == UInt8(ascii: "@") ? shown : "@" + shown
  }

  /// Whether it is an id as Slack gives them, such as `U012AB3CD`.
  static func isID(_ text: ArraySlice<UInt8>) -> Bool {
    1...64 ~= text.count
      && text.allSatisfy { byte in
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      }
  }

  /// Whether it is the id of a person, and not that of a channel or a bot.
  ///
  /// Source: <https://docs.slack.dev/reference/objects/user-object>
  static func isPerson(_ text: some Sequence<UInt8>) -> Bool {
    let text = Array(text)
    return isID(text[...]) && [UInt8(ascii: "U"), UInt8(ascii: "W")].contains(text[0])
  }

  /// Exactly three entities are undone, each once; Slack writes no others.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
    guard text.contains(UInt8(ascii: "&")) else { return String(decoding: text, as: UTF8.self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.first {
      let entity = byte == UInt8(ascii: "&") ? entities.first { rest.starts(with: $0.name.utf8) } : nil
      plain.append(entity?.character ?? byte)
      rest = rest.dropFirst(entity?.name.utf8.count ?? 1)
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static let entities: [(name: String, character: UInt8)] = [
    ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&amp;", UInt8(ascii: "&")),
  ]
}
