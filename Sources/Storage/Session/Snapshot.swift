import Commands
import Domain
import Engine
import Permissions

/// What one portal can read over a connection, in the transaction that is under way there.
protocol PortalReading: ReadingTransaction {
  associatedtype Link: Connection

  var link: Link { get }
  var portal: String { get }
}

/// The reader's side of a connection: it has no way to write.
struct Snapshot<Link: Connection>: PortalReading {
  let link: Link
  let portal: String

  init(_ link: Link, portal: String) {
    self.link = link
    self.portal = portal
  }
}

extension PortalReading {
  package func person(_ key: PersonKey) throws -> Person? {
    try link.row(
      """
      SELECT key, name, handle, connection, user_id, is_external, is_active, is_admin, admin_mode_until, language,
        time_zone
      FROM person WHERE portal = $1 AND key = $2
      """, [.text(portal), .text(key.text)], { $0.person() })
  }

  package func person(_ account: Account) throws -> Person? {
    try link.row(
      """
      SELECT p.key, p.name, p.handle, p.connection, p.user_id, p.is_external, p.is_active, p.is_admin,
        p.admin_mode_until, p.language, p.time_zone, p.last_change, a.folded_handle
      FROM account AS a CROSS JOIN person AS p
      WHERE a.portal = $1 AND a.connection = $2 AND a.user_id = $3 AND p.portal = a.portal AND p.key = a.person
      """, [.text(portal), .text(account.connection), .text(account.user)]
    ) { row in
      var person = row.person()
      person.hasLastChange = !row.isNull(11)
      person.linkedHandle = row.optionalText(12)
      return person
    }
  }

  package func accounts(of person: PersonKey) throws -> [Account] {
    try link.rows(
      "SELECT connection, user_id FROM account WHERE portal = $1 AND person = $2 ORDER BY connection, user_id",
      [.text(portal), .text(person.text)]
    ) { Account(connection: $0.text(0), user: $0.text(1)) }
  }

  package func grantedAdministrators() throws -> [Person] {
    try link.rows(
      """
      SELECT key, name, handle, connection, user_id, is_external, is_active, is_admin, admin_mode_until, language,
        time_zone
      FROM person WHERE portal = $1 AND is_admin = 1 AND is_active = 1 ORDER BY handle, key
      """, [.text(portal)]
    ) { $0.person() }
  }

  package func people(handled handle: NameMatch, isExternal: Bool, limit: Int) throws -> [Person] {
    let search = NameSearch(handle)
    let people = try link.rows(
      """
      SELECT key, name, handle, connection, user_id, is_external, is_active, is_admin, admin_mode_until, language,
        time_zone
      FROM person
      WHERE portal = $1 AND is_external = $2 AND folded_handle >= $3 AND folded_handle <= $4
        AND folded_handle LIKE $5 ESCAPE '!'
      ORDER BY folded_handle, key LIMIT $6
      """,
      [
        .text(portal), .flag(isExternal), .text(search.first), .text(search.last), .text(search.part), .integer(limit),
      ], { $0.person() })
    let linked = try self.people(linkedAs: search, isExternal: isExternal, limit: limit)
    let others = linked.filter { person in !people.contains { $0.key == person.key } }
    return Array((people + others).prefix(limit))
  }

  package func group(_ key: GroupKey) throws -> Group? {
    try link.row(
      """
      SELECT key, kind, name, folded, description, tags, folded_tags, privacy, archived_by, archived_at, owner,
        inviters, posters, open_to_externals, levels, starts, ends, created, members
      FROM groups WHERE portal = $1 AND key = $2
      """, [.text(portal), .text(key.text)], { try $0.group() })
  }

  package func membership(of person: PersonKey, in group: GroupKey) throws -> Membership? {
    try link.row(
      """
      SELECT person, standing, inviter, message, since, offers_ownership, reminded
      FROM membership WHERE portal = $1 AND group_key = $2 AND person = $3
      """, [.text(portal), .text(group.text), .text(person.text)], { try $0.membership(at: 0) })
  }

  package func members(of group: GroupKey, with standings: [Standing], limit: Int) throws -> [Member] {
    var found: [Member] = []
    // One range of the index for each standing, so that a few of a million members cost no more than a few.
    for standing in Standing.allCases where standings.contains(standing) && found.count < limit {
      found += try link.rows(
        """
        SELECT p.key, p.name, p.handle, p.connection, p.user_id, p.is_external, p.is_active, p.is_admin,
          p.admin_mode_until, p.language, p.time_zone, m.person, m.standing, m.inviter, m.message, m.since, m.offers_ownership,
          m.reminded
        FROM membership AS m CROSS JOIN person AS p
        WHERE m.portal = $1 AND m.group_key = $2 AND m.standing = $3 AND p.portal = m.portal AND p.key = m.person
        ORDER BY m.since, m.person LIMIT $4
        """, [.text(portal), .text(group.text), .text(standing.rawValue), .integer(limit - found.count)]
      ) { Member(person: $0.person(), membership: try $0.membership(at: 11)) }
    }
    return found
  }

  package func delivery(_ key: DeliveryRecord.Key) throws -> DeliveryRecord? {
    try link.row(
      """
      SELECT fingerprint, at, person, outcome, reply, decision
      FROM delivery WHERE portal = $1 AND connection = $2 AND id = $3
      """, [.text(portal), .text(key.connection), .text(key.id)]
    ) { row in
      DeliveryRecord(
        key: key, fingerprint: row.bytes(0), at: Moment(milliseconds: row.integer(1)),
        person: row.optionalText(2).map { PersonKey($0) }, outcome: row.text(3),
        decision: row.optionalText(5).flatMap { DecisionRecord(stored: $0) }, reply: row.bytes(4))
    }
  }

  package func nextParcel() throws -> Moment? {
    try link.row("SELECT MIN(next_try) FROM outbox WHERE portal = $1", [.text(portal)]) { row in
      row.optionalInteger(0).map { Moment(milliseconds: $0) }
    } ?? nil
  }

  package func outboxDepth() throws -> (waiting: Int, failed: Int) {
    let counts = try link.row(
      "SELECT COUNT(next_try), COUNT(*) FROM outbox WHERE portal = $1", [.text(portal)]
    ) { (waiting: Int($0.integer(0)), all: Int($0.integer(1))) }
    guard let counts else { return (0, 0) }
    return (counts.waiting, counts.all - counts.waiting)
  }
}

// MARK: - Rows

extension StoredRow {
  /// Eleven columns: key, name, handle, connection, user_id, is_external, is_active, is_admin, admin_mode_until, language,
  /// time_zone.
  func person() -> Person {
    Person(
      key: PersonKey(text(0)), name: text(1), handle: text(2), account: Account(connection: text(3), user: text(4)),
      isExternal: flag(5), isActive: flag(6), isAdmin: flag(7),
      adminModeUntil: optionalMoment(8), language: optionalText(9),
      timeZone: optionalText(10))
  }

  /// Nineteen columns: key, kind, name, folded, description, tags, folded_tags, privacy, archived_by, archived_at, owner,
  /// inviters, posters, open_to_externals, levels, starts, ends, created, members.
  func group() throws -> Group {
    var archived: Group.Archived?
    if let person = optionalText(8), let moment = optionalInteger(9) {
      archived = Group.Archived(by: PersonKey(person), at: Moment(milliseconds: moment))
    }
    return Group(
      key: GroupKey(text(0)), kind: try word(1), name: GroupName(stored: text(2), folded: text(3)),
      description: text(4), tags: StoredTags.tags(in: text(5), folded: text(6)), privacy: try word(7),
      archived: archived, owner: PersonKey(text(10)),
      settings: Group.Settings(
        inviters: try word(11), posters: try word(12), openToExternals: flag(13),
        levels: StoredLevels.levels(in: text(14))),
      dates: Group.Dates(from: optionalMoment(15), until: optionalMoment(16)),
      created: Moment(milliseconds: integer(17)), memberCount: Int(integer(18)))
  }

  /// Seven columns from `first` on: person, standing, inviter, message, since, offers_ownership, reminded.
  func membership(at first: Int) throws -> Membership {
    Membership(
      person: PersonKey(text(first)), standing: try word(first + 1),
      inviter: optionalText(first + 2).map { PersonKey($0) }, message: text(first + 3),
      since: Moment(milliseconds: integer(first + 4)), offersOwnership: flag(first + 5),
      reminded: optionalMoment(first + 6))
  }

  func optionalMoment(_ column: Int) -> Moment? { optionalInteger(column).map { Moment(milliseconds: $0) } }
}
