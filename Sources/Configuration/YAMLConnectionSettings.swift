import Domain
import Engine

/// What a messenger may read of its entry: `ConnectionSettings` over YAML.
struct YAMLConnectionSettings: ConnectionSettings {
  let name: String
  private let mapping: YAMLMapping
  private let secretReader: SecretReader

  init(name: String, mapping: YAMLMapping, sources: SecretSources) {
    self.name = name
    self.mapping = mapping
    secretReader = SecretReader(connection: name, sources: sources)
  }

  mutating func secret(_ key: String) -> Secret? {
    mapping.required(key, hint: secretReader.hint(for: key)).flatMap(secretReader.secret(in:))
  }

  mutating func optionalSecret(_ key: String) -> Secret? {
    mapping.optional(key).flatMap(secretReader.secret(in:))
  }

  mutating func secrets(_ key: String) -> [Secret] {
    mapping.required(key, hint: secretReader.hint(for: key)).map(secretReader.secrets(in:)) ?? []
  }

  /// As ``secrets(_:)``, but an absent key is no problem.
  mutating func optionalSecrets(_ key: String) -> [Secret] {
    mapping.optional(key).map(secretReader.secrets(in:)) ?? []
  }

  /// A text; without a default the key is required.
  mutating func text(_ key: String, default standard: String?) -> String? {
    if let standard { return mapping.optional(key).map { $0.text() } ?? standard }
    return mapping.required(key, hint: "write \(key): and its value")?.text()
  }

  mutating func address(_ key: String) -> String? { mapping.optional(key)?.address() }

  mutating func apiAddress(_ key: String, isRequired: Bool) -> String? {
    let value =
      isRequired
      ? mapping.required(key, hint: "write \(key): and its address, such as https://chat.example.com")
      : mapping.optional(key)
    guard let value, let address = value.address() else { return nil }
    guard ReplyAddress(address)?.scheme == .https || flag("allow_private_addresses", default: false) else {
      value.report(
        "\"\(key)\" has no TLS, so that nothing would be posted there; write https://, or for a server inside your own "
          + "network add allow_private_addresses: yes")
      return nil
    }
    return address
  }

  mutating func needReplyHosts() {
    let reply = mapping.optional("reply")
    if case .scalar(let word, _)? = reply?.node.content, word != ReplyMode.post.rawValue { return }
    guard mapping.optional("reply_hosts") == nil else { return }
    mapping.log.report(
      "\(mapping.name ?? "this connection") posts its replies and has no reply_hosts: write the messenger's own, such as "
        + "reply_hosts: [chat.example.com], or reply: inline", at: reply?.keyPlace ?? mapping.place)
  }

  mutating func list(_ key: String, default standard: [String]) -> [String] {
    mapping.optional(key).map { $0.texts() ?? [] } ?? standard
  }

  mutating func flag(_ key: String, default standard: Bool) -> Bool {
    mapping.optional(key)?.flag() ?? standard
  }
}

extension YAMLValue {
  fileprivate func address() -> String? {
    guard let text = text() else { return nil }
    guard ReplyAddress(text) != nil else {
      report("\"\(name)\" is no address; write one such as https://bot.example.com")
      return nil
    }
    return text
  }
}
