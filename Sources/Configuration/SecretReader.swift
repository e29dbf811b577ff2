import Domain

/// Where secrets come from: they are never in the file itself.
struct SecretSources {
  /// The value of an environment variable, nil when it is not set.
  let environment: (String) -> String?
  /// The directory of the configuration, with its slash; empty for the working directory.
  let directory: String
  let randomBytes: (Int) -> [UInt8]
  /// Whether secrets are read; if not, a placeholder stands for each that is written as it should be.
  var areNeeded = true

  /// A path of the file, from the configuration's directory on unless it starts with a slash.
  func path(_ text: String) -> String { text.hasPrefix("/") ? text : directory + text }
}

/// Finds the secrets of one connection; its problems never repeat what stands in a secret's place.
struct SecretReader {
  let connection: String
  let sources: SecretSources

  /// How large a file with a secret may be, in bytes.
  private static let largestFile = 4_096

  /// How to give the secret `key`, for those who gave none.
  func hint(for key: String) -> String {
    let owner = connection.isEmpty ? "" : connection.uppercased().map { $0 == "-" ? "_" : $0 } + "_"
    return "write \(key): {env: \(owner)\(key.uppercased())} or \(key): {file: /path}"
  }

  /// One secret or a list of them, at least one.
  func secrets(in value: YAMLValue) -> [Secret] {
    guard case .sequence = value.node.content, let items = value.items() else {
      return secret(in: value).map { [$0] } ?? []
    }
    if items.isEmpty { refuse(value, hint(for: value.name)) }
    let secrets = items.compactMap(secret(in:))
    return secrets.count == items.count ? secrets : []
  }

  func secret(in value: YAMLValue) -> Secret? {
    switch value.node.content {
    case .refused: return nil
    case .mapping:
      guard let (source, text) = source(in: value) else { return nil }
      guard sources.areNeeded else { return text.text(as: "a name or a path").map { _ in Secret("placeholder") } }
      return secret(from: source, text, in: value)
    case .scalar where value.node.isNull:
      refuse(value, hint(for: value.name))
      return nil
    case .scalar:
      value.report("secrets don't belong into this file: write {env: NAME} or {file: PATH}")
      return nil
    case .sequence:
      value.report("\"\(value.name)\" takes one secret: write {env: NAME} or {file: PATH}")
      return nil
    }
  }

  /// The three kinds of sources, by their keys.
  private enum Source: String, CaseIterable {
    case env
    case file
    case generated
  }

  private func source(in value: YAMLValue) -> (Source, YAMLValue)? {
    let entries = value.mapping()?.all() ?? []
    guard entries.count == 1, let entry = entries.first, let source = Source(rawValue: entry.key) else {
      let meant = entries.count == 1 ? suggestion(for: entries[0].key, among: Source.allCases.map(\.rawValue)) : ""
      value.report("a secret is written as {env: NAME} or {file: PATH}" + meant)
      return nil
    }
    return (source, entry.value)
  }

  private func secret(from source: Source, _ given: YAMLValue, in value: YAMLValue) -> Secret? {
    switch source {
    case .env:
      guard let name = given.text(as: "the name of an environment variable") else { return nil }
      return secret(fromVariable: name, given, in: value)
    case .file:
      guard let path = given.text(as: "the path of a file") else { return nil }
      return secret(fromFile: sources.path(path), given, in: value)
    case .generated:
      guard let path = given.text(as: "the path of a file") else { return nil }
      guard connection == "try" else {
        given.report("only the connection \"try\" makes its own secret: write {env: NAME} or {file: PATH}")
        return nil
      }
      if let fault = GeneratedSecret.make(at: sources.path(path), randomBytes: sources.randomBytes) {
        given.report("the secret can't be made: \(fault.sentence)")
        return nil
      }
      return secret(fromFile: sources.path(path), given, in: value)
    }
  }

  private func secret(fromVariable name: String, _ given: YAMLValue, in value: YAMLValue) -> Secret? {
    let isName =
      name.utf8.count <= 64 && name.utf8.first?.isDigit == false
      && name.utf8.allSatisfy { $0.isCapital || $0.isDigit || $0 == UInt8(ascii: "_") }
    guard isName else {
      given.report("the name of an environment variable is capital letters, digits and \"_\", not the secret itself")
      return nil
    }
    let secret = Secret(sources.environment(name) ?? "")
    guard !secret.isBlank else {
      refuse(value, "set \(name), or write \(value.name): {file: /path}")
      return nil
    }
    return secret
  }

  private func secret(fromFile path: String, _ given: YAMLValue, in value: YAMLValue) -> Secret? {
    switch FileContents.read(path, atMost: Self.largestFile) {
    case .failure(let fault):
      given.report("the file of \(value.name) can't be read: \(fault.sentence)")
      return nil
    case .success(let contents):
      guard contents.mode & 0o077 == 0 else {
        given.report("others may read the file of \(value.name): run chmod 600 \(path)")
        return nil
      }
      let secret = Secret(bytes: contents.bytes.withoutLineEnd)
      guard !secret.isBlank else {
        refuse(value, "its file is empty; write the secret into it")
        return nil
      }
      return secret
    }
  }

  private func refuse(_ value: YAMLValue, _ remedy: String) {
    let owner = connection.isEmpty ? "this connection" : "connection \"\(connection)\""
    value.log.report("\(owner) has no \(value.name): \(remedy)", at: value.keyPlace)
  }
}

extension Secret {
  /// Whether there is nothing in it but spaces, which prove as little as nothing.
  fileprivate var isBlank: Bool { bytes.allSatisfy { $0 <= UInt8(ascii: " ") } }
}

extension [UInt8] {
  fileprivate var withoutLineEnd: [UInt8] {
    guard last == UInt8(ascii: "\n") else { return self }
    let line = dropLast()
    return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }
}
