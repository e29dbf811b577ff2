extension Schema {
  /// What waits for somebody's Yes; a person's own rows are few and stand together.
  static let pendingCommandTable: StaticString = """
    CREATE TABLE pending_command (
      portal TEXT COLLATE "C" NOT NULL,
      person TEXT COLLATE "C" NOT NULL,
      code TEXT COLLATE "C" NOT NULL,
      connection TEXT COLLATE "C" NOT NULL,
      pieces BYTEA NOT NULL,
      question TEXT COLLATE "C" NOT NULL,
      expires BIGINT NOT NULL,
      PRIMARY KEY (portal, person, code)
    ) CLUSTERED;
    """
}
