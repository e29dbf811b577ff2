extension Schema {
  /// Step 4: people are found by their folded handle, employees apart from people from outside.
  ///
  /// Who is known already is folded as far as SQL can, and anew when the handle changes.
  static let handleIndex: StaticString = """
    ALTER TABLE person ADD COLUMN folded_handle TEXT COLLATE "C" NOT NULL DEFAULT '';
    UPDATE person SET folded_handle = lower(handle);
    CREATE INDEX person_handle ON person (portal, is_external, folded_handle, key);
    """
}
