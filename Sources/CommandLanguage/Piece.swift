/// A part of what was said: typed text, or a mention that the messenger resolved to an account.
package enum Piece: Sendable, Equatable {
  case text(String)
  /// Somebody by the messenger's id; `handle` is what was shown, and may be empty.
  case mention(user: String, handle: String)

  /// What people saw of it.
  package var shown: String {
    switch self {
    case .text(let text): text
    case .mention(_, let handle): handle
    }
  }
}
