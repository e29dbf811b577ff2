package import Configuration
package import Domain
package import Engine
import Messengers
package import Permissions
import Platform
package import Texts

/// The whole configuration, read and found sound.
package struct Setup: Sendable {
  package let settings: BotSettings<any Messenger>
  package let policy: Policy
  package let sentences: Sentences
  /// The keys of all sentences.
  package let sentenceKeys: Set<String>

  /// Reads `bot.yaml`, `policy.yaml` and `texts/` of a directory.
  ///
  /// - Parameter secrets: whether the connections' secrets are needed, or a placeholder does for each.
  /// - Throws: ``ConfigurationError`` with every mistake of every file.
  package static func read(_ directory: String, secrets: Secrets = .needed) throws(ConfigurationError) -> Setup {
    var problems: [Problem] = []
    func collect<Value>(_ read: () throws(ConfigurationError) -> Value) -> Value? {
      do throws(ConfigurationError) {
        return try read()
      } catch {
        problems += error.problems
        return nil
      }
    }
    let file = { (name: String) in directory.hasSuffix("/") ? directory + name : directory + "/" + name }
    let settings = collect { () throws(ConfigurationError) in try bot(file("bot.yaml"), secrets) }
    let policy = collect { () throws(ConfigurationError) in
      try PolicyFile(path: file("policy.yaml"), displayName: file("policy.yaml")).policy
    }
    let language = settings?.language.rawValue ?? "en"
    let texts = file("texts/\(language).yaml")
    let read = collect { () throws(ConfigurationError) in try SentenceFile.read(path: texts, displayName: texts) }
    guard problems.isEmpty, let settings, let policy, let read else { throw ConfigurationError(problems) }
    guard let sentences = Sentences([language: read], standard: language) else {
      throw ConfigurationError([
        Problem("there are no rules of grammar for “\(language)”", at: Place(file: texts, line: 1, column: 1))
      ])
    }
    return Setup(settings: settings, policy: policy, sentences: sentences, sentenceKeys: Set(read.keys))
  }

  /// What becomes of the secrets that `bot.yaml` names.
  package enum Secrets: Sendable {
    /// They are read; one that is missing is a mistake.
    case needed
    /// Nothing is read or made, for who serves no connection of the file.
    case notNeeded
  }

  private static func bot(
    _ path: String, _ secrets: Secrets
  ) throws(ConfigurationError) -> BotSettings<any Messenger> {
    let environment = Environment.variables()
    var factories: [String: BotFile.Factory<any Messenger>] = [:]
    for messenger in MessengerCatalog.all { factories[messenger.name] = { settings in messenger.init(&settings) } }
    return try BotFile.read(
      path: path, displayName: path, environment: { environment[$0] }, randomBytes: Randomness.bytes,
      needsSecrets: secrets == .needed, messengers: factories
    ).get()
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
  ///   - wording: who writes its replies; the configuration's sentences unless given.
  ///   - witness: is told which row each decision named.
  package func bot(
    on store: any Store, seed: Secret, admins: Set<Account>, wording: (any Wording)? = nil,
    witness: (@Sendable (Row) -> Void)? = nil, now: @escaping @Sendable () -> Moment
  ) -> Bot {
    guard let seal = PortalSeal(seed: seed) else { preconditionFailure("a portal has a seed") }
    var policy = policy
    policy.witness = witness
    return Bot(
      store: store, policy: policy, wording: wording ?? sentences, folding: NameFolding(), seal: seal, admins: admins,
      now: now)
  }
}

extension ConnectionEntry where Messenger == any Engine.Messenger {
  package var connection: Connection {
    Connection(
      name: name, messenger: messenger, employees: Set(employees), repliesInline: reply == .inline,
      replyHosts: replyHosts ?? type(of: messenger).replyHosts, allowsPrivateAddresses: allowsPrivateAddresses)
  }
}
