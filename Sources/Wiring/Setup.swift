package import Configuration
package import Domain
package import Engine
import Messengers
import Network
package import Permissions
import Platform
package import Texts

/// The whole configuration, read and found sound.
package struct Setup: Sendable {
  package let settings: BotSettings<any Messenger>
  private let rules: RuleFiles

  package var policy: Policy { rules.policy.policy }
  package var sentences: Sentences { rules.sentences }
  /// The keys of all sentences.
  package var sentenceKeys: Set<String> { rules.sentenceKeys }

  /// Reads `bot.yaml`, `policy.yaml` and `texts/` of a directory.
  ///
  /// - Parameter secrets: whether the connections' secrets are needed, or a placeholder does for each.
  /// - Throws: ``ConfigurationError`` with every mistake of every file.
  package static func read(_ directory: String, secrets: Secrets = .needed) throws(ConfigurationError) -> Setup {
    var problems: [Problem] = []
    let path = RuleFiles.path(of: "bot.yaml", in: directory)
    let settings = RuleFiles.collect(&problems) { () throws(ConfigurationError) in try bot(path, directory, secrets) }
    let rules = RuleFiles.collect(&problems) { () throws(ConfigurationError) in
      try RuleFiles.read(directory, in: settings?.language, timeZone: settings?.timeZone ?? "UTC")
    }
    guard let settings, let rules else { throw ConfigurationError(problems) }
    return Setup(settings: settings, rules: rules)
  }

  /// The rules that do nothing, of which an operator should know.
  package var idleRules: [Problem] { rules.idleRules }

  package var rulebook: Rulebook { rules.rulebook }

  /// Proves the policy's invariants, unless that was done before.
  ///
  /// - Parameter refusingIdleRules: whether ``idleRules`` are refused as well.
  /// - Throws: ``ConfigurationError`` with all that is wrong.
  package func prove(refusingIdleRules: Bool = false) async throws {
    try await rules.prove(refusingIdleRules: refusingIdleRules)
  }

  /// What becomes of the secrets that `bot.yaml` names.
  package enum Secrets: Sendable {
    /// They are read, and the server's key as well; what is missing is a mistake.
    case needed
    /// Nothing is read or made, for who serves no connection of the file.
    case notNeeded
  }

  private static func bot(
    _ path: String, _ directory: String, _ secrets: Secrets
  ) throws(ConfigurationError) -> BotSettings<any Messenger> {
    let environment = Environment.variables()
    var factories: [String: BotFile.Factory<any Messenger>] = [:]
    for messenger in MessengerCatalog.all { factories[messenger.name] = { settings in messenger.init(&settings) } }
    return try BotFile.read(
      path: path, displayName: path, environment: { environment[$0] }, randomBytes: Randomness.bytes,
      needsSecrets: secrets == .needed, tlsFault: { secrets == .needed ? fault(of: $0) : nil }, messengers: factories,
      languages: LanguageFiles.languages(in: RuleFiles.textDirectory(in: directory))
    ).get()
  }

  private static func fault(of files: TLSFiles) -> TLSFiles.Fault? {
    HTTPServer.TLS(certificate: files.certificate, key: files.key).fault.map { error in
      TLSFiles.Fault(error.operatorText, path: error.path ?? files.certificate)
    }
  }
}

extension Setup {
  /// The first administrators, as `bot.yaml` names them.
  package var admins: Set<Account> {
    Set(settings.administrators.map { Account(connection: $0.connection, user: $0.user) })
  }

  /// A bot with these rules and texts.
  ///
  /// - Parameters:
  ///   - seed: the portal's own.
  ///   - connections: by name, to tell people directly what concerns them.
  ///   - wording: who writes its replies; the configuration's sentences unless given.
  ///   - witness: is told which row each decision named.
  package func bot(
    on store: any Store, seed: Secret, admins: Set<Account>, connections: [String: Connection],
    wording: (any Wording)? = nil, witness: (@Sendable (Row) -> Void)? = nil, now: @escaping @Sendable () -> Moment
  ) -> Bot {
    var policy = policy
    policy.witness = witness
    let rulebook = Rulebook(policy: policy, wording: wording ?? sentences)
    return Self.bot(
      on: store, seed: seed, admins: admins, connections: connections, in: settings.timeZone, under: { rulebook },
      now: now)
  }

  /// A bot that answers each delivery under the rulebook that is in force then.
  ///
  /// - Parameter timeZone: the portal's.
  package static func bot(
    on store: any Store, seed: Secret, admins: Set<Account>, connections: [String: Connection], in timeZone: String,
    under rulebook: @escaping @Sendable () -> Rulebook, now: @escaping @Sendable () -> Moment
  ) -> Bot {
    guard let seal = PortalSeal(seed: seed) else { preconditionFailure("a portal has a seed") }
    return Bot(
      store: store, rulebook: rulebook, folding: NameFolding(), zones: ZoneClocks(), timeZone: timeZone, seal: seal,
      admins: admins, connections: connections, now: now)
  }
}

extension ConnectionEntry where Messenger == any Engine.Messenger {
  package var connection: Connection {
    Connection(
      name: name, messenger: messenger, employees: Set(employees), repliesInline: reply == .inline,
      replyHosts: replyHosts ?? type(of: messenger).replyHosts, allowsPrivateAddresses: allowsPrivateAddresses)
  }
}
