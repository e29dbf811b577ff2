/// A fault with one text for the person in the chat and another for the operator.
///
/// Printing it gives the text that is safe in a room, so that `"\(error)"` can't leak;
/// `String(reflecting: error)` gives the operator's text.
package protocol Explained: Error, CustomStringConvertible, CustomDebugStringConvertible {
  /// A stable name for logs, metrics and tests, such as `storage.sqlite`.
  var code: String { get }

  /// What happened and what to try next, in words that any member of a room may read.
  var userText: String { get }

  /// What an operator needs to find the cause: ids and result codes, never secrets or messages.
  var operatorText: String { get }
}

extension Explained {
  package var operatorText: String { userText }
  package var description: String { userText }
  package var debugDescription: String { "\(code): \(operatorText)" }
}
