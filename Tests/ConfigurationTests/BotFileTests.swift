import Domain
import Engine
import Testing

@testable import Configuration

/// What a `bot.yaml` says, and what an operator reads who got a line of it wrong.
struct BotFileTests {
  @Test func `reads every setting`() throws {
    let settings = try Sample.read(Sample.text).get()
    #expect(settings.portal == "acme")
    #expect(settings.listen.description == "127.0.0.1:8080")
    #expect(settings.operatorListen?.port == 9_090)
    #expect(settings.store.text == "postgresql://muster@db.example.com/muster")
    #expect(settings.timeZone == "Europe/Berlin")
    #expect(settings.language == "en")
    #expect(settings.administrators == [Administrator(connection: "slack", user: "U012AB3CD")])
    #expect(settings.tls == TLSFiles(certificate: "/etc/muster/chain.pem", key: "/etc/muster/key.pem"))
    #expect(settings.connections.map(\.name) == ["slack", "chat"])
    #expect(settings.connections.map(\.messengerName) == ["slack", "mattermost"])
    #expect(settings.connections.map(\.employees) == [["T012AB3CD"], []])
    #expect(settings.connections.map(\.reply) == [.post, .post])
    #expect(settings.connections.map(\.replyHosts) == [["hooks.slack.com"], ["chat.example.com"]])
    #expect(settings.connections.map(\.messenger.secrets.count) == [2, 2])
    #expect(settings.connections.map(\.messenger.texts) == [[], ["https://chat.example.com", "town-square"]])
  }

  @Test(arguments: [("/etc/muster/chain.pem", "bot.yaml:9:16: x"), ("/etc/muster/key.pem", "bot.yaml:10:8: x")])
  func `what is wrong with the certificate or its key is told where that stands`(_ path: String, _ problem: String) {
    #expect(Sample.problems(Sample.read(Sample.text, tlsFault: { _ in .init("x", path: path) })) == [problem])
  }

  @Test func `what is left out has its default`() throws {
    let short = """
      portal: acme
      listen: "[::1]:0"
      store: sqlite:data/muster.db
      time_zone: UTC
      connections:
      - {name: slack, messenger: slack, signing_secret: {env: SLACK_SIGNING_SECRET}}
      """
    let settings = try Sample.read(short).get()
    #expect(settings.listen == ListenAddress("[::1]:0"))
    #expect(settings.store.text == "sqlite:data/muster.db")
    #expect(settings.operatorListen == nil)
    #expect(settings.tls == nil)
    #expect(settings.administrators.isEmpty)
    #expect(settings.language == "en")
    let limits = ServerLimits(
      connections: 4_096, requestSeconds: 10, idleSeconds: 30, headBytes: 16_384, bodyBytes: 1_048_576,
      bufferedBytes: 67_108_864)
    #expect(settings.limits == limits)
    #expect(settings.connections.first?.allowsPrivateAddresses == false)
  }

  static let portal = "1 to 64 letters, digits, \"-\" and \"_\""
  static let address = "HOST:PORT, such as 127.0.0.1:8080, \"[::1]:8080\" or localhost:8080"
  static let store = "sqlite:PATH or postgresql://USER@HOST/DATABASE"
  static let password =
    "a password doesn't belong into this file: write postgresql://USER@HOST/DATABASE, and give it in the environment as "
    + "PGPASSWORD, or in a file that PGPASSFILE names"
  static let sqlite = "after \"sqlite:\" comes the path of a file, such as sqlite:muster.db"
  static let administrator = "an administrator is written as connection:user, such as \"slack:U012AB3CD\""
  static let secret = "secrets don't belong into this file: write {env: NAME} or {file: PATH}"
  static let form = "a secret is written as {env: NAME} or {file: PATH}"
  static let posted =
    "posts its replies and has no reply_hosts: write the messenger's own, such as reply_hosts: [chat.example.com], or "
    + "reply: inline"
  static let host = "write a name such as chat.example.com, without https:// and port"

  @Test(arguments: [
    (1, "portal:", "1:8: \"portal\" is empty; write \(portal)"),
    (1, "portal: a/c", "1:9: \"a/c\" is no portal's name; use \(portal)"),
    (1, "portal: [acme]", "1:9: \"portal\" is \(portal), not a list"),
    (
      1, "portl: acme",
      "1:1: \"portl\" is no setting here; did you mean \"portal\"?|1:1: there is no \"portal\": write portal: NAME"
    ),
    (2, "listen: 8080", "2:9: \"8080\" is no address to listen on; write \(address)"),
    (2, "listen: ::1:8080", "2:9: \"::1:8080\" is no address to listen on; write \(address)"),
    (2, "listen: 127.0.0.256:80", "2:9: \"127.0.0.256:80\" is no address to listen on; write \(address)"),
    (2, "listen: localhost:65536", "2:9: \"localhost:65536\" is no address to listen on; write \(address)"),
    (2, "listen: localhost:080", "2:9: \"localhost:080\" is no address to listen on; write \(address)"),
    (
      3, "operator_listen: 127.0.0.1:8080",
      "3:18: operators need an address of their own; choose another port than that of \"listen\""
    ),
    (
      3, "oprator_listen: 127.0.0.1:9090",
      "3:1: \"oprator_listen\" is no setting here; did you mean \"operator_listen\"?"
    ),
    (4, "store: muster.db", "4:8: a store is written as \(store)"),
    (4, "store: sqlit:muster.db", "4:8: a store is written as \(store); did you mean \"sqlite\"?"),
    (4, "store: mysql://x:\(Sample.canary)@h/d", "4:8: a store is written as \(store)"),
    (4, "store: 'sqlite:'", "4:8: \(sqlite)"),
    (4, "store: 'sqlite::memory:'", "4:8: \(sqlite)"),
    (4, "store: postgresql:muster", "4:8: a PostgreSQL store is written as postgresql://USER@HOST/DATABASE"),
    (4, "store: postgresql://muster:\(Sample.canary)@db.example.com/muster", "4:8: \(password)"),
    (4, "store: postgresql://db.example.com/muster?sslmode=require&password=\(Sample.canary)", "4:8: \(password)"),
    (4, "store: 'postgresql://[::1]:5432,[::2]:5432/muster?options=-c%20a:b@c'", ""),
    (5, "time_zone: Europe Berlin", "5:12: this is no time zone; write a name such as Europe/Berlin"),
    (6, "language: eng", "6:11: \"eng\" is no language; did you mean \"en\"?"),
    (6, "language: de", "6:11: \"de\" is no language; write en"),
    (7, "admins: [U012AB3CD]", "7:10: \(administrator)"),
    (7, "admins: [\"slack:\"]", "7:10: \(administrator)"),
    (7, "admins: [\"slak:U1\"]", "7:10: there is no connection \"slak\"; did you mean \"slack\"?"),
    (7, "admins: [\"slack:U1\", \"slack:U1\"]", "7:22: this administrator is there twice"),
    (7, "admins: slack:U1", "7:9: \"admins\" is a list, such as [one, two], not a text"),
    (
      10, "  kye: k",
      "9:3: \"tls\" has no key: write the path of a PEM file|10:3: \"kye\" is no setting here; did you mean \"key\"?"
    ),
    (13, "  request_seconds: 0", "13:20: \"request_seconds\" is a whole number from 1 to 300, without quotes"),
    (
      17, "  buffered_bytes: 16777216",
      "17:19: \"buffered_bytes\" is a whole number from 41943040 to 1073741824, without quotes"
    ),
    (
      19, "  - name: Slack",
      "7:10: there is no connection \"slack\"|19:11: \"Slack\" is no connection's name; use 1 to 32 small "
        + "letters, digits and \"-\""
    ),
    (
      20, "    messenger: slak",
      "20:16: \"slak\" is no messenger; did you mean \"slack\"? Write one of mattermost, silent, slack, try"
    ),
    (20, "    messenger: irc", "20:16: \"irc\" is no messenger; write one of mattermost, silent, slack, try"),
    (
      20, "    mesenger: slack",
      "19:5: connection \"slack\" has no messenger: write one of mattermost, silent, slack, try|20:5: "
        + "\"mesenger\" is no setting here; did you mean \"messenger\"?"
    ),
    (
      21, "",
      "19:5: connection \"slack\" has no signing_secret: write signing_secret: {env: SLACK_SIGNING_SECRET} or "
        + "signing_secret: {file: /path}"
    ),
    (
      21, "    signing_secret: {env: UNSET}",
      "21:5: connection \"slack\" has no signing_secret: set UNSET, or write signing_secret: {file: /path}"
    ),
    (
      21, "    signing_secret: {env: EMPTY}",
      "21:5: connection \"slack\" has no signing_secret: set EMPTY, or write signing_secret: {file: /path}"
    ),
    (
      21, "    signing_secret: {env: BLANK}",
      "21:5: connection \"slack\" has no signing_secret: set BLANK, or write signing_secret: {file: /path}"
    ),
    (21, "    signing_secret: \(Sample.canary)", "21:21: \(secret)"),
    (21, "    signing_secret: '\(Sample.canary)'", "21:21: \(secret)"),
    (21, "    signing_secret: ''", "21:21: \(secret)"),
    (
      21, "    signing_secret:",
      "21:5: connection \"slack\" has no signing_secret: write signing_secret: {env: SLACK_SIGNING_SECRET} or "
        + "signing_secret: {file: /path}"
    ),
    (
      21, "    signing_secret: [{env: CHAT_TOKEN}]",
      "21:21: \"signing_secret\" takes one secret: write {env: NAME} or {file: PATH}"
    ),
    (21, "    signing_secret: {evn: CHAT_TOKEN}", "21:21: \(form); did you mean \"env\"?"),
    (21, "    signing_secret: {env: A, file: b}", "21:21: \(form)"),
    (21, "    signing_secret: {}", "21:21: \(form)"),
    (21, "    signing_secret: {file: nothing}", "21:28: the file of signing_secret can't be read: it does not exist"),
    (
      21, "    signing_secret: {generated: x}",
      "21:33: only the connection \"try\" makes its own secret: write {env: NAME} or {file: PATH}"
    ),
    (
      21, "    signing_secret: {env: Canary-1}",
      "21:27: the name of an environment variable is capital letters, digits and \"_\", not the secret itself"
    ),
    (
      22, "    bot_token: {env: UNSET}",
      "22:5: connection \"slack\" has no bot_token: set UNSET, or write bot_token: {file: /path}"
    ),
    (22, "    bot_tokn: {env: SLACK_BOT_TOKEN}", "22:5: \"bot_tokn\" is no setting here; did you mean \"bot_token\"?"),
    (23, "    employees: [T1, T1]", "23:21: \"T1\" is in \"employees\" twice"),
    (23, "    employees: ['']", "23:17: \"employees\" is empty; write a text"),
    (24, "    reply: inlne", "24:12: \"inlne\" is no reply; did you mean \"inline\"?"),
    (25, "    reply_host: [a.b]", "25:5: \"reply_host\" is no setting here; did you mean \"reply_hosts\"?"),
    (
      25, "    reply_hosts: []",
      "25:18: \"reply_hosts\" is empty; write at least one host, or leave it out for the messenger's own"
    ),
    (25, "    reply_hosts: ['https://a.b/']", "25:18: \"https://a.b/\" is no host; \(host)"),
    (25, "    reply_hosts: ['*']", "25:18: \"*\" is no host; \(host)"),
    (26, "    allow_private_addresses: 'false'", "26:30: \"allow_private_addresses\" is yes or no, without quotes"),
    (27, "  - name: slack", "27:11: there are two connections \"slack\"; each needs a name of its own"),
    (28, "    messenger: silent\n    x: {y: z}", "27:5: connection \"chat\" can't be set up with what is written here"),
    (
      29, "", "27:5: connection \"chat\" has no url: write url: and its address, such as https://chat.example.com"
    ),
    (
      29, "    url: chat.example.com",
      "29:10: \"url\" is no address; write one such as https://bot.example.com"
    ),
    (
      29, "    url: http://chat.example.com",
      "29:10: \"url\" has no TLS, so that nothing would be posted there; write https://, or for a server inside your own "
        + "network add allow_private_addresses: yes"
    ),
    (29, "    url: http://10.0.0.7\n    allow_private_addresses: yes", ""),
    (
      30, "    tokens: []",
      "30:5: connection \"chat\" has no tokens: write tokens: {env: CHAT_TOKENS} or tokens: {file: /path}"
    ),
    (30, "    tokens: [{env: CHAT_TOKEN}, \(Sample.canary)]", "30:33: \(secret)"),
    (32, "", "27:5: connection \"chat\" \(posted)"),
    (32, "    reply: post", "32:5: connection \"chat\" \(posted)"),
    (32, "    reply: inline", ""),
    (31, "    loud: on", "31:11: \"loud\" is yes or no, without quotes"),
  ])
  func explains(_ line: Int, _ replacement: String, _ expected: String) {
    let found = Sample.problems(Sample.read(Sample.replacing(line: line, with: replacement)))
    #expect(found == expected.split(separator: "|").map { "bot.yaml:\($0)" })
  }

  @Test(arguments: [
    ("127.0.0.1:8080", true), ("0.0.0.0:0", true), ("[::]:80", true), ("[fe80::1]:1", true), ("localhost:1", true),
    ("a.example.com:65535", true), ("A-1:2", true), ("", false), (":80", false), ("*:80", false), ("a:", false),
    ("[::1]", false), ("[::1:80", false), ("[127.0.0.1]:80", false), ("1.2.3:80", false), ("1.2.3.4.5:80", false),
    ("-a:80", false), ("a-:80", false), ("a..b:80", false), ("a_b:80", false), ("a:+80", false), ("a:-1", false),
    ("a b:80", false), ("ü:80", false), ("http://a:80", false), ("01.2.3.4:80", false), ("a:8o", false),
  ])
  func `reads addresses`(_ text: String, _ isAddress: Bool) {
    #expect(ListenAddress(text)?.description == (isAddress ? text : nil))
  }

  @Test(arguments: [
    ("127.0.0.1:1", true), ("127.255.0.9:1", true), ("[::1]:1", true), ("localhost:1", true), ("0.0.0.0:1", false),
    ("[::]:1", false), ("10.0.0.1:1", false), ("127.example.com:1", false), ("127.0.0.1.example.com:1", false),
    ("localhost.example.com:1", false),
  ])
  func `knows which addresses only this machine can reach`(_ text: String, _ isLoopback: Bool) throws {
    #expect(try #require(ListenAddress(text)).isLoopback == isLoopback)
  }
}

extension StoreLocation {
  /// As `bot.yaml` writes it.
  fileprivate var text: String {
    switch self {
    case .sqlite(let path): "sqlite:" + path
    case .postgresql(let url): String(decoding: url.bytes, as: UTF8.self)
    }
  }
}
