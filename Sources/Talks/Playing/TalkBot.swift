import Domain
import Engine

/// The bot of one talk, wherever it runs.
protocol TalkBot: Sendable {
  /// Where its messengers ask, without a slash at its end; another one after each start.
  var address: String { get async }

  func set(clock: Moment) async throws

  /// Waits until everything that is due is posted, or was tried.
  func settle() async throws

  /// Forgets what has become too old, as the bot does every minute.
  func forget() async throws

  /// Reads its store.
  func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value

  /// Stops it properly, and starts it again.
  func restart() async throws

  /// Ends it as a power cut would, and starts it again.
  func kill() async throws

  func close() async
}

/// Everything that makes the bot of one talk.
package struct Household: Sendable {
  /// Apart from all other talks of the run, such as `t12`; it begins the paths of its requests.
  let name: String
  let location: TalkStore
  /// The portal's seed, so that a talk draws the same keys wherever it is held.
  let seed: [UInt8]
  /// What the messengers are imitated by, by the name of the connection.
  let imitations: [String: any Imitation]
}

/// Where a talk keeps what the bot knows.
package enum TalkStore: Sendable, Equatable {
  /// The path of a file of its own.
  case sqlite(String)
  /// The address of a database, in which the talk is a portal of its own.
  case postgresql(String)
}

/// Why a talk can't go on; nothing that a talk expects or not.
struct TalkFault: Error, CustomStringConvertible {
  let description: String
}
