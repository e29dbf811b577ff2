extension Schema {
  /// All accounts of a person are found.
  static let accountPeople: StaticString = """
    CREATE INDEX account_person ON account (portal, person, connection, user_id);
    """
}
