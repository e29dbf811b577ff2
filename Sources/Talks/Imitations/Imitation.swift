package import Domain
package import Engine
package import Messengers
import Signing

/// A messenger as its people use it: sends what they type as its server would, and shows what the bot posts to it.
///
/// An imitation lives in one file of this folder. Add it to ``ImitationCatalog/all``, and talks can be held on it.
package protocol Imitation: Sendable {
  /// The name of the messenger that it imitates, as in `bot.yaml`.
  static var messenger: String { get }

  /// Whether its requests say when they were made, so that one can be too old.
  static var tellsTime: Bool { get }

  var installation: Installation { get }

  init(_ installation: Installation)

  /// The bot's side of the connection, set up for this imitation.
  ///
  /// - Parameter server: Where the messenger is reached, without a slash at its end.
  func product(at server: String) -> any Messenger

  /// Why the messenger can't bring this text from there; `nil` when it can.
  static func obstacle(to text: String, in room: String?) -> String?

  /// The request that brings what somebody typed or pressed, signed with `secret`.
  func request(for line: TypedLine, secret: String) -> WebRequest

  /// Under which id the bot knows the delivery of the line.
  func delivery(of line: TypedLine) -> String

  /// What people read of a body that the bot has posted or answered; `nil` when it shows nothing.
  func message(in body: [UInt8]) -> Message?

  /// Answers a request to the messenger's API, by which the bot writes to people directly; `nil` for any other request.
  ///
  /// - Parameter path: Without a slash before it.
  func serve(_ request: WebRequest, at path: String) -> Served?
}

/// What a messenger's API has made of a request.
package struct Served: Sendable {
  package let response: WebResponse
  /// What somebody reads now in the direct talk with the bot, by the messenger's id of the person.
  package var shown: (user: String, message: Message)?
}

/// How a messenger is set up for a talk.
package struct Installation: Sendable {
  /// The name of the connection.
  package let connection: String
  package let secret: String
  /// With which the bot may write to people; `nil` where it may not.
  package let botToken: String?
  /// By the messenger's id of the person.
  package let handles: [String: String]
}

/// What somebody typed into the messenger, or pressed in it.
package struct TypedLine: Sendable {
  /// Counted within the talk.
  package let number: Int
  package let sender: Utterance.Sender
  /// `nil` in a direct talk with the bot.
  package let room: String?
  package let words: [TypedWord]
  /// What the messenger says of the time.
  package let time: Moment
  /// Where the messenger takes replies, without a slash at its end.
  package let replies: String
  /// The button that was pressed, instead of words.
  package var pressed: ShownButton?

  /// A piece of what was typed.
  package enum TypedWord: Sendable {
    case text(String)
    /// Somebody of the same messenger.
    case mention(user: String, handle: String)
  }

  /// Where the reply to this line is posted.
  package var replyAddress: String { "\(replies)/reply/\(number)" }
}

/// What people read in the messenger.
package struct Message: Sendable, Equatable {
  package let text: String
  /// Whether the whole room reads it.
  package let isForRoom: Bool
  package let buttons: [ShownButton]
}

/// A button as the messenger shows it and keeps it.
package struct ShownButton: Sendable, Equatable {
  package let label: String
  /// The command that the press runs.
  package let command: String
  /// What the messenger sends back with the press.
  package let kept: JSON
}

/// Every messenger that can be imitated; a new one is one more line.
package enum ImitationCatalog {
  package static let all: [any Imitation.Type] = [
    SlackImitation.self,
    MattermostImitation.self,
  ]

  package static func named(_ messenger: String) -> (any Imitation.Type)? { all.first { $0.messenger == messenger } }
}

/// Writes the body of a form.
///
/// Source: <https://url.spec.whatwg.org/#urlencoded-serializing>
enum FormText {
  static func body(_ fields: [(name: String, value: String)]) -> [UInt8] {
    Array(fields.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&").utf8)
  }

  private static func encoded(_ text: String) -> String {
    var written: [UInt8] = []
    for byte in text.utf8 {
      let isPlain =
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      if isPlain {
        written.append(byte)
      } else {
        written.append(UInt8(ascii: "%"))
        written += Array(Hex.encode([byte]).uppercased().utf8)
      }
    }
    return String(decoding: written, as: UTF8.self)
  }
}
