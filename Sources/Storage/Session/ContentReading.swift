import Commands
import Domain
import Engine

// MARK: - Tasks and files

extension PortalReading {
  package func contents(of group: GroupKey) throws -> Contents {
    let key: [Value] = [.text(portal), .text(group.text)]
    let tickets = try link.row(
      "SELECT COUNT(*), COALESCE(SUM(is_open), 0) FROM ticket WHERE portal = $1 AND group_key = $2", key
    ) { (all: Int($0.integer(0)), open: Int($0.integer(1))) }
    let files = try link.row("SELECT COUNT(*) FROM shared_file WHERE portal = $1 AND group_key = $2", key) {
      Int($0.integer(0))
    }
    return Contents(
      openTickets: tickets?.open ?? 0, closedTickets: (tickets?.all ?? 0) - (tickets?.open ?? 0), files: files ?? 0)
  }

  package func ticket(_ key: TicketKey) throws -> Ticket? {
    try link.row(
      """
      SELECT key, group_key, title, folded, description, status, creator, responsible, due, priority, is_controlled,
        created
      FROM ticket WHERE portal = $1 AND key = $2
      """, [.text(portal), .text(key.text)]
    ) { try $0.ticket() }.map { try withPeople($0) }
  }

  package func tickets(of group: GroupKey, isOpen: Bool?, limit: Int) throws -> [Ticket] {
    var found: [Ticket] = []
    for isOpen in isOpen.map({ [$0] }) ?? [true, false] where found.count < limit {
      found += try link.rows(
        """
        SELECT key, group_key, title, folded, description, status, creator, responsible, due, priority, is_controlled,
          created
        FROM ticket WHERE portal = $1 AND group_key = $2 AND is_open = $3
        ORDER BY due, key LIMIT $4
        """, [.text(portal), .text(group.text), .flag(isOpen), .integer(limit - found.count)]
      ) { try $0.ticket() }
    }
    return try found.map { try withPeople($0) }
  }

  package func openTickets(of person: PersonKey, in group: GroupKey, limit: Int) throws -> [Ticket] {
    try link.rows(
      """
      SELECT key, group_key, title, folded, description, status, creator, responsible, due, priority, is_controlled,
        created
      FROM ticket WHERE portal = $1 AND responsible = $2 AND is_open = 1 AND group_key = $3
      ORDER BY due, key LIMIT $4
      """, [.text(portal), .text(person.text), .text(group.text), .integer(limit)]
    ) { try $0.ticket() }.map { try withPeople($0) }
  }

  package func openTickets(outside dates: Group.Dates, in group: GroupKey, limit: Int) throws -> [Ticket] {
    let never = Int64.max
    return try link.rows(
      """
      SELECT key, group_key, title, folded, description, status, creator, responsible, due, priority, is_controlled,
        created
      FROM ticket
      WHERE portal = $1 AND group_key = $2 AND is_open = 1
        AND (due < $3 OR due > $4) AND due < CAST($5 AS BIGINT)
      ORDER BY due, key LIMIT $6
      """,
      [
        .text(portal), .text(group.text), .integer(dates.from?.milliseconds ?? .min),
        .integer(dates.until?.milliseconds ?? never), .integer(never), .integer(limit),
      ]
    ) { try $0.ticket() }.map { try withPeople($0) }
  }

  package func files(of group: GroupKey, limit: Int) throws -> [SharedFile] {
    try link.rows(
      """
      SELECT name, folded, url, person, at FROM shared_file WHERE portal = $1 AND group_key = $2
      ORDER BY folded LIMIT $3
      """, [.text(portal), .text(group.text), .integer(limit)]
    ) { row in
      SharedFile(
        group: group, name: row.text(0), folded: row.text(1), url: row.text(2), by: PersonKey(row.text(3)),
        at: Moment(milliseconds: row.integer(4)))
    }
  }

  private func withPeople(_ ticket: Ticket) throws -> Ticket {
    var ticket = ticket
    let people = try link.rows(
      "SELECT role, person FROM ticket_person WHERE portal = $1 AND ticket = $2 ORDER BY role, person",
      [.text(portal), .text(ticket.key.text)]
    ) { (role: try $0.word(0, TicketRole.self), person: PersonKey($0.text(1))) }
    ticket.participants = people.filter { $0.role == .participant }.map(\.person)
    ticket.observers = people.filter { $0.role == .observer }.map(\.person)
    return ticket
  }
}

extension StoredRow {
  /// Twelve columns: key, group_key, title, folded, description, status, creator, responsible, due, priority,
  /// is_controlled, created.
  fileprivate func ticket() throws -> Ticket {
    Ticket(
      key: TicketKey(text(0)), group: GroupKey(text(1)), title: text(2), folded: text(3), description: text(4),
      status: try word(5), creator: PersonKey(text(6)), responsible: PersonKey(text(7)),
      due: integer(8) == .max ? nil : Moment(milliseconds: integer(8)), priority: try word(9), isControlled: flag(10),
      created: Moment(milliseconds: integer(11)))
  }
}
