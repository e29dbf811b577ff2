extension Schema {
  /// What has expired is found, and what is on its way to a person.
  static let expiryIndexes: StaticString = """
    CREATE INDEX pending_command_expires ON pending_command (portal, expires, person, code);
    CREATE INDEX link_code_expires ON link_code (portal, expires, person);
    CREATE INDEX outbox_person ON outbox (portal, person) WHERE person IS NOT NULL;
    """
}
