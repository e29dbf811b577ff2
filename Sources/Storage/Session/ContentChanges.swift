import Domain
import Engine

// MARK: - Tasks and files

extension Session {
  func add(_ ticket: Ticket) throws -> [Alteration] {
    let added = try link.run(
      """
      INSERT INTO ticket (portal, key, group_key, title, folded, description, status, is_open, creator, responsible,
        due, priority, is_controlled, created)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      ON CONFLICT (portal, key) DO NOTHING
      """,
      [
        .text(portal), .text(ticket.key.text), .text(ticket.group.text), .text(ticket.title), .text(ticket.folded),
        .text(ticket.description), .text(ticket.status.rawValue), .flag(ticket.status.isOpen),
        .text(ticket.creator.text), .text(ticket.responsible.text), .integer(ticket.due?.milliseconds ?? .max),
        .text(ticket.priority.rawValue), .flag(ticket.isControlled), .integer(ticket.created.milliseconds),
      ])
    guard added == 1 else { throw StoreFault(code: "storage.key", operatorText: "the key of a new task is taken") }
    for (role, people) in [(TicketRole.participant, ticket.participants), (.observer, ticket.observers)] {
      for person in people {
        try link.run(
          """
          INSERT INTO ticket_person (portal, ticket, role, person) VALUES ($1, $2, $3, $4)
          ON CONFLICT (portal, ticket, role, person) DO NOTHING
          """, [.text(portal), .text(ticket.key.text), .text(role.rawValue), .text(person.text)])
      }
    }
    return [Alteration("task", from: "", to: ticket.title)]
  }

  func handOver(from person: PersonKey, to other: PersonKey, in key: GroupKey) throws -> [Alteration] {
    let count = try link.run(
      """
      UPDATE ticket SET responsible = $4
      WHERE portal = $1 AND group_key = $2 AND responsible = $3 AND is_open = 1
      """, [.text(portal), .text(key.text), .text(person.text), .text(other.text)])
    return [
      Alteration("responsible", from: person.text, to: other.text), Alteration("tasks", from: "", to: "\(count)"),
    ]
  }

  func add(_ file: SharedFile) throws -> [Alteration] {
    let added = try link.run(
      """
      INSERT INTO shared_file (portal, group_key, folded, name, url, person, at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (portal, group_key, folded) DO NOTHING
      """,
      [
        .text(portal), .text(file.group.text), .text(file.folded), .text(file.name), .text(file.url),
        .text(file.by.text), .integer(file.at.milliseconds),
      ])
    guard added == 1 else { throw StoreFault.overtaken("\(file.group) has a file of that name") }
    return [Alteration("file", from: "", to: file.name)]
  }
}

/// What people are to a task besides its creator and its responsible.
enum TicketRole: String {
  case participant, observer
}
