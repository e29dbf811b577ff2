import Commands
import Domain
import Engine

// MARK: - Decisions about somebody

extension PortalReading {
  package func decisions(about person: PersonKey, limit: Int) throws -> [PastDecision] {
    let found = try [PastDecisions.denials, PastDecisions.changes].flatMap { sql in
      try link.rows(sql, [.text(portal), .text(person.text), .integer(limit)]) { row in
        DecisionRecord(stored: row.text(1)).map { PastDecision(at: Moment(milliseconds: row.integer(0)), decision: $0) }
      }
    }
    return Array(found.compactMap { $0 }.sorted { $0.at > $1.at }.prefix(limit))
  }
}

/// How the decisions about somebody are found among all deliveries.
enum PastDecisions {
  static let denials: StaticString = """
    SELECT at, decision FROM delivery
    WHERE portal = $1 AND person = $2 AND outcome >= 'denied' AND outcome < 'deniee' AND decision IS NOT NULL
    ORDER BY at DESC LIMIT $3
    """

  /// What was done has no index of its own, for which every command would pay with a tenth of its speed: only what is
  /// fresh is looked at.
  static let changes: StaticString = """
    SELECT at, decision FROM (
      SELECT at, person, outcome, decision FROM delivery WHERE portal = $1 ORDER BY at DESC LIMIT 5000) AS fresh
    WHERE person = $2 AND outcome = 'done' AND decision IS NOT NULL ORDER BY at DESC LIMIT $3
    """
}
