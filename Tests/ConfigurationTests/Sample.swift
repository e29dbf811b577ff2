import Domain
import Engine
import Foundation
import TestSupport

@testable import Configuration

/// A valid `bot.yaml` and what surrounds it.
struct Sample {
  /// What stands in every place of a secret; it must never be printed.
  static let canary = "CANARY9f31"

  /// What the factories make: the secrets and texts that a connection gave.
  struct Product: Sendable {
    var secrets: [Secret] = []
    var texts: [String] = []
    var isLoud = false
  }

  static let text = """
    portal: acme
    listen: 127.0.0.1:8080
    operator_listen: 127.0.0.1:9090
    store: postgresql://muster@db.example.com/muster
    time_zone: Europe/Berlin
    language: en
    admins: ["slack:U012AB3CD"]
    tls:
      certificate: /etc/muster/chain.pem
      key: /etc/muster/key.pem
    limits:
      connections: 4096
      request_seconds: 10
      idle_seconds: 30
      head_bytes: 16384
      body_bytes: 1048576
      buffered_bytes: 67108864
    connections:
      - name: slack
        messenger: slack
        signing_secret: {env: SLACK_SIGNING_SECRET}
        bot_token: {env: SLACK_BOT_TOKEN}
        employees: [T012AB3CD]
        reply: post
        reply_hosts: [hooks.slack.com]
        allow_private_addresses: false
      - name: chat
        messenger: mattermost
        url: https://chat.example.com
        tokens: [{env: CHAT_TOKEN}, {env: CHAT_OLD_TOKEN}]
        loud: no
        reply_hosts: [chat.example.com]

    """

  static let environment = [
    "SLACK_SIGNING_SECRET": canary, "SLACK_BOT_TOKEN": canary, "CHAT_TOKEN": canary, "CHAT_OLD_TOKEN": canary,
    "EMPTY": "", "BLANK": " \n",
  ]

  static let messengers: [String: BotFile.Factory<Product>] = [
    "slack": { settings in
      guard let secret = settings.secret("signing_secret") else { return nil }
      let token = settings.optionalSecret("bot_token")
      return Product(secrets: [secret] + (token.map { [$0] } ?? []))
    },
    "mattermost": { settings in
      let tokens = settings.secrets("tokens")
      let url = settings.apiAddress("url", isRequired: true)
      let rooms = settings.list("rooms", default: ["town-square"])
      settings.needReplyHosts()
      let isLoud = settings.flag("loud", default: false)
      guard let url, !tokens.isEmpty else { return nil }
      return Product(secrets: tokens, texts: [url] + rooms, isLoud: isLoud)
    },
    "try": { settings in settings.secret("signing_secret").map { Product(secrets: [$0]) } },
    "silent": { _ in nil },
  ]

  typealias Reading = Result<BotSettings<Product>, ConfigurationError>

  static func read(
    _ text: String, environment: [String: String] = environment, directory: String = "/nowhere/",
    tlsFault: @escaping (TLSFiles) -> TLSFiles.Fault? = { _ in nil }
  ) -> Reading { read(Array(text.utf8), environment: environment, directory: directory, tlsFault: tlsFault) }

  static func read(
    _ bytes: [UInt8], environment: [String: String] = environment, directory: String = "/nowhere/",
    tlsFault: @escaping (TLSFiles) -> TLSFiles.Fault? = { _ in nil }
  ) -> Reading {
    let sources = SecretSources(
      environment: { environment[$0] }, directory: directory, randomBytes: { (0..<$0).map { UInt8($0) } })
    return BotFile.settings(
      in: YAMLFile(bytes: bytes, displayName: "bot.yaml"), sources: sources, tlsFault: tlsFault,
      messengers: messengers, languages: ["en"])
  }

  /// The lines of the problems; empty when there is none.
  static func problems(_ reading: Reading) -> [String] {
    switch reading {
    case .success: []
    case .failure(let error): error.description.split(separator: "\n").map(String.init)
    }
  }

  /// The sample after replacing `line`, counted from 1, with `replacement`.
  static func replacing(line: Int, with replacement: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[line - 1] = replacement
    return lines.joined(separator: "\n")
  }

  /// Runs `body` with the path of a new directory, ending in a slash, that is gone afterwards.
  static func inDirectory(_ body: (String) throws -> Void) throws {
    let path = try TemporaryDirectory.make()
    defer { TemporaryDirectory.remove(path) }
    try body(path + "/")
  }

  static func write(_ text: String, to path: String, mode: Int) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }
}
