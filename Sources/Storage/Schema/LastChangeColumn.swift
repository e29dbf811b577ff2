extension Schema {
  /// What a person changed last stands in the row that every command reads anyway.
  static let lastChangeColumn: StaticString = """
    ALTER TABLE person ADD COLUMN last_change TEXT COLLATE "C";
    """
}
