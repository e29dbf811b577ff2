import Commands
import Domain
import Engine
import Permissions

// MARK: - What else is known of a group

extension PortalReading {
  /// The log outlives its group, and every group has a first line in it.
  package func isTaken(_ key: GroupKey) throws -> Bool {
    try link.row(
      "SELECT 1 FROM audit WHERE portal = $1 AND group_key = $2 AND number = 1", [.text(portal), .text(key.text)]
    ) { _ in true } ?? false
  }

  package func summary(of group: GroupKey, for person: PersonKey) throws -> GroupSummary {
    let found = try link.row(
      """
      SELECT
        (SELECT COUNT(*) FROM ticket WHERE portal = $1 AND group_key = $2 AND is_open = 1),
        (SELECT COUNT(*) FROM ticket WHERE portal = $1 AND group_key = $2 AND is_open = 0),
        (SELECT COUNT(*) FROM shared_file WHERE portal = $1 AND group_key = $2),
        (SELECT COUNT(*) FROM membership WHERE portal = $1 AND group_key = $2 AND standing = 'requester'),
        (SELECT COUNT(*) FROM membership WHERE portal = $1 AND group_key = $2 AND standing = 'invited'),
        (SELECT is_pinned + 2 * is_muted FROM mark WHERE portal = $1 AND person = $3 AND group_key = $2)
      """, [.text(portal), .text(group.text), .text(person.text)]
    ) { row in
      let marks = row.optionalInteger(5) ?? 0
      return GroupSummary(
        contents: Contents(
          openTickets: Int(row.integer(0)), closedTickets: Int(row.integer(1)), files: Int(row.integer(2))),
        requests: Int(row.integer(3)), invitations: Int(row.integer(4)),
        marks: Marks(isPinned: marks & 1 != 0, isMuted: marks & 2 != 0))
    }
    guard let found else { throw StoreFault(code: "storage.row", operatorText: "a summary has always one row") }
    return found
  }

  package func followers(of group: GroupKey, with standings: [Standing], limit: Int) throws -> [PersonKey] {
    var found: [PersonKey] = []
    // One range of the index for each standing, as where members are read.
    for standing in Standing.allCases where standings.contains(standing) && found.count < limit {
      found += try link.rows(
        """
        SELECT m.person
        FROM membership AS m LEFT JOIN mark AS k ON k.portal = m.portal AND k.group_key = m.group_key
          AND k.person = m.person
        WHERE m.portal = $1 AND m.group_key = $2 AND m.standing = $3 AND COALESCE(k.is_muted, 0) = 0
        ORDER BY m.since, m.person LIMIT $4
        """, [.text(portal), .text(group.text), .text(standing.rawValue), .integer(limit - found.count)]
      ) { PersonKey($0.text(0)) }
    }
    return found
  }

  package func shareGroup(_ one: PersonKey, _ other: PersonKey) throws -> Bool {
    try link.row(
      """
      SELECT 1
      FROM membership AS a CROSS JOIN membership AS b
      WHERE a.portal = $1 AND a.person = $2 AND b.portal = a.portal AND b.person = $3 AND b.group_key = a.group_key
        AND a.standing IN ('owner', 'moderator', 'member') AND b.standing IN ('owner', 'moderator', 'member')
      LIMIT 1
      """, [.text(portal), .text(one.text), .text(other.text)]
    ) { _ in true } ?? false
  }

  package func marks(of person: PersonKey, in group: GroupKey) throws -> Marks {
    try link.row(
      "SELECT is_pinned, is_muted FROM mark WHERE portal = $1 AND person = $2 AND group_key = $3",
      [.text(portal), .text(person.text), .text(group.text)]
    ) { Marks(isPinned: $0.flag(0), isMuted: $0.flag(1)) } ?? Marks()
  }

  package func log(of group: GroupKey, skipping: Int, limit: Int) throws -> [LogEntry] {
    let last = try lastNumber(in: group) - Int64(skipping)
    return try link.rows(
      """
      SELECT number, at, actor, action, permit_row, target, in_admin_mode, detail
      FROM audit WHERE portal = $1 AND group_key = $2 AND number <= $3
      ORDER BY number DESC LIMIT $4
      """, [.text(portal), .text(group.text), .integer(last), .integer(limit)]
    ) { try $0.logEntry() }
  }

  package func log(of group: GroupKey, lines: Range<Int>) throws -> [LogEntry] {
    try link.rows(
      """
      SELECT number, at, actor, action, permit_row, target, in_admin_mode, detail
      FROM audit WHERE portal = $1 AND group_key = $2 AND number >= $3 AND number < $4
      ORDER BY number
      """, [.text(portal), .text(group.text), .integer(lines.lowerBound), .integer(lines.upperBound)]
    ) { try $0.logEntry() }
  }

  package func lastRejection(of person: PersonKey, in group: GroupKey) throws -> Moment? {
    try link.row(
      """
      SELECT at FROM audit WHERE portal = $1 AND group_key = $2 AND target = $3 AND action = 'reject'
      ORDER BY at DESC LIMIT 1
      """, [.text(portal), .text(group.text), .text(person.text)]
    ) { Moment(milliseconds: $0.integer(0)) }
  }

  /// The number of the log's newest line; 0 while there is none.
  func lastNumber(in group: GroupKey) throws -> Int64 {
    try link.row(
      "SELECT COALESCE(MAX(number), 0) FROM audit WHERE portal = $1 AND group_key = $2",
      [.text(portal), .text(group.text)]
    ) { $0.integer(0) } ?? 0
  }
}

extension StoredRow {
  /// Eight columns: number, at, actor, action, permit_row, target, in_admin_mode, detail.
  fileprivate func logEntry() throws -> LogEntry {
    guard let row = Row(text(4)) else { throw StoreFault(code: "storage.row", operatorText: "no row: \(text(4))") }
    return LogEntry(
      number: Int(integer(0)), at: Moment(milliseconds: integer(1)), actor: PersonKey(text(2)),
      action: try word(3), row: row, target: optionalText(5).map { PersonKey($0) },
      inAdminMode: flag(6), alterations: StoredAlterations.alterations(in: text(7)))
  }
}
