import CommandLanguage
import Domain
import Engine

@testable import Talks

/// Somebody who talks to the bot, and on which connection.
struct Speaker: Sendable, Equatable {
  let name: String
  let connection: String
  var isExternal = false

  /// The messenger's id of the user.
  var user: String { "u1\(name)".padded(to: 26) }

  var account: Account { Account(connection: connection, user: user) }

  var sender: Utterance.Sender {
    Utterance.Sender(user: user, tenant: isExternal ? "T2" : "T1", handle: name, name: name)
  }

  /// The groups that the speaker has from the beginning.
  var ownGroups: [String] {
    switch name {
    case "eva": ["Site relaunch", "Evening", "Fair", "Guild"]
    case "max": ["Choir", "Matrix"]
    case "adam": ["Audit"]
    case "rem": ["Zebra"]
    default: []
    }
  }

  // MARK: - Whose transcripts are compared

  static let eva = Speaker(name: "eva", connection: "slack")
  static let max = Speaker(name: "max", connection: "mattermost")
  /// An administrator whose Admin Mode stays off.
  static let adam = Speaker(name: "adam", connection: "slack")
  /// Who was removed, banned, uninvited or forgotten by groups that are hidden.
  static let rem = Speaker(name: "rem", connection: "slack")
  static let xenia = Speaker(name: "xenia", connection: "mattermost", isExternal: true)
  /// Whom the bot doesn't know.
  static let mal = Speaker(name: "mal", connection: "slack", isExternal: true)

  static let observers = [eva, max, adam, rem, rem, xenia, mal]

  // MARK: - Who acts besides

  static let ann = Speaker(name: "ann", connection: "slack")
  static let bob = Speaker(name: "bob", connection: "slack")
  static let cyd = Speaker(name: "cyd", connection: "mattermost")

  static let bystanders = [ann, bob, cyd]
  /// An external whom some of the observers know, and one whom none does.
  static let yuri = Speaker(name: "yuri", connection: "mattermost", isExternal: true)
  static let zoe = Speaker(name: "zoe", connection: "slack", isExternal: true)

  static let employees = [eva, max, adam, rem] + bystanders
}

extension String {
  /// Mattermost's ids have 26 letters and digits.
  fileprivate func padded(to length: Int) -> String {
    self + String(repeating: "0", count: Swift.max(0, length - count))
  }
}

/// Something that somebody says to the bot, or presses.
struct Line: Sendable {
  let speaker: Speaker
  /// Its delivery, the same in both worlds.
  let number: Int
  var room: String?
  var words: [TypedLine.TypedWord]
  var pressed: ShownButton?

  init(
    _ speaker: Speaker, _ words: [TypedLine.TypedWord], number: Int, room: String? = nil, pressed: ShownButton? = nil
  ) {
    self.speaker = speaker
    self.words = words
    self.number = number
    self.room = room
    self.pressed = pressed
  }

  init(_ speaker: Speaker, _ text: String, number: Int) { self.init(speaker, [.text(text)], number: number) }
}

extension Line: CustomStringConvertible {
  var description: String {
    let text = words.map { word in
      switch word {
      case .text(let text): text
      case .mention(_, let handle): "<@\(handle)>"
      }
    }.joined()
    return speaker.name + (room.map { " in #\($0)" } ?? "") + " > " + (pressed == nil ? text : "presses \(text)")
  }
}
