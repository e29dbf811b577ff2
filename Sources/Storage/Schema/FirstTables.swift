extension Schema {
  /// Step 1: people, groups, memberships, the audit log, deliveries and the outbox.
  ///
  /// Every table is keyed by its portal first, which is the key by which a cluster spreads the rows.
  /// The lists of groups read `group_list` and `group_owner_list`: with the privacy in front of the name,
  /// a reader who may not see hidden groups never touches their part of the index.
  static let firstTables: StaticString = """
    CREATE TABLE portal (
      name TEXT COLLATE "C" NOT NULL,
      seed BYTEA NOT NULL,
      created BIGINT NOT NULL,
      PRIMARY KEY (name)
    ) CLUSTERED;

    CREATE TABLE person (
      portal TEXT COLLATE "C" NOT NULL,
      key TEXT COLLATE "C" NOT NULL,
      name TEXT COLLATE "C" NOT NULL,
      handle TEXT COLLATE "C" NOT NULL,
      connection TEXT COLLATE "C" NOT NULL,
      user_id TEXT COLLATE "C" NOT NULL,
      is_external SMALLINT NOT NULL CHECK (is_external IN (0, 1)),
      is_active SMALLINT NOT NULL CHECK (is_active IN (0, 1)),
      is_admin SMALLINT NOT NULL CHECK (is_admin IN (0, 1)),
      admin_mode_until BIGINT,
      language TEXT COLLATE "C",
      created BIGINT NOT NULL,
      PRIMARY KEY (portal, key)
    ) CLUSTERED;

    CREATE TABLE account (
      portal TEXT COLLATE "C" NOT NULL,
      connection TEXT COLLATE "C" NOT NULL,
      user_id TEXT COLLATE "C" NOT NULL,
      person TEXT COLLATE "C" NOT NULL,
      PRIMARY KEY (portal, connection, user_id)
    ) CLUSTERED;

    CREATE TABLE groups (
      portal TEXT COLLATE "C" NOT NULL,
      key TEXT COLLATE "C" NOT NULL,
      kind TEXT COLLATE "C" NOT NULL,
      name TEXT COLLATE "C" NOT NULL,
      folded TEXT COLLATE "C" NOT NULL,
      description TEXT COLLATE "C" NOT NULL,
      tags TEXT COLLATE "C" NOT NULL,
      folded_tags TEXT COLLATE "C" NOT NULL,
      privacy TEXT COLLATE "C" NOT NULL,
      is_archived SMALLINT NOT NULL CHECK (is_archived IN (0, 1)),
      archived_by TEXT COLLATE "C",
      archived_at BIGINT,
      owner TEXT COLLATE "C" NOT NULL,
      inviters TEXT COLLATE "C" NOT NULL,
      posters TEXT COLLATE "C" NOT NULL,
      open_to_externals SMALLINT NOT NULL CHECK (open_to_externals IN (0, 1)),
      levels TEXT COLLATE "C" NOT NULL,
      starts BIGINT,
      ends BIGINT,
      created BIGINT NOT NULL,
      members BIGINT NOT NULL,
      PRIMARY KEY (portal, key)
    ) CLUSTERED;
    CREATE INDEX group_list ON groups (portal, privacy, kind, is_archived, folded, key);
    CREATE INDEX group_owner_list ON groups (portal, owner, privacy, kind, is_archived, folded, key);

    CREATE TABLE membership (
      portal TEXT COLLATE "C" NOT NULL,
      group_key TEXT COLLATE "C" NOT NULL,
      person TEXT COLLATE "C" NOT NULL,
      standing TEXT COLLATE "C" NOT NULL,
      inviter TEXT COLLATE "C",
      message TEXT COLLATE "C" NOT NULL,
      since BIGINT NOT NULL,
      offers_ownership SMALLINT NOT NULL CHECK (offers_ownership IN (0, 1)),
      reminded BIGINT,
      PRIMARY KEY (portal, person, group_key)
    ) CLUSTERED;
    CREATE INDEX membership_standing ON membership (portal, group_key, standing, since, person);

    CREATE TABLE audit (
      portal TEXT COLLATE "C" NOT NULL,
      group_key TEXT COLLATE "C" NOT NULL,
      number BIGINT NOT NULL,
      at BIGINT NOT NULL,
      actor TEXT COLLATE "C" NOT NULL,
      action TEXT COLLATE "C" NOT NULL,
      permit_row TEXT COLLATE "C" NOT NULL,
      target TEXT COLLATE "C",
      in_admin_mode SMALLINT NOT NULL CHECK (in_admin_mode IN (0, 1)),
      detail TEXT COLLATE "C" NOT NULL,
      PRIMARY KEY (portal, group_key, number)
    ) CLUSTERED;

    CREATE TABLE delivery (
      portal TEXT COLLATE "C" NOT NULL,
      connection TEXT COLLATE "C" NOT NULL,
      id TEXT COLLATE "C" NOT NULL,
      fingerprint BYTEA NOT NULL,
      at BIGINT NOT NULL,
      person TEXT COLLATE "C",
      outcome TEXT COLLATE "C" NOT NULL,
      reply BYTEA NOT NULL,
      PRIMARY KEY (portal, connection, id)
    ) CLUSTERED;
    CREATE INDEX delivery_at ON delivery (portal, at, connection, id);

    CREATE TABLE outbox (
      portal TEXT COLLATE "C" NOT NULL,
      key TEXT COLLATE "C" NOT NULL,
      connection TEXT COLLATE "C" NOT NULL,
      delivery TEXT COLLATE "C" NOT NULL,
      address TEXT COLLATE "C" NOT NULL,
      body BYTEA NOT NULL,
      created BIGINT NOT NULL,
      expires BIGINT NOT NULL,
      uses_left BIGINT NOT NULL,
      tries BIGINT NOT NULL,
      next_try BIGINT,
      failed_at BIGINT,
      reason TEXT COLLATE "C",
      PRIMARY KEY (portal, key)
    ) CLUSTERED;
    CREATE INDEX outbox_due ON outbox (portal, next_try, key);
    """
}
