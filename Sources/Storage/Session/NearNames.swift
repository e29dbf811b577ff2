import CommandLanguage
import Commands
import Domain
import Engine

// MARK: - Names that are almost right

extension PortalReading {
  package func groups(near name: String, in sight: Sight, limit: Int) throws -> [Related] {
    let (privacies, own): ([Privacy], Privacy?) =
      switch sight {
      case .everything: (Privacy.allCases, nil)
      case .employee: ([.public, .private], .hidden)
      case .external: ([], nil)
      }
    let search = NearSearch(name, limit: limit)
    var found = try privacies.flatMap { privacy in
      try link.rows(NearSearch.groups, search.values(portal, .text(privacy.rawValue))) { NearName($0) }
    }
    if case .everything = sight {} else { found += try related(near: name, to: sight.reader, privacy: own) }
    return try found.sorted { $0.isListed(before: $1, near: name) }.prefix(limit).compactMap { near in
      try group(near.key).map { group in
        Related(group: group, membership: try membership(of: sight.reader, in: group.key))
      }
    }
  }

  /// Among the groups to which a person has any relation; as many are read as the person has.
  private func related(near name: String, to person: PersonKey, privacy: Privacy?) throws -> [NearName] {
    try link.rows(
      """
      SELECT g.key, g.folded FROM membership AS m CROSS JOIN groups AS g
      WHERE m.portal = $1 AND m.person = $2 AND g.portal = m.portal AND g.key = m.group_key
        AND (CAST($3 AS TEXT) = '' OR g.privacy = $3)
      """, [.text(portal), .text(person.text), .text(privacy?.rawValue ?? "")]
    ) { NearName($0) }.filter { $0.folded.isOneEdit(from: name) || $0.folded.beginsOneEdit(from: name) }
  }

  package func people(near handle: String, in sight: Sight, limit: Int) throws -> [Person] {
    let search = NearSearch(handle, limit: limit)
    // Whether only who shares a group with the reader is looked at: among employees, and among people from outside.
    let (employees, others) =
      switch sight {
      case .everything: (false, false)
      case .employee: (false, true)
      case .external: (true, true)
      }
    return try [(false, employees), (true, others)].flatMap { isExternal, mustShare in
      try link.rows(
        NearSearch.people,
        search.values(portal, .flag(isExternal)) + [.text(sight.reader.text), .flag(mustShare)]
      ) { $0.person() }
    }
  }
}

/// A group's key and folded name.
private struct NearName {
  let key: GroupKey
  let folded: String

  init(_ row: some StoredRow) { (key, folded) = (GroupKey(row.text(0)), row.text(1)) }

  /// Whole names before those that only begin so, and then as every list is sorted.
  func isListed(before other: NearName, near name: String) -> Bool {
    let (isWhole, isOtherWhole) = (folded.isOneEdit(from: name), other.folded.isOneEdit(from: name))
    guard isWhole == isOtherWhole else { return isWhole }
    if folded != other.folded { return folded.utf8.lexicographicallyPrecedes(other.folded.utf8) }
    return key.text.utf8.lexicographicallyPrecedes(other.key.text.utf8)
  }
}

/// Finds names that are one edit from a text by walking through their index, as through a tree of letters.
///
/// `place` is how far names go along with the text; at each place, `branch` leaps from one letter that follows there to the
/// next, so that what is read depends on how many letters there are, not on how many names. Each letter taken for the
/// text's, put before it, each one left out and each pair swapped makes a `spelling`, which is looked up.
struct NearSearch {
  let text: String
  let limit: Int

  init(_ text: String, limit: Int) {
    self.text = text
    self.limit = limit
  }

  /// - Parameter part: Which part of the index.
  func values(_ portal: String, _ part: Value) -> [Value] {
    [
      .text(portal), part, .text(text), .integer(text.unicodeScalars.count), .text("\u{10FFFF}"), .integer(limit),
    ]
  }

  static let groups: StaticString = """
    WITH RECURSIVE
    typed (text, length, last) AS (SELECT CAST($3 AS TEXT), CAST($4 AS INTEGER), CAST($5 AS TEXT)),
    place (n, name) AS (
      SELECT 0, (SELECT MIN(g.folded) FROM groups AS g WHERE g.portal = $1 AND g.privacy = $2)
      UNION ALL
      SELECT p.n + 1, (
        SELECT MIN(g.folded) FROM groups AS g WHERE g.portal = $1 AND g.privacy = $2 AND g.folded >= substr(t.text, 1, p.n + 1))
      FROM place AS p CROSS JOIN typed AS t
      WHERE p.n < t.length AND substr(p.name, 1, p.n) = substr(t.text, 1, p.n)
    ),
    branch (n, name, number) AS (
      SELECT p.n, (
        SELECT MIN(g.folded) FROM groups AS g WHERE g.portal = $1 AND g.privacy = $2 AND g.folded > substr(t.text, 1, p.n)), 1
      FROM place AS p CROSS JOIN typed AS t
      WHERE substr(p.name, 1, p.n) = substr(t.text, 1, p.n)
      UNION ALL
      SELECT b.n, (
        SELECT MIN(g.folded) FROM groups AS g
        WHERE g.portal = $1 AND g.privacy = $2 AND g.folded > substr(b.name, 1, b.n + 1) || t.last), b.number + 1
      FROM branch AS b CROSS JOIN typed AS t
      WHERE b.number < 100 AND substr(b.name, 1, b.n) = substr(t.text, 1, b.n)
    ),
    spelling (text) AS (
      SELECT substr(b.name, 1, b.n + 1) || substr(t.text, b.n + 2) FROM branch AS b CROSS JOIN typed AS t
      WHERE substr(b.name, 1, b.n) = substr(t.text, 1, b.n)
      UNION
      SELECT substr(b.name, 1, b.n + 1) || substr(t.text, b.n + 1) FROM branch AS b CROSS JOIN typed AS t
      WHERE substr(b.name, 1, b.n) = substr(t.text, 1, b.n)
      UNION
      SELECT substr(t.text, 1, p.n) || substr(t.text, p.n + 2) FROM place AS p CROSS JOIN typed AS t
      UNION
      SELECT substr(t.text, 1, p.n) || substr(t.text, p.n + 2, 1) || substr(t.text, p.n + 1, 1)
        || substr(t.text, p.n + 3)
      FROM place AS p CROSS JOIN typed AS t
    ),
    near (name, is_whole) AS (
      SELECT n.name, MAX(CASE WHEN n.name = n.text THEN 1 ELSE 0 END)
      FROM (
        SELECT s.text, (SELECT MIN(g.folded) FROM groups AS g WHERE g.portal = $1 AND g.privacy = $2
          AND g.folded >= s.text) AS name
        FROM spelling AS s) AS n
      WHERE substr(n.name, 1, length(n.text)) = n.text AND n.text <> CAST($3 AS TEXT)
      GROUP BY n.name
    )
    SELECT g.key, g.folded FROM near AS n CROSS JOIN groups AS g
    WHERE g.portal = $1 AND g.privacy = $2 AND g.folded = n.name
    ORDER BY n.is_whole DESC, g.folded, g.key LIMIT $6
    """

  static let people: StaticString = """
    WITH RECURSIVE
    typed (text, length, last) AS (SELECT CAST($3 AS TEXT), CAST($4 AS INTEGER), CAST($5 AS TEXT)),
    place (n, name) AS (
      SELECT 0, (SELECT MIN(g.folded_handle) FROM person AS g WHERE g.portal = $1 AND g.is_external = $2)
      UNION ALL
      SELECT p.n + 1, (
        SELECT MIN(g.folded_handle) FROM person AS g WHERE g.portal = $1 AND g.is_external = $2 AND g.folded_handle >= substr(t.text, 1, p.n + 1))
      FROM place AS p CROSS JOIN typed AS t
      WHERE p.n < t.length AND substr(p.name, 1, p.n) = substr(t.text, 1, p.n)
    ),
    branch (n, name, number) AS (
      SELECT p.n, (
        SELECT MIN(g.folded_handle) FROM person AS g WHERE g.portal = $1 AND g.is_external = $2 AND g.folded_handle > substr(t.text, 1, p.n)), 1
      FROM place AS p CROSS JOIN typed AS t
      WHERE substr(p.name, 1, p.n) = substr(t.text, 1, p.n)
      UNION ALL
      SELECT b.n, (
        SELECT MIN(g.folded_handle) FROM person AS g
        WHERE g.portal = $1 AND g.is_external = $2 AND g.folded_handle > substr(b.name, 1, b.n + 1) || t.last), b.number + 1
      FROM branch AS b CROSS JOIN typed AS t
      WHERE b.number < 100 AND substr(b.name, 1, b.n) = substr(t.text, 1, b.n)
    ),
    spelling (text) AS (
      SELECT substr(b.name, 1, b.n + 1) || substr(t.text, b.n + 2) FROM branch AS b CROSS JOIN typed AS t
      WHERE substr(b.name, 1, b.n) = substr(t.text, 1, b.n)
      UNION
      SELECT substr(b.name, 1, b.n + 1) || substr(t.text, b.n + 1) FROM branch AS b CROSS JOIN typed AS t
      WHERE substr(b.name, 1, b.n) = substr(t.text, 1, b.n)
      UNION
      SELECT substr(t.text, 1, p.n) || substr(t.text, p.n + 2) FROM place AS p CROSS JOIN typed AS t
      UNION
      SELECT substr(t.text, 1, p.n) || substr(t.text, p.n + 2, 1) || substr(t.text, p.n + 1, 1)
        || substr(t.text, p.n + 3)
      FROM place AS p CROSS JOIN typed AS t
    )
    SELECT g.key, g.name, g.handle, g.connection, g.user_id, g.is_external, g.is_active, g.is_admin,
      g.admin_mode_until, g.language, g.time_zone
    FROM spelling AS s CROSS JOIN person AS g
    WHERE g.portal = $1 AND g.is_external = $2 AND g.folded_handle = s.text AND s.text <> CAST($3 AS TEXT)
      AND (CAST($8 AS INTEGER) = 0 OR EXISTS (
        SELECT 1 FROM membership AS a CROSS JOIN membership AS b
        WHERE a.portal = $1 AND a.person = $7 AND b.portal = a.portal AND b.person = g.key
          AND b.group_key = a.group_key AND a.standing IN ('owner', 'moderator', 'member')
          AND b.standing IN ('owner', 'moderator', 'member')))
    ORDER BY g.folded_handle, g.key LIMIT $6
    """
}
