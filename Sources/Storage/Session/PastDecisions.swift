import Commands
import Domain
import Engine

// MARK: - Decisions about somebody

extension PortalReading {
  package func decisions(about person: PersonKey, limit: Int) throws -> [PastDecision] {
    try link.rows(PastDecisions.aboutPerson, [.text(portal), .text(person.text), .integer(limit)]) { row in
      DecisionRecord(stored: row.text(1)).map { PastDecision(at: Moment(milliseconds: row.integer(0)), decision: $0) }
    }.compactMap(\.self)
  }
}

/// How the decisions about somebody are found among all deliveries.
enum PastDecisions {
  static let aboutPerson: StaticString = """
    SELECT at, decision FROM delivery
    WHERE portal = $1 AND person = $2 AND decision IS NOT NULL ORDER BY at DESC LIMIT $3
    """
}
