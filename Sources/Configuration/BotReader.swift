import CommandLanguage
import Domain
import Texts

/// Reads the settings that are not a connection's.
struct BotReader<Messenger: Sendable> {
  let root: YAMLMapping
  let sources: SecretSources
  let tlsFault: (TLSFiles) -> TLSFiles.Fault?
  let messengers: [String: BotFile.Factory<Messenger>]
  /// Those in which the bot's sentences are there.
  let languages: [String]

  /// The settings, or nil when one that is needed is missing or wrong; optional ones may be wrong all the same.
  func settings() -> BotSettings<Messenger>? {
    let portal = root.required("portal", hint: "write portal: NAME")?.portal()
    let listen = root.required("listen", hint: "write listen: 127.0.0.1:8080")?.address()
    let operatorListen = root.optional("operator_listen").flatMap { value in
      value.address().flatMap { differs($0, from: listen, at: value) }
    }
    let store = root.required("store", hint: "write store: sqlite:muster.db")?.store()
    let timeZone = root.required("time_zone", hint: "write one such as time_zone: Europe/Berlin")?.timeZone()
    let language = root.optional("language").flatMap { value in
      // Where there are none at all, that is another problem.
      languages.isEmpty ? value.text() : value.choice(among: languages)
    }
    let tls = root.optional("tls")?.mapping()?.tls(tlsFault)
    let limits = (root.optional("limits")?.mapping()).limits()
    let (names, connections) = connections()
    let administrators = root.optional("admins").map { self.administrators(in: $0, connections: names) }
    guard let portal, let listen, let store, let timeZone, let connections else { return nil }
    return BotSettings(
      portal: portal, listen: listen, operatorListen: operatorListen, store: store, timeZone: timeZone,
      language: language ?? LanguageFiles.usual, administrators: administrators ?? [], tls: tls, limits: limits,
      connections: connections)
  }

  private func differs(_ address: ListenAddress, from other: ListenAddress?, at value: YAMLValue) -> ListenAddress? {
    guard address.port != 0, address == other else { return address }
    value.report("operators need an address of their own; choose another port than that of \"listen\"")
    return nil
  }

  /// The names that are there, and the entries if all of them can be used.
  private func connections() -> (names: [String], entries: [ConnectionEntry<Messenger>]?) {
    guard let value = root.required("connections", hint: "write at least one, with its name and its messenger"),
      let items = value.items()
    else { return ([], nil) }
    guard !items.isEmpty else {
      value.report("\"connections\" is empty; write at least one, with its name and its messenger")
      return ([], nil)
    }
    var names: [String] = []
    var entries: [ConnectionEntry<Messenger>] = []
    for (index, item) in items.enumerated() {
      guard let mapping = item.mapping("connection \(index + 1)") else { continue }
      let reader = ConnectionEntryReader(mapping: mapping, sources: sources, messengers: messengers)
      if let entry = reader.entry(after: &names) { entries.append(entry) }
    }
    return (names, entries.count == items.count ? entries : nil)
  }

  private func administrators(in value: YAMLValue, connections: [String]) -> [Administrator] {
    var seen: Set<Administrator> = []
    return (value.items() ?? []).compactMap { item in
      let wanted = "connection:user, such as \"slack:U012AB3CD\""
      guard let text = item.text(as: wanted) else { return nil }
      guard let colon = text.firstIndex(of: ":"), text.isOneWord, text.index(after: colon) < text.endIndex else {
        item.report("an administrator is written as \(wanted)")
        return nil
      }
      let name = String(text[..<colon])
      guard connections.contains(name) else {
        item.report("there is no connection \(quoted(name))" + suggestion(for: name, among: connections))
        return nil
      }
      let administrator = Administrator(connection: name, user: String(text[text.index(after: colon)...]))
      guard seen.insert(administrator).inserted else {
        item.report("this administrator is there twice")
        return nil
      }
      return administrator
    }
  }
}

extension YAMLValue {
  fileprivate func portal() -> String? {
    let wanted = "1 to 64 letters, digits, \"-\" and \"_\""
    guard let text = text(as: wanted) else { return nil }
    let isName =
      text.utf8.count <= 64
      && text.utf8.allSatisfy {
        $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
    guard isName else {
      report("\(quoted(text)) is no portal's name; use \(wanted)")
      return nil
    }
    return text
  }

  fileprivate func address() -> ListenAddress? {
    let wanted = "HOST:PORT, such as 127.0.0.1:8080, \"[::1]:8080\" or localhost:8080"
    guard let text = text(as: wanted) else { return nil }
    guard let address = ListenAddress(text) else {
      report("\(quoted(text)) is no address to listen on; write \(wanted)")
      return nil
    }
    return address
  }

  /// The store; nothing of what was written is repeated, since a URL may hold a password.
  fileprivate func store() -> StoreLocation? {
    let wanted = "sqlite:PATH or postgresql://USER@HOST/DATABASE"
    guard let text = text(as: wanted) else { return nil }
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      report("a store is written as \(wanted)")
      return nil
    }
    let scheme = String(text[..<colon])
    let rest = text[text.index(after: colon)...]
    switch scheme {
    case "sqlite":
      guard !rest.isEmpty, !rest.hasPrefix(":"), !rest.hasPrefix("//"), !rest.hasSuffix("/") else {
        report("after \"sqlite:\" comes the path of a file, such as sqlite:muster.db")
        return nil
      }
      return .sqlite(path: String(rest))
    case "postgresql", "postgres":
      guard rest.hasPrefix("//"), rest.utf8.count > 2, text.isOneWord else {
        report("a PostgreSQL store is written as postgresql://USER@HOST/DATABASE")
        return nil
      }
      guard !Self.holdsPassword(rest.dropFirst(2)) else {
        report(
          "a password doesn't belong into this file: write postgresql://USER@HOST/DATABASE, and give it in the "
            + "environment as PGPASSWORD, or in a file that PGPASSFILE names")
        return nil
      }
      return .postgresql(url: Secret(text))
    default:
      let schemes = ["sqlite", "postgresql"]
      let meant = suggestion(for: scheme, among: schemes)
      report("a store is written as \(wanted)" + meant)
      return nil
    }
  }

  /// Whether a password stands before the host, or among the parameters.
  ///
  /// Source: <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>
  private static func holdsPassword(_ address: Substring) -> Bool {
    let authority = address.prefix { $0 != "/" }
    let user = authority.firstIndex(of: "@").map { authority[..<$0] } ?? ""
    let parameters = address.drop { $0 != "?" }.dropFirst().split(separator: "&")
    return user.contains(":") || parameters.contains { $0.hasPrefix("password=") || $0.hasPrefix("sslpassword=") }
  }

  fileprivate func timeZone() -> String? {
    let wanted = "a name such as Europe/Berlin"
    guard let text = text(as: wanted) else { return nil }
    let isName =
      text.utf8.count <= 64 && text.utf8.first?.isLetter == true
      && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || "/_+-".utf8.contains($0) }
    guard isName, TimeZone(text) != nil else {
      report("\(quoted(text)) is no time zone; write \(wanted)")
      return nil
    }
    return text
  }
}

extension YAMLMapping {
  fileprivate func tls(_ fault: (TLSFiles) -> TLSFiles.Fault?) -> TLSFiles? {
    let certificate = required("certificate", hint: "write the path of a PEM file")
    let key = required("key", hint: "write the path of a PEM file")
    let paths = [certificate, key].map { $0?.text(as: "the path of a PEM file") }
    guard let certificate, let key, let first = paths[0], let second = paths[1] else { return nil }
    let files = TLSFiles(certificate: first, key: second)
    if let fault = fault(files) {
      (fault.path == files.certificate ? certificate : key).report(fault.sentence)
      return nil
    }
    return files
  }
}

extension YAMLMapping? {
  /// The limits; those that are not written have the value here.
  fileprivate func limits() -> ServerLimits {
    func limit(_ key: String, in range: ClosedRange<Int>, default standard: Int) -> Int {
      self?.optional(key)?.integer(in: range) ?? standard
    }
    return ServerLimits(
      connections: limit("connections", in: 1...100_000, default: 4_096),
      requestSeconds: limit("request_seconds", in: 1...300, default: 10),
      idleSeconds: limit("idle_seconds", in: 1...3_600, default: 30),
      headBytes: limit("head_bytes", in: 1_024...65_536, default: 16_384),
      bodyBytes: limit("body_bytes", in: 1_024...16_777_216, default: 1_048_576),
      // The least is room for two of the longest bodies with their heads.
      bufferedBytes: limit("buffered_bytes", in: 41_943_040...1_073_741_824, default: 67_108_864))
  }
}

extension String {
  /// Whether it has no spaces, line ends or control characters.
  var isOneWord: Bool {
    unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.properties.generalCategory != .control }
  }
}
