import Engine
import Testing

struct ReplyAddressTests {
  @Test(arguments: [
    ("https://hooks.slack.com/commands/T0/1/a", "hooks.slack.com", 443),
    ("https://hooks.slack.com", "hooks.slack.com", 443),
    ("https://HOOKS.Slack.com/A", "hooks.slack.com", 443), ("https://a.b:8443/x?y=z", "a.b", 8_443),
    ("https://a.b?x", "a.b", 443), ("http://127.0.0.1:9000/", "127.0.0.1", 9_000),
    ("http://localhost/", "localhost", 80),
    ("https://[::1]:8443/x", "::1", 8_443), ("https://[2001:DB8::1]/", "2001:db8::1", 443),
    ("https://a.b:65535/", "a.b", 65_535),
    ("https://a-b.c/%20;@:x", "a-b.c", 443),
  ])
  func `an address is read`(_ text: String, _ host: String, _ port: Int) throws {
    let address = try #require(ReplyAddress(text))
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.scheme == (text.hasPrefix("https") ? .https : .http))
  }

  @Test(arguments: [
    "", "https://", "https:///x", "http:/a", "//a/b", "a/b", "ftp://a/", "file:///etc/passwd", "HTTPS://a/",
    " https://a/",
    "https://a/ ", "https://a /", "https://a/\n", "https://a/é", "https://é/", "https://a@b/", "https://a:b@c/",
    "https://a\\@b/", "https://a\\b/", "https://a/\\b", "https://a/#x", "https://a#@b/", "https://a:/", "https://a:0/",
    "https://a:65536/", "https://a:-1/", "https://a:+1/", "https://a:1a/", "https://a:1:2/", "https://a:000443/",
    "https://[::1/", "https://[]/", "https://[a.b]/", "https://[::1]x/", "https://[::g]/", "https://::1/",
    "https://a%2Eb/",
    "https://a_b/", "https://a,b/", "https://a/<b>", "https://a/\"", "https://a/`", "https://a/{b}", "https://a/|",
    "https://a/^", "https://a/\u{0}", "https://a\tb/", "https://a/\u{7F}", "javascript:alert(1)", "https:a",
    "https:/a/",
    "https://" + String(repeating: "a", count: 2_000),
  ])
  func `what is not plainly an address is none`(_ text: String) { #expect(ReplyAddress(text) == nil) }

  @Test(arguments: [
    ("https://hooks.slack.com/x", false, true), ("https://Hooks.Slack.com/x", false, true),
    ("https://hooks.slack.com:8443/x", false, true), ("https://hooks.slack.com./x", false, false),
    ("https://evil-hooks.slack.com/x", false, false), ("https://x.hooks.slack.com/", false, false),
    ("https://hooks.slack.com.evil.example/", false, false), ("https://slack.com/", false, false),
    ("https://127.0.0.1/", false, false), ("http://hooks.slack.com/", false, false),
    ("http://hooks.slack.com/", true, true), ("http://127.0.0.1/", true, false), ("https://[::1]/", true, true),
  ])
  func `only a listed host is allowed, and without encryption only where it is wanted`(
    _ text: String, _ allowsPrivateAddresses: Bool, _ isAllowed: Bool
  ) throws {
    let address = try #require(ReplyAddress(text))
    let hosts = ["hooks.slack.COM", "::1"]
    #expect(address.isAllowed(hosts: hosts, allowsPrivateAddresses: allowsPrivateAddresses) == isAllowed)
    #expect(!address.isAllowed(hosts: [], allowsPrivateAddresses: true))
  }
}
