package import Engine

/// `bot.yaml`: where to listen, the store, and the messengers' connections.
package enum BotFile {
  /// Makes a messenger of what its connection says; nil when it can't, after recording why.
  package typealias Factory<Messenger> = @Sendable (inout any ConnectionSettings) -> Messenger?

  /// Reads the file, or says everything that is wrong with it.
  ///
  /// - Parameters:
  ///   - path: Where the file is; relative paths of secrets start in its directory.
  ///   - displayName: What problems call the file, such as `bot-config/bot.yaml`.
  ///   - environment: The value of a variable, nil when it is not set.
  ///   - randomBytes: As many random bytes as asked for; secrets that are generated come from them.
  ///   - needsSecrets: Whether secrets are read; if not, each is a placeholder, and no file is looked at or made.
  ///   - tlsFault: What is wrong with a certificate and its key, nil when they can be used.
  ///   - messengers: The kinds of messengers by their names.
  ///   - languages: Those in which the bot's sentences are there.
  package static func read<Messenger: Sendable>(
    path: String, displayName: String, environment: @escaping (String) -> String?,
    randomBytes: @escaping (Int) -> [UInt8], needsSecrets: Bool = true,
    tlsFault: @escaping (TLSFiles) -> TLSFiles.Fault?, messengers: [String: Factory<Messenger>], languages: [String]
  ) -> Result<BotSettings<Messenger>, ConfigurationError> {
    let directory = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    return settings(
      in: YAMLFile(path: path, displayName: displayName),
      sources: SecretSources(
        environment: environment, directory: directory, randomBytes: randomBytes, areNeeded: needsSecrets),
      tlsFault: tlsFault, messengers: messengers, languages: languages)
  }

  static func settings<Messenger: Sendable>(
    in file: YAMLFile, sources: SecretSources, tlsFault: @escaping (TLSFiles) -> TLSFiles.Fault?,
    messengers: [String: Factory<Messenger>], languages: [String]
  ) -> Result<BotSettings<Messenger>, ConfigurationError> {
    var settings: BotSettings<Messenger>?
    if let root = file.root {
      settings = BotReader(
        root: root, sources: sources, tlsFault: tlsFault, messengers: messengers, languages: languages
      ).settings()
    }
    let problems = file.finish()
    if let settings, problems.isEmpty { return .success(settings) }
    let start = Place(file: file.name, line: 1, column: 1)
    return .failure(ConfigurationError(problems.isEmpty ? [Problem("the file can't be used", at: start)] : problems))
  }
}
