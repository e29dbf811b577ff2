extension Schema {
  /// All decisions are found by their person, denials and what was done.
  static let decisionIndex: StaticString = """
    CREATE INDEX delivery_decided ON delivery (portal, person, at) WHERE decision IS NOT NULL;
    DROP INDEX delivery_denied;
    """
}
