extension Schema {
  /// Step 3: what was decided, beside the outcome; only denials are found by their person, so that what is done costs no
  /// index.
  static let decisions: StaticString = """
    ALTER TABLE delivery ADD COLUMN decision TEXT COLLATE "C";
    CREATE INDEX delivery_denied ON delivery (portal, person, at) WHERE outcome >= 'denied' AND outcome < 'deniee';
    """
}
