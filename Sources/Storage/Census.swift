package import Domain
import Engine

/// Who is in a store and in which groups, read from outside: nothing is written, and another process may have it open.
package struct Census: Sendable, Equatable {
  package var people: [Person]
  package var groups: [Group]
  /// By group, in no order.
  package var memberships: [GroupKey: [Membership]]

  package init(people: [Person], groups: [Group], memberships: [GroupKey: [Membership]]) {
    self.people = people
    self.groups = groups
    self.memberships = memberships
  }

  /// The same with these administrators besides those that the store knows.
  package func appointing(_ admins: Set<Account>) -> Census {
    var census = self
    for index in people.indices where admins.contains(people[index].account) { census.people[index].isAdmin = true }
    return census
  }
}

extension Census {
  /// Takes the census of a SQLite file.
  ///
  /// - Parameter portal: whose; `nil` where the store holds only one.
  /// - Throws: ``StoreFault``
  package static func take(sqlite path: String, portal: String?) throws -> Census {
    let connection = try SQLiteConnection(path: path, isReadOnly: true)
    try connection.runScript("PRAGMA query_only = ON")
    try connection.beginReading()
    defer { try? connection.rollBack() }
    return try Census(on: connection, portal: portal)
  }

  /// Takes the census of a PostgreSQL database.
  package static func take(postgresql url: Secret, portal: String?) throws -> Census {
    let connection = try PostgresConnection(String(decoding: url.bytes, as: UTF8.self))
    try connection.beginReading()
    defer { try? connection.rollBack() }
    return try Census(on: connection, portal: portal)
  }

  private init(on connection: some Connection, portal wanted: String?) throws {
    let portal = try Self.portal(wanted, on: connection)
    people = try connection.rows(
      """
      SELECT key, name, handle, connection, user_id, is_external, is_active, is_admin, admin_mode_until, language,
        time_zone
      FROM person WHERE portal = $1
      """, [.text(portal)], { $0.person() })
    groups = try connection.rows(
      """
      SELECT key, kind, name, folded, description, tags, folded_tags, privacy, archived_by, archived_at, owner,
        inviters, posters, open_to_externals, levels, starts, ends, created, members
      FROM groups WHERE portal = $1
      """, [.text(portal)], { try $0.group() })
    memberships = [:]
    try connection.run(
      """
      SELECT group_key, person, standing, inviter, message, since, offers_ownership, reminded
      FROM membership WHERE portal = $1
      """, [.text(portal)]
    ) { row in memberships[GroupKey(row.text(0)), default: []].append(try row.membership(at: 1)) }
  }

  private static func portal(_ wanted: String?, on connection: some Connection) throws -> String {
    let step = try connection.row("SELECT COALESCE(MAX(number), 0) FROM schema_step", []) { Int($0.integer(0)) }
    guard let step, step == Schema.steps.count else {
      throw StoreFault(
        code: "storage.schema",
        operatorText: "the store's schema is at step \(step ?? 0), and this program's at \(Schema.steps.count); start"
          + " the bot of this version on it first")
    }
    let portals = try connection.rows("SELECT name FROM portal", []) { $0.text(0) }.sorted()
    if let portal = portals.first(where: { wanted == nil ? portals.count == 1 : $0 == wanted }) { return portal }
    let names = portals.isEmpty ? "none" : portals.joined(separator: ", ")
    throw StoreFault(
      code: "storage.portal",
      operatorText: (wanted.map { "the store has no portal “\($0)”" } ?? "say which portal with --portal NAME")
        + "; it holds: \(names)")
  }
}
