extension Schema {
  /// What people are told waits in the outbox, as the message and as what it says, or in the inbox of who can't be sent any.
  static let noticeTables: StaticString = """
    ALTER TABLE outbox ADD COLUMN person TEXT COLLATE "C";
    ALTER TABLE outbox ADD COLUMN notice BYTEA;

    CREATE TABLE inbox (
      portal TEXT COLLATE "C" NOT NULL,
      person TEXT COLLATE "C" NOT NULL,
      at BIGINT NOT NULL,
      key TEXT COLLATE "C" NOT NULL,
      notice BYTEA NOT NULL,
      PRIMARY KEY (portal, person, at, key)
    ) CLUSTERED;
    CREATE INDEX inbox_at ON inbox (portal, at, person, key);
    """
}
