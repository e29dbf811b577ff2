import Domain
import Engine
import TestSupport
import Testing

@testable import Storage

/// How the engines carry out the lists: by an index, in its order, so that a page costs the same among a million groups.
@Suite("Plans of the lists", .tags(.io), .temporaryDirectory)
struct PlanTests {
  @Test(arguments: [
    (GroupSearch.list, "group_list"), (GroupSearch.listOfOwner, "group_owner_list"),
  ])
  func `SQLite reads one range of the index and sorts nothing`(_ sql: StaticString, _ index: String) async throws {
    let plan = try await sqlitePlan(of: sql)
    #expect(plan.contains("SEARCH g USING INDEX \(index) (portal=? AND"))
    #expect(plan.contains("privacy=? AND kind=? AND is_archived=? AND folded>? AND folded<?)"))
    #expect(plan.contains("SEARCH m USING PRIMARY KEY (portal=? AND person=? AND group_key=?)"))
    #expect(!plan.contains("SCAN"))
    #expect(!plan.contains("TEMP B-TREE"))
  }

  @Test func `SQLite reads one range for a name`() async throws {
    let plan = try await sqlitePlan(of: GroupSearch.named)
    #expect(plan.contains("SEARCH g USING INDEX group_name (portal=? AND privacy=? AND folded>? AND folded<?)"))
    #expect(!plan.contains("SCAN"))
    #expect(!plan.contains("TEMP B-TREE"))
  }

  @Test(arguments: [(NearSearch.groups, "g USING COVERING INDEX group_name"), (NearSearch.people, "g USING")])
  func `SQLite leaps through the index for a name that is almost right`(
    _ sql: StaticString, _ index: String
  ) async throws {
    let plan = try await sqlitePlan(of: sql)
    #expect(plan.contains("SEARCH \(index)"))
    #expect(!plan.contains("SCAN g"))
  }

  @Test func `SQLite starts a person's groups from the person's memberships`() async throws {
    let plan = try await sqlitePlan(of: GroupSearch.related)
    #expect(plan.contains("SEARCH m USING PRIMARY KEY (portal=? AND person=?)"))
    #expect(plan.contains("SEARCH g USING PRIMARY KEY (portal=? AND key=?)"))
    #expect(!plan.contains("SCAN"))
  }

  @Test(arguments: [
    (Expired.questions, "pending_command_expires (portal=? AND expires<?)"),
    (Expired.codes, "link_code_expires (portal=? AND expires<?)"),
    (LinkedParcels.handOver, "outbox_person (portal=? AND person=?)"),
  ])
  func `SQLite finds what has expired, and what is on its way to a person`(
    _ sql: StaticString, _ index: String
  ) async throws {
    let plan = try await sqlitePlan(of: sql)
    #expect(plan.contains(index), "\(plan)")
    #expect(!plan.contains("SCAN outbox") && !plan.contains("SCAN pending_command") && !plan.contains("SCAN link_code"))
    #expect(!plan.contains("TEMP B-TREE"))
  }

  @Test func `SQLite starts a person's pins from the person's marks`() async throws {
    let plan = try await sqlitePlan(of: GroupSearch.pinned)
    #expect(plan.contains("SEARCH k USING PRIMARY KEY (portal=? AND person=?)"))
    #expect(plan.contains("SEARCH g USING PRIMARY KEY (portal=? AND key=?)"))
    #expect(plan.contains("SEARCH m USING PRIMARY KEY (portal=? AND person=? AND group_key=?)"))
    #expect(!plan.contains("SCAN"))
  }

  @Test(arguments: [
    (GroupSearch.list, 12, "group_list"), (GroupSearch.listOfOwner, 13, "group_owner_list"),
  ])
  func `PostgreSQL reads one range of the index and sorts nothing`(
    _ sql: StaticString, _ count: Int, _ index: String
  ) async throws {
    let plan = try await postgresPlan(of: sql, parameters: count)
    #expect(plan.contains("Index Scan using \(index) on groups"))
    #expect(plan.contains("Index Scan using membership_pkey on membership"))
    #expect(!plan.contains("Sort"))
    #expect(!plan.contains("Seq Scan"))
    #expect(!plan.contains("Bitmap"))
  }

  @Test(arguments: [(GroupSearch.named, 8), (NearSearch.groups, 6)])
  func `PostgreSQL finds names in their index`(_ sql: StaticString, _ count: Int) async throws {
    let plan = try await postgresPlan(of: sql, parameters: count)
    #expect(plan.contains("group_name on groups"))
    #expect(!plan.contains("Seq Scan on groups"))
    #expect(!plan.contains("Bitmap"))
  }

  @Test func `PostgreSQL starts a person's groups from the person's memberships`() async throws {
    let plan = try await postgresPlan(of: GroupSearch.related, parameters: 14)
    #expect(plan.contains("Index Scan using membership_pkey on membership"))
    #expect(plan.contains("Index Scan using groups_pkey on groups"))
    #expect(!plan.contains("Seq Scan"))
  }

  @Test func `SQLite finds due parcels in their index, and sorts nothing`() async throws {
    let plan = try await sqlitePlan(of: Dialect.sqlite.takeParcels)
    #expect(plan.contains("SEARCH outbox USING PRIMARY KEY (portal=? AND key=?)"))
    #expect(plan.contains("SEARCH outbox USING INDEX outbox_due (portal=? AND next_try<?)"))
    #expect(!plan.contains("SCAN"))
    #expect(!plan.contains("TEMP B-TREE"))
  }

  @Test func `PostgreSQL finds due parcels in their index, and sorts nothing`() async throws {
    let plan = try await postgresPlan(of: Dialect.postgres.takeParcels, parameters: 7)
    #expect(plan.contains("Index Scan using outbox_pkey on outbox"))
    #expect(plan.contains("Index Scan using outbox_due on outbox"))
    #expect(!plan.contains("Sort"))
    #expect(!plan.contains("Seq Scan"))
    #expect(!plan.contains("Bitmap"))
  }

  private func sqlitePlan(of sql: StaticString) async throws -> String {
    try await Backend.sqlite.withStore { store async throws in
      let writer = try #require(store as? SQLiteStore).writer
      return try await writer.onConnection { try $0.plan(of: sql) }.joined(separator: "\n")
    }
  }

  private func postgresPlan(of sql: StaticString, parameters: Int) async throws -> String {
    try await Backend.postgres.withStore { _ in }
    let connection = try PostgresConnection(try await PostgresServer.ownSpace())
    let numbers: Set<Int> = [14: [5, 11, 14], 8: [6], 7: [2, 3, 4], 6: [4, 6]][parameters] ?? [4, 10]
    let values = (1...parameters).map { numbers.contains($0) ? "1" : "'x'" }.joined(separator: ", ")
    // An empty table is read in any way; with some rows the server looks for the best, as it does by itself in use.
    try connection.runScript(
      """
      INSERT INTO groups SELECT 'acme', 'k' || n, CASE n % 3 WHEN 0 THEN 'project' ELSE 'collab' END, 'N' || n, 'n' || n, '', '',
        '', 'public', n % 2, NULL,
        NULL, 'p' || n % 50, 'members', 'members', 0, '', NULL, NULL, 0, 10 FROM generate_series(1, 1000) AS n;
      INSERT INTO membership SELECT 'acme', 'k' || n % 1000, 'p' || n / 50, 'member', NULL, '', 0, 0, NULL
        FROM generate_series(1, 10000) AS n;
      INSERT INTO outbox SELECT 'acme', 'k' || n, 'chat', 'd', 'a', '', 0, 0, 5, 0, n FROM generate_series(1, 1000) AS n;
      ANALYZE groups; ANALYZE membership; ANALYZE outbox;
      CREATE TABLE plan (line TEXT);
      PREPARE list AS \(sql);
      DO $$
      DECLARE line TEXT;
      BEGIN
        FOR line IN EXECUTE $explain$ EXPLAIN (COSTS OFF) EXECUTE list (\(values)) $explain$ LOOP
          INSERT INTO plan VALUES (line);
        END LOOP;
      END $$
      """)
    return try connection.rows("SELECT line FROM plan", []) { $0.text(0) }.joined(separator: "\n")
  }
}
