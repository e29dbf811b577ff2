package import Configuration
package import Domain
import Permissions
import Texts

/// A scripted conversation: who talks, and line by line what is said, answered and then true.
package struct Talk: Sendable {
  /// The file as the command line names it.
  package let file: String
  /// The first comment.
  package let title: String
  package let people: [Participant]
  package let steps: [Step]

  /// When it begins, unless its first line sets the clock.
  package static let beginning = Moment(seconds: 1_795_424_400)
}

/// Somebody in a talk.
package struct Participant: Sendable, Equatable {
  package let name: String
  /// The name of the connection, which is that of its messenger.
  package let connection: String
  package var isAdmin = false
  package var isExternal = false
  /// Whether the bot does not know the person, who comes from outside.
  package var isStranger = false
  /// Whether the bot can't write to anybody on that messenger, so that everybody there reads the inbox.
  package var readsInbox = false
  package var language: String?
  package var zone: String?
}

/// One line of a talk.
package struct Step: Sendable {
  package let place: Place
  /// The line as it is written, with those that belong to it.
  package let source: String
  let action: Action

  enum Action: Sendable, Equatable {
    case setClock(Moment)
    case moveClock(Moment.Span)
    case say(Speech)
    case press(name: String, label: String)
    /// The answer to somebody's last line or press.
    case answer(name: String, Expectation)
    case hears(name: String, TextPattern)
    case hearsNothing(name: String)
    case room(String, TextPattern)
    case roomReadsNothing(String)
    case group(GroupName, [GroupFact])
    case task(title: String, [TaskFact])
    case log(GroupName, entry: String, times: Int)
    case restart, kill
    case messenger(String, Weather)
  }
}

/// What somebody says, and what goes wrong with its delivery.
struct Speech: Sendable, Equatable {
  let name: String
  /// `nil` in a direct talk with the bot.
  let room: String?
  let faults: Set<Fault>
  let text: String

  enum Fault: String, Sendable, CaseIterable {
    /// The same delivery again: at once, once more after its answer, and once more after a restart that follows.
    case twice
    /// Delivered after the next line.
    case late
    /// Signed with another secret.
    case forged
    /// Signed long ago.
    case stale
  }
}

/// How a messenger takes what is posted to it.
enum Weather: Sendable, Equatable {
  case up, down
  /// It asks to wait so long.
  case throttled(Moment.Span)
}

/// What an answer shall be.
enum Expectation: Sendable, Equatable {
  case text(TextPattern)
  case outcome(OutcomePattern)
  /// The status of the HTTP answer.
  case refused(Int)
}

/// What became of a line, whatever the words of its answer.
enum OutcomePattern: Sendable, Equatable, CustomStringConvertible {
  case done
  case denied(Row)
  /// What others may do is for the owner to ask; no row says so.
  case deniedByNoRow
  case notFound
  case asks
  case confirm
  /// Nothing was changed; the reply says what would be.
  case dryRun
  /// Any code, where none is given.
  case error(String?)
  /// It was not meant for the bot, which has kept quiet.
  case nothing

  /// Whether the outcome that was kept with the delivery is this one.
  func matches(_ outcome: String) -> Bool {
    switch self {
    // Who is not known is not heard, which counts as not being understood.
    case .error(nil): outcome.hasPrefix("error ") || outcome == "stranger"
    case .error(let code?): outcome == "error \(code)" || outcome == code && code == "stranger"
    default: outcome == description
    }
  }

  var description: String {
    switch self {
    case .done: "done"
    case .denied(let row): "denied \(row)"
    case .deniedByNoRow: "denied can"
    case .notFound: "not found"
    case .asks: "asks"
    case .confirm: "confirm"
    case .dryRun: "dry run"
    case .error(let code): code.map { "error \($0)" } ?? "error"
    case .nothing: "nothing"
    }
  }
}

/// A group as a talk names it; of several with one name, the `number`th that was made.
struct GroupName: Sendable, Hashable, CustomStringConvertible {
  let text: String
  var number = 1

  var description: String { number == 1 ? text : "“\(text)” (\(number))" }
}

/// What the store shall hold of a group.
enum GroupFact: Sendable, Equatable {
  case kind(Kind)
  case privacy(Privacy)
  case archived(Bool)
  case owner(String)
  case members(Int)
  case standing(String, Standing)
  /// A day in the talk's time zone, or none.
  case date(Boundary, String, TimeZone)
  /// There is no such group.
  case gone

  enum Boundary: String, Sendable {
    case from, until
  }
}

/// What the store shall hold of a task.
enum TaskFact: Sendable, Equatable {
  case status(Ticket.Status)
  /// A day in the talk's time zone, or none.
  case due(String, TimeZone)
  case responsible(String)
  case group(String)
  case gone
}
