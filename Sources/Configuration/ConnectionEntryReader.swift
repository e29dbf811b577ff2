import Engine

/// Reads one entry of `connections`: what all have in common, then what its messenger asks for.
struct ConnectionEntryReader<Messenger: Sendable> {
  let mapping: YAMLMapping
  let sources: SecretSources
  let messengers: [String: BotFile.Factory<Messenger>]

  /// The entry, or nil after recording why; its name joins `names`, in which it must be new.
  func entry(after names: inout [String]) -> ConnectionEntry<Messenger>? {
    let name = mapping.required("name", hint: "write name: slack")?.connectionName(after: &names)
    let mapping = name.map { self.mapping.named("connection \"\($0)\"") } ?? self.mapping
    let employees = mapping.optional("employees").map { $0.texts() } ?? []
    let reply = mapping.optional("reply")?.choice(of: ReplyMode.self)
    let replyHosts = mapping.optional("reply_hosts")?.hosts()
    let allowsPrivateAddresses = mapping.optional("allow_private_addresses")?.flag()
    let messenger = self.messenger(in: mapping, connection: name ?? "")
    guard let name, let employees, let messenger else { return nil }
    return ConnectionEntry(
      name: name, messengerName: messenger.name, messenger: messenger.product, employees: employees,
      reply: reply ?? .post, replyHosts: replyHosts, allowsPrivateAddresses: allowsPrivateAddresses ?? false)
  }

  private func messenger(in mapping: YAMLMapping, connection: String) -> (name: String, product: Messenger)? {
    let known = messengers.keys.sorted()
    let wanted = "one of \(known.joined(separator: ", "))"
    guard let value = mapping.required("messenger", hint: "write \(wanted)") else {
      mapping.ignoreRest()
      return nil
    }
    guard let name = value.text(as: wanted) else {
      mapping.ignoreRest()
      return nil
    }
    guard let factory = messengers[name] else {
      mapping.ignoreRest()
      let meant = suggestion(for: name, among: known)
      value.report(
        "\(quoted(name)) is no messenger" + (meant.isEmpty ? "; write \(wanted)" : "\(meant) Write \(wanted)"))
      return nil
    }
    let count = mapping.log.count
    var settings: any ConnectionSettings = YAMLConnectionSettings(name: connection, mapping: mapping, sources: sources)
    if let product = factory(&settings) { return (name, product) }
    mapping.ignoreRest()
    if mapping.log.count == count {
      mapping.report("\(mapping.name ?? "this connection") can't be set up with what is written here")
    }
    return nil
  }
}

extension YAMLValue {
  fileprivate func connectionName(after names: inout [String]) -> String? {
    let wanted = "1 to 32 small letters, digits and \"-\""
    guard let text = text(as: wanted) else { return nil }
    let isName =
      text.utf8.count <= 32
      && text.utf8.allSatisfy { $0.isSmallLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
    guard isName else {
      report("\(quoted(text)) is no connection's name; use \(wanted)")
      return nil
    }
    guard !names.contains(text) else {
      report("there are two connections \"\(text)\"; each needs a name of its own")
      return nil
    }
    names.append(text)
    return text
  }

  /// The names of hosts, in small letters.
  fileprivate func hosts() -> [String]? {
    guard let texts = texts() else { return nil }
    guard !texts.isEmpty else {
      report("\"\(name)\" is empty; write at least one host, or leave it out for the messenger's own")
      return nil
    }
    let wrong = texts.filter { !Host.isName($0) && !Host.isIPv4($0) && !Host.isIPv6($0) }
    for text in wrong {
      report("\(quoted(text)) is no host; write a name such as chat.example.com, without https:// and port")
    }
    return wrong.isEmpty ? texts.map { $0.lowercased() } : nil
  }
}
