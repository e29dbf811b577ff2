import CommandLanguage
import Domain
import Engine
import Signing

/// The people of a talk, as their messengers know them.
struct Cast: Sendable {
  let members: [String: Member]
  /// By the name of the connection.
  let imitations: [String: any Imitation]
  /// With which the messengers sign, by the name of the connection.
  let secrets: [String: String]

  /// Somebody of the talk in a messenger.
  struct Member: Sendable {
    let participant: Participant
    let sender: Utterance.Sender

    var account: Account { Account(connection: participant.connection, user: sender.user) }
  }

  /// - Parameter messenger: On which everybody is, whatever the talk says; `nil` for what the talk says.
  init(_ talk: Talk, on messenger: String?) {
    var members: [String: Member] = [:]
    for (index, person) in talk.people.enumerated() {
      let isOutside = person.isExternal || person.isStranger
      members[person.name] = Member(
        participant: person,
        sender: Utterance.Sender(
          user: Self.user(index, person.name), tenant: isOutside ? "T2" : Household.company, handle: person.name,
          name: person.name))
    }
    var imitations: [String: any Imitation] = [:]
    var secrets: [String: String] = [:]
    for connection in Set(talk.people.map(\.connection)) {
      let here = members.values.filter { $0.participant.connection == connection }
      let handles = here.map { ($0.sender.user, $0.sender.handle) }
      // It protects nothing: the bot and its messengers live as long as the talk does.
      let secret = Digest(of: Array("\(talk.title) \(connection)".utf8)).hex
      let token = Digest(of: Array("\(talk.title) \(connection) token".utf8)).hex
      let installation = Installation(
        connection: connection, secret: secret,
        botToken: here.contains { $0.participant.readsInbox } ? nil : token,
        handles: Dictionary(handles, uniquingKeysWith: { one, _ in one }))
      imitations[connection] = ImitationCatalog.named(messenger ?? connection)?.init(installation)
      secrets[connection] = secret
    }
    self.members = members
    self.imitations = imitations
    self.secrets = secrets
  }

  /// An id that every messenger could have given.
  private static func user(_ index: Int, _ name: String) -> String {
    let letters = name.uppercased().filter { $0.isLetter || $0.isNumber }
    return "U\(index + 1)\(letters)"
  }

  /// What is typed, with the mentions that the speaker's messenger makes of `@name`; people of others are plain words.
  func words(_ text: String, by speaker: Member) -> [TypedLine.TypedWord] {
    var words: [TypedLine.TypedWord] = []
    var plain = ""
    var rest = text[...]
    while let sign = rest.firstIndex(of: "@") {
      let name = rest[rest.index(after: sign)...].prefix { $0.isLetter || $0.isNumber || $0 == "-" }
      plain += rest[..<sign]
      rest = rest[name.endIndex...]
      guard let member = members[String(name)],
        member.participant.connection == speaker.participant.connection
      else {
        plain += "@" + name
        continue
      }
      if !plain.isEmpty { words.append(.text(plain)) }
      plain = ""
      words.append(.mention(user: member.sender.user, handle: member.sender.handle))
    }
    plain += rest
    if !plain.isEmpty { words.append(.text(plain)) }
    return words
  }

  /// The people whom the bot knows from the start.
  var known: [Person] {
    members.values.filter { !$0.participant.isStranger }.sorted { $0.sender.user < $1.sender.user }.map { member in
      var keys = KeySource(seed: Digest(of: Array("person \(member.participant.name)".utf8)).bytes)
      return Person(
        key: PersonKey(keys.key(length: KeySource.longKeyLength)), name: member.sender.name,
        handle: member.sender.handle, account: member.account, isExternal: member.participant.isExternal,
        isAdmin: member.participant.isAdmin, language: member.participant.language, timeZone: member.participant.zone)
    }
  }
}
