extension Schema {
  /// Step 2: finds the few administrators among all people; who is none costs the index nothing.
  static let administrators: StaticString = """
    CREATE INDEX person_admin ON person (portal, handle, key) WHERE is_admin = 1;
    """
}
