extension Schema {
  /// The handles of accounts that codes have linked, the codes that are offered, and the wrong ones that were typed.
  ///
  /// A person's first account has its handle in the person's row.
  static let linkedAccounts: StaticString = """
    ALTER TABLE account ADD COLUMN folded_handle TEXT COLLATE "C";
    CREATE INDEX account_handle ON account (portal, folded_handle, person) WHERE folded_handle IS NOT NULL;

    CREATE TABLE link_code (
      portal TEXT COLLATE "C" NOT NULL,
      person TEXT COLLATE "C" NOT NULL,
      code TEXT COLLATE "C" NOT NULL,
      expires BIGINT NOT NULL,
      PRIMARY KEY (portal, person)
    ) CLUSTERED;
    CREATE UNIQUE INDEX link_code_code ON link_code (portal, code);

    CREATE TABLE wrong_code (
      portal TEXT COLLATE "C" NOT NULL,
      connection TEXT COLLATE "C" NOT NULL,
      user_id TEXT COLLATE "C" NOT NULL,
      count BIGINT NOT NULL,
      ends BIGINT NOT NULL,
      PRIMARY KEY (portal, connection, user_id)
    ) CLUSTERED;
    CREATE INDEX wrong_code_end ON wrong_code (portal, ends);
    """
}
