extension Schema {
  /// The requests of a person that a group turned down are found.
  static let rejectionIndex: StaticString = """
    CREATE INDEX audit_rejected ON audit (portal, group_key, target, at) WHERE action = 'reject';
    """
}
