extension Schema {
  /// Step 2: what groups hold, tasks and files, and what each person has marked for oneself.
  ///
  /// A task that has no deadline has the last moment there is, so that both engines sort it to the end.
  static let contentTables: StaticString = """
    CREATE TABLE ticket (
      portal TEXT COLLATE "C" NOT NULL,
      key TEXT COLLATE "C" NOT NULL,
      group_key TEXT COLLATE "C" NOT NULL,
      title TEXT COLLATE "C" NOT NULL,
      folded TEXT COLLATE "C" NOT NULL,
      description TEXT COLLATE "C" NOT NULL,
      status TEXT COLLATE "C" NOT NULL,
      is_open SMALLINT NOT NULL CHECK (is_open IN (0, 1)),
      creator TEXT COLLATE "C" NOT NULL,
      responsible TEXT COLLATE "C" NOT NULL,
      due BIGINT NOT NULL,
      priority TEXT COLLATE "C" NOT NULL,
      is_controlled SMALLINT NOT NULL CHECK (is_controlled IN (0, 1)),
      created BIGINT NOT NULL,
      PRIMARY KEY (portal, key)
    ) CLUSTERED;
    CREATE INDEX ticket_group ON ticket (portal, group_key, is_open, due, key);
    CREATE INDEX ticket_responsible ON ticket (portal, responsible, is_open, group_key, due, key);

    CREATE TABLE ticket_person (
      portal TEXT COLLATE "C" NOT NULL,
      ticket TEXT COLLATE "C" NOT NULL,
      role TEXT COLLATE "C" NOT NULL,
      person TEXT COLLATE "C" NOT NULL,
      PRIMARY KEY (portal, ticket, role, person)
    ) CLUSTERED;

    CREATE TABLE shared_file (
      portal TEXT COLLATE "C" NOT NULL,
      group_key TEXT COLLATE "C" NOT NULL,
      folded TEXT COLLATE "C" NOT NULL,
      name TEXT COLLATE "C" NOT NULL,
      url TEXT COLLATE "C" NOT NULL,
      person TEXT COLLATE "C" NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (portal, group_key, folded)
    ) CLUSTERED;

    CREATE TABLE mark (
      portal TEXT COLLATE "C" NOT NULL,
      person TEXT COLLATE "C" NOT NULL,
      group_key TEXT COLLATE "C" NOT NULL,
      is_pinned SMALLINT NOT NULL CHECK (is_pinned IN (0, 1)),
      is_muted SMALLINT NOT NULL CHECK (is_muted IN (0, 1)),
      PRIMARY KEY (portal, person, group_key)
    ) CLUSTERED;
    CREATE INDEX mark_group ON mark (portal, group_key, person);
    """
}
