import Commands
import Domain
import Engine

// MARK: - What people are told

extension PortalReading {
  package func notices(to person: PersonKey, behind last: PersonalNotice?, limit: Int) throws -> [PersonalNotice] {
    let rows = try link.rows(
      """
      SELECT at, key, notice FROM inbox
      WHERE portal = $1 AND person = $2 AND (at < $3 OR at = $3 AND key < $4)
      ORDER BY at DESC, key DESC LIMIT $5
      """,
      [
        .text(portal), .text(person.text), .integer(last?.at.milliseconds ?? Int64.max), .text(last?.key ?? ""),
        .integer(limit),
      ]
    ) { (at: Moment(milliseconds: $0.integer(0)), key: $0.text(1), bytes: $0.bytes(2)) }
    var people: [PersonKey: Person] = [:]
    return try rows.map { row in
      let parts = try StoredNotice.parts(in: row.bytes) { key in
        if let known = people[key] { return known }
        let found = try self.person(key)
        people[key] = found
        return found
      }
      return PersonalNotice(key: row.key, to: person, at: row.at, parts)
    }
  }
}

extension Session {
  mutating func keep(_ notice: PersonalNotice) throws {
    try link.run(
      "INSERT INTO inbox (portal, person, at, key, notice) VALUES ($1, $2, $3, $4, $5)",
      [
        .text(portal), .text(notice.person.text), .integer(notice.at.milliseconds), .text(notice.key),
        .bytes(StoredNotice.bytes(of: notice.parts)),
      ])
  }

  mutating func remove(_ notices: [PersonalNotice]) throws {
    for notice in notices {
      try link.run(
        "DELETE FROM inbox WHERE portal = $1 AND person = $2 AND at = $3 AND key = $4",
        [.text(portal), .text(notice.person.text), .integer(notice.at.milliseconds), .text(notice.key)])
    }
  }

  mutating func forgetNotices(before: Moment, limit: Int) throws -> Int {
    try link.run(
      """
      DELETE FROM inbox WHERE portal = $1 AND (person, at, key) IN (
        SELECT person, at, key FROM inbox WHERE portal = $1 AND at < $2 ORDER BY at, person, key LIMIT $3)
      """, [.text(portal), .integer(before.milliseconds), .integer(limit)])
  }
}
