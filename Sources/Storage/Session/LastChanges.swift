import Commands
import Domain
import Engine
import Permissions

// MARK: - What somebody changed last

extension PortalReading {
  package func lastChange(of person: PersonKey) throws -> LastChange? {
    try link.row(
      "SELECT last_change FROM person WHERE portal = $1 AND key = $2", [.text(portal), .text(person.text)]
    ) { $0.optionalText(0) }?.flatMap { StoredLastChange.change(in: $0) }
  }
}

extension Session {
  mutating func remember(_ change: LastChange?, of person: PersonKey) throws {
    try link.run(
      "UPDATE person SET last_change = $3 WHERE portal = $1 AND key = $2",
      [.text(portal), .text(person.text), .optional(change.map { StoredLastChange.text(of: $0) })])
  }
}

/// A change in one column: group, action, the numbers of its first line and of the one behind its last, and when.
enum StoredLastChange {
  static func text(of change: LastChange) -> String {
    [
      change.group.text, change.action.rawValue, "\(change.lines.lowerBound)", "\(change.lines.upperBound)",
      "\(change.at.milliseconds)",
    ].joined(separator: " ")
  }

  /// What this program doesn't know can't be taken back by it.
  static func change(in text: String) -> LastChange? {
    // The portal's own key is empty.
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 5, let action = Action(rawValue: String(parts[1])), let first = Int(parts[2]),
      let end = Int(parts[3]), first <= end, let at = Int64(parts[4])
    else { return nil }
    return LastChange(action, in: GroupKey(String(parts[0])), lines: first..<end, at: Moment(milliseconds: at))
  }
}
