extension Schema {
  /// The tasks that a person has made are found.
  static let ticketCreatorIndex: StaticString = """
    CREATE INDEX ticket_creator ON ticket (portal, creator);
    """
}
