import Domain
import Engine

/// Writes Mattermost's Markdown.
///
/// Markdown is undone by backslashes; what Mattermost adds (mentions, channels, hashtags, emoji, links written as in
/// Slack) has no escape, so a character that isn't seen stands behind its first one.
///
/// Source: <https://docs.mattermost.com/end-user-guide/collaborate/format-messages.html>
struct MattermostMarkup: Markup {
  let connection: String

  func plain(_ text: String) -> String {
    let text = PlainText(text)
    var written = String.UnicodeScalarView()
    var isLineStart = true
    var isNumber = false
    for (index, scalar) in text.scalars.enumerated() {
      let isFollowed = text.isVisible(at: index + 1)
      switch scalar {
      case "\\", "*", "_", "`", "[", "]", "|":
        written.append(contentsOf: ["\\", scalar])
      case "#":
        written.append(contentsOf: isFollowed ? ["\\", scalar, PlainText.joiner] : ["\\", scalar])
      case "@", "~", ":", "&":
        written.append(scalar)
        if isFollowed { written.append(PlainText.joiner) }
      case "<":
        // Outgoing webhooks' answers can't switch off that `<…|…>` and `<!channel>` are read as in Slack.
        written.append("\u{FF1C}")
      case ".", ")":
        written.append(contentsOf: isNumber ? ["\\", scalar] : [scalar])
        // `www.` becomes a link as `https:` does.
        if scalar == ".", isFollowed, Self.endInWWW(text.scalars[..<index]) { written.append(PlainText.joiner) }
      case " ", ">", "+", "-", "=":
        // A list, a quotation, a heading's underline or a block of code.
        if isLineStart { written.append(PlainText.joiner) }
        written.append(scalar)
      default:
        written.append(scalar)
      }
      isNumber = (isLineStart || isNumber) && "0"..."9" ~= scalar
      isLineStart = scalar == "\n"
    }
    return String(written)
  }

  /// Whether these end in `www`, or in something like `www2`.
  private static func endInWWW(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let digits = scalars.reversed().prefix { "0"..."9" ~= $0 }.count
    let letters = scalars.dropLast(digits).suffix(3)
    return digits <= 3 && letters.count == 3 && letters.allSatisfy { $0 == "w" || $0 == "W" }
  }

  func code(_ text: String) -> String {
    let line = PlainText(text).line
    guard !line.isEmpty else { return "" }
    var longest = 0
    var run = 0
    for scalar in line.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    // More backticks around it than there are in it; blanks keep them apart and are not shown.
    guard longest > 0 else { return "`\(line)`" }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence) \(line) \(fence)"
  }

  func mention(_ person: Person) -> String {
    let handle = person.handle
    let isName =
      !handle.isEmpty && !["all", "channel", "here"].contains(handle)
      && handle.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
      }
    if person.account.connection == connection, isName { return "@\(handle)" }
    return plain(person.typed)
  }

  func item(_ text: String) -> String { "- \(text)" }

  func label(_ text: String) -> String { "**\(text)**" }
}
