package import Configuration
package import Engine
package import Texts

/// What may change while the bot runs, read from its files: `policy.yaml` and the sentences of every language.
package struct RuleFiles: Sendable {
  package let policy: PolicyFile
  package let sentences: Sentences
  /// The keys of all sentences.
  package let sentenceKeys: Set<String>
  private let path: String

  /// Reads both; what the policy's invariants say is not proved yet.
  ///
  /// - Parameters:
  ///   - language: The portal's; English unless given.
  ///   - timeZone: The portal's.
  /// - Throws: ``ConfigurationError`` with every mistake of both.
  package static func read(
    _ directory: String, in language: String? = nil, timeZone: String
  ) throws(ConfigurationError) -> RuleFiles {
    var problems: [Problem] = []
    let path = Self.path(of: "policy.yaml", in: directory)
    let policy = collect(&problems) { () throws(ConfigurationError) in try PolicyFile(path: path, displayName: path) }
    let texts = collect(&problems) { () throws(ConfigurationError) in
      try sentences(directory, language ?? LanguageFiles.usual, timeZone)
    }
    guard let policy, let texts else { throw ConfigurationError(problems) }
    return RuleFiles(policy: policy, sentences: texts.sentences, sentenceKeys: texts.keys, path: path)
  }

  /// The rules that do nothing, of which an operator should know.
  package var idleRules: [Problem] { policy.idleRules }

  package var rulebook: Rulebook { Rulebook(policy: policy.policy, wording: sentences) }

  /// Proves the policy's invariants, unless that was done before.
  ///
  /// - Parameter refusingIdleRules: whether ``idleRules`` are refused as well.
  /// - Throws: ``ConfigurationError`` with all that is wrong.
  package func prove(refusingIdleRules: Bool = false) async throws {
    try await Proof(ofPolicyAt: path).prove(policy, refusingIdleRules: refusingIdleRules)
  }

  private static func sentences(
    _ directory: String, _ language: String, _ timeZone: String
  ) throws(ConfigurationError) -> (sentences: Sentences, keys: Set<String>) {
    let path = textDirectory(in: directory)
    let read = try LanguageFiles.read(path)
    if let keys = read[language]?.keys,
      let sentences = Sentences(read, standard: language, timeZone: timeZone, zones: ZoneClocks())
    {
      return (sentences, Set(keys))
    }
    let file = "\(path)/\(language).yaml"
    throw ConfigurationError([
      Problem("the file can't be read: it does not exist", at: Place(file: file, line: 1, column: 1))
    ])
  }

  static func textDirectory(in directory: String) -> String { path(of: "texts", in: directory) }

  /// The value, or `nil` after its problems were added to the others.
  static func collect<Value>(
    _ problems: inout [Problem], _ read: () throws(ConfigurationError) -> Value
  ) -> Value? {
    do throws(ConfigurationError) {
      return try read()
    } catch {
      problems += error.problems
      return nil
    }
  }

  /// Where a file of the configuration is.
  package static func path(of name: String, in directory: String) -> String {
    directory.hasSuffix("/") ? directory + name : directory + "/" + name
  }
}
