import Permissions
import Platform

/// Keeps in mind which rows of the permission table the bot of a talk has asked.
final class Witness: Sendable {
  private let asked = Guarded<Set<Row>>([])

  func note(_ row: Row) { asked.withLock { _ = $0.insert(row) } }

  /// Those since the last time.
  func take() -> Set<Row> {
    asked.withLock { asked in
      defer { asked = [] }
      return asked
    }
  }
}
