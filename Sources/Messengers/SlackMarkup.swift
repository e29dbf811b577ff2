import Domain
import Engine

/// Writes Slack's mrkdwn.
///
/// mrkdwn can't be escaped: only `& < >` have a written form. A zero-width space beside `*`, which is often advised, makes
/// it bold in the middle of a word, where it else is not. So the characters that format are shown by others that look
/// like them, except between two letters or digits, where Slack lets them be; a text in backticks stays as it is.
///
/// Source: <https://docs.slack.dev/messaging/formatting-message-text>
/// Source: <https://github.com/yhatt/jsx-slack/blob/main/docs/about-escape-and-exact-mode.md>
struct SlackMarkup: Markup {
  let connection: String

  func plain(_ text: String) -> String {
    if PlainText.isPrintableASCII(text, without: Self.formatting) { return text }
    let text = PlainText(text)
    var written = String.UnicodeScalarView()
    var isLineStart = true
    for (index, scalar) in text.scalars.enumerated() {
      switch scalar {
      case "&", "<": Self.escape(scalar, to: &written)
      case ">", "\u{FF1E}":
        // Slack takes both for a quotation, unless something is before them.
        if isLineStart { written.append("\u{AD}") }
        Self.escape(scalar, to: &written)
      case "*", "_", "~":
        written.append(text.isInsideWord(at: index) ? scalar : Self.lookalike(scalar))
      case "@", ":":
        // `@here` and `:smile:`; an address loses its link, so that no name can bring one.
        written.append(scalar)
        if text.isVisible(at: index + 1) { written.append(PlainText.joiner) }
      default: written.append(Self.lookalike(scalar))
      }
      isLineStart = scalar == "\n" || isLineStart && scalar.properties.isWhitespace
    }
    return String(written)
  }

  func code(_ text: String) -> String {
    if !text.isEmpty, PlainText.isPrintableASCII(text, without: Self.breaking) { return "`\(text)`" }
    let line = PlainText(text).line
    guard !line.isEmpty else { return "" }
    var written = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      Self.escape(scalar == "`" || scalar == "\u{FF40}" ? Self.lookalike(scalar) : scalar, to: &written)
    }
    return "`\(String(written))`"
  }

  func mention(_ person: Person) -> String {
    let user = person.account.user
    if person.account.connection == connection, SlackText.isPerson(user.utf8) { return "<@\(user)>" }
    return plain(person.typed)
  }

  func item(_ text: String) -> String { "• \(text)" }

  func label(_ text: String) -> String { "*\(text)*" }

  /// What is written in another way, in plain text and in code.
  private static let formatting = Array("&<>*_~`@:".utf8)
  private static let breaking = Array("&<>`".utf8)

  private static func escape(_ scalar: Unicode.Scalar, to written: inout String.UnicodeScalarView) {
    switch scalar {
    case "&": written.append(contentsOf: "&amp;".unicodeScalars)
    case "<": written.append(contentsOf: "&lt;".unicodeScalars)
    case ">": written.append(contentsOf: "&gt;".unicodeScalars)
    default: written.append(scalar)
    }
  }

  /// What looks like a character that formats, also in its full width, and does not format.
  private static func lookalike(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "*", "\u{FF0A}": "\u{2217}"
    case "_", "\u{FF3F}": "\u{02CD}"
    case "~", "\u{FF5E}": "\u{223C}"
    case "`", "\u{FF40}": "\u{02CB}"
    default: scalar
    }
  }
}
