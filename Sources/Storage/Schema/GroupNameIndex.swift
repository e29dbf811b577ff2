extension Schema {
  /// Groups of one privacy by their names alone, whatever their kind and whether they are archived.
  static let groupNameIndex: StaticString = """
    CREATE INDEX group_name ON groups (portal, privacy, folded, key);
    """
}
