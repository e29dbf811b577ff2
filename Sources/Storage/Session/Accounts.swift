import Commands
import Domain
import Engine

// MARK: - One person, several accounts

extension PortalReading {
  package func isBound(_ person: PersonKey) throws -> Bool {
    try link.row(
      """
      SELECT CASE WHEN EXISTS (SELECT 1 FROM membership WHERE portal = $1 AND person = $2)
        OR EXISTS (SELECT 1 FROM ticket WHERE portal = $1 AND responsible = $2)
        OR EXISTS (SELECT 1 FROM ticket WHERE portal = $1 AND creator = $2) THEN 1 ELSE 0 END
      """, [.text(portal), .text(person.text)]
    ) { $0.flag(0) } ?? false
  }

  package func linkCode(_ code: String) throws -> LinkCode? {
    try link.row(
      "SELECT code, person, expires FROM link_code WHERE portal = $1 AND code = $2", [.text(portal), .text(code)]
    ) { $0.linkCode() }
  }

  package func wrongCodes(of account: Account) throws -> WrongCodes? {
    try link.row(
      "SELECT count, ends FROM wrong_code WHERE portal = $1 AND connection = $2 AND user_id = $3",
      [.text(portal), .text(account.connection), .text(account.user)]
    ) { WrongCodes(count: Int($0.integer(0)), end: Moment(milliseconds: $0.integer(1))) }
  }

  /// People whom a linked account has that handle; in the order of handle and key.
  func people(linkedAs search: NameSearch, isExternal: Bool, limit: Int) throws -> [Person] {
    try link.rows(
      """
      SELECT p.key, p.name, p.handle, p.connection, p.user_id, p.is_external, p.is_active, p.is_admin,
        p.admin_mode_until, p.language, p.time_zone
      FROM account AS a CROSS JOIN person AS p
      WHERE a.portal = $1 AND a.folded_handle >= $3 AND a.folded_handle <= $4
        AND a.folded_handle LIKE $5 ESCAPE '!' AND p.portal = a.portal AND p.key = a.person AND p.is_external = $2
      ORDER BY a.folded_handle, a.person LIMIT $6
      """,
      [
        .text(portal), .flag(isExternal), .text(search.first), .text(search.last), .text(search.part), .integer(limit),
      ]
    ) { $0.person() }
  }
}

extension Session {
  mutating func offer(_ code: LinkCode) throws {
    try link.run(
      """
      INSERT INTO link_code (portal, person, code, expires) VALUES ($1, $2, $3, $4)
      ON CONFLICT (portal, person) DO UPDATE SET code = excluded.code, expires = excluded.expires
      """, [.text(portal), .text(code.person.text), .text(code.text), .integer(code.expires.milliseconds)])
  }

  mutating func takeLinkCode(_ code: String) throws -> LinkCode? {
    try link.row(
      "DELETE FROM link_code WHERE portal = $1 AND code = $2 RETURNING code, person, expires",
      [.text(portal), .text(code)]
    ) { $0.linkCode() }
  }

  mutating func join(
    _ account: Account, handled handle: String, of person: PersonKey, to owner: PersonKey, by code: String
  ) throws {
    guard try takeLinkCode(code)?.person == owner, person != owner else {
      throw StoreFault.overtaken("the code that links an account isn't its owner's")
    }
    try link.run(
      """
      UPDATE account SET person = $3, folded_handle = COALESCE(folded_handle, $4) WHERE portal = $1 AND person = $2
      """, [.text(portal), .text(person.text), .text(owner.text), .text(handle)])
    try link.run(
      """
      INSERT INTO account (portal, connection, user_id, person, folded_handle) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (portal, connection, user_id) DO NOTHING
      """,
      [.text(portal), .text(account.connection), .text(account.user), .text(owner.text), .text(handle)])
    // The row stays for the lines of the log that name it, and for nothing else.
    try link.run(
      "UPDATE person SET is_active = 0, folded_handle = '' WHERE portal = $1 AND key = $2",
      [.text(portal), .text(person.text)])
    // What was told, or is on its way, is the owner's to read from now on.
    try link.run(
      "UPDATE inbox SET person = $3 WHERE portal = $1 AND person = $2",
      [.text(portal), .text(person.text), .text(owner.text)])
    try link.run(LinkedParcels.handOver, [.text(portal), .text(person.text), .text(owner.text)])
    try link.run("DELETE FROM link_code WHERE portal = $1 AND person = $2", [.text(portal), .text(person.text)])
    try link.run("DELETE FROM pending_command WHERE portal = $1 AND person = $2", [.text(portal), .text(person.text)])
  }

  mutating func countWrongCode(of account: Account, at now: Moment) throws {
    let codes = WrongCodes.adding(to: try wrongCodes(of: account), at: now)
    try link.run(
      "DELETE FROM wrong_code WHERE portal = $1 AND ends <= $2", [.text(portal), .integer(now.milliseconds)])
    try link.run(
      """
      INSERT INTO wrong_code (portal, connection, user_id, count, ends) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (portal, connection, user_id) DO UPDATE SET count = excluded.count, ends = excluded.ends
      """,
      [
        .text(portal), .text(account.connection), .text(account.user), .integer(codes.count),
        .integer(codes.end.milliseconds),
      ])
  }

  mutating func rename(_ account: Account, handled foldedHandle: String) throws {
    try link.run(
      """
      UPDATE account SET folded_handle = $4
      WHERE portal = $1 AND connection = $2 AND user_id = $3 AND folded_handle IS NOT NULL
      """,
      [.text(portal), .text(account.connection), .text(account.user), .text(foldedHandle)])
  }
}

/// What is on its way to somebody.
enum LinkedParcels {
  static let handOver: StaticString = "UPDATE outbox SET person = $3 WHERE portal = $1 AND person = $2"
}

extension StoredRow {
  /// Three columns: code, person, expires.
  fileprivate func linkCode() -> LinkCode {
    LinkCode(text: text(0), person: PersonKey(text(1)), expires: Moment(milliseconds: integer(2)))
  }
}
