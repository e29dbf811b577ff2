import Configuration
import Glibc

/// A request to try the bot with, ready to be pasted into a shell in any directory; it signs itself with the secret in its
/// file.
struct TryLine {
  /// The configuration's.
  let directory: String
  /// The program as it was started.
  let program: String
  let address: ListenAddress
  let port: UInt16
  /// Whether the bot speaks TLS.
  let isSecure: Bool

  var text: String {
    """

    Muster is listening on \(base). Paste this into another terminal to try it:

    \(command)

    The reply is posted to http://127.0.0.1:8081/: `\(sink)` shows it there. Ctrl-C stops the bot.

    """
  }

  private var base: String {
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    return "\(isSecure ? "https" : "http")://\(host):\(port)"
  }

  private var command: String {
    let body =
      "team_id=T0&channel_id=C0&channel_name=directmessage&user_id=U0&user_name=you&command=/project"
      + "&text=create+Apollo&response_url=http://127.0.0.1:8081/&trigger_id='$(date +%s%N)"
    let secret = Self.quoted(Self.absolute("\(directory)/try.secret"))
    // Whose certificate it is doesn't matter on one's own machine.
    return """
      body='\(body); \
      time=$(date +%s); \
      code=$(printf 'v0:%s:%s' $time "$body" | openssl dgst -sha256 -hmac "$(cat \(secret))" -r | cut -c1-64); \
      curl -i \(isSecure ? "-k " : "")\(base)/hooks/try -H "X-Slack-Request-Timestamp: $time" \
      -H "X-Slack-Signature: v0=$code" -d "$body"
      """
  }

  /// A program that the shell has found by its name is found again.
  private var sink: String { (program.contains("/") ? Self.quoted(Self.absolute(program)) : program) + " sink" }

  /// The path from the root on; as it is where there is nothing.
  private static func absolute(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  /// As one word of a shell.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      "/._-+".utf8.contains(byte) || Character(UnicodeScalar(byte)).isASCIILetterOrDigit
    }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}

extension Character {
  fileprivate var isASCIILetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
