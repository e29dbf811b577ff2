import Configuration

/// A request to try the bot with, ready to be pasted into a shell; it signs itself with the secret in its file.
struct TryLine {
  let directory: String
  let address: ListenAddress
  let port: UInt16

  var text: String {
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    return """

      Muster is listening on http://\(host):\(port). Paste this into another terminal to try it:

      \(command(host))

      The reply is posted to http://127.0.0.1:8081/: `muster sink` shows it there. Ctrl-C stops the bot.

      """
  }

  private func command(_ host: String) -> String {
    let body =
      "team_id=T0&channel_id=C0&channel_name=directmessage&user_id=U0&user_name=you&command=/project"
      + "&text=create+Apollo&response_url=http://127.0.0.1:8081/&trigger_id='$(date +%s%N)"
    return """
      body='\(body); \
      time=$(date +%s); \
      code=$(printf 'v0:%s:%s' $time "$body" | openssl dgst -sha256 -hmac "$(cat \(directory)/try.secret)" -r | cut -c1-64); \
      curl -i http://\(host):\(port)/hooks/try -H "X-Slack-Request-Timestamp: $time" -H "X-Slack-Signature: v0=$code" -d "$body"
      """
  }
}
