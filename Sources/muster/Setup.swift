import Configuration
import Domain
import Engine
import Messengers
import Permissions
import Platform
import Texts

/// The whole configuration, read and found sound.
struct Setup: Sendable {
  let settings: BotSettings<any Messenger>
  let policy: Policy
  let sentences: Sentences

  /// Reads `bot.yaml`, `policy.yaml` and `texts/` of a directory.
  ///
  /// - Throws: ``ConfigurationError`` with every mistake of every file.
  static func read(_ directory: String) throws(ConfigurationError) -> Setup {
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
    let settings = collect { () throws(ConfigurationError) in try bot(file("bot.yaml")) }
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
    return Setup(settings: settings, policy: policy, sentences: sentences)
  }

  private static func bot(_ path: String) throws(ConfigurationError) -> BotSettings<any Messenger> {
    let environment = Environment.variables()
    var factories: [String: BotFile.Factory<any Messenger>] = [:]
    for messenger in MessengerCatalog.all { factories[messenger.name] = { settings in messenger.init(&settings) } }
    return try BotFile.read(
      path: path, displayName: path, environment: { environment[$0] }, randomBytes: Randomness.bytes,
      messengers: factories
    ).get()
  }
}

extension ConnectionEntry where Messenger == any Engine.Messenger {
  var connection: Connection {
    Connection(
      name: name, messenger: messenger, employees: Set(employees), repliesInline: reply == .inline,
      replyHosts: replyHosts ?? type(of: messenger).replyHosts, allowsPrivateAddresses: allowsPrivateAddresses)
  }
}
