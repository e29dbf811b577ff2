extension Schema {
  /// Step 6: whose clock a person's dates are read by and shown on, where it isn't the portal's.
  static let personTimeZone: StaticString = """
    ALTER TABLE person ADD COLUMN time_zone TEXT COLLATE "C";
    """
}
