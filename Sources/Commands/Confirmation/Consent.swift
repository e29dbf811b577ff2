import Domain

/// To what the actor has said Yes.
package enum Consent: Sendable, Equatable {
  case notAsked
  /// To what was asked in this canonical form.
  case given(to: String)
}

extension Command {
  /// Carries it out, where that needs a Yes only after the actor has said it to exactly this.
  ///
  /// - Throws: as ``Command/carryOut(in:during:)``, and ``Unconfirmed``, which becomes the question.
  package func carryOutConfirmed(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    if let command = self as? any ConfirmedCommand,
      let consequences = try command.consequences(in: workspace, during: turn)
    {
      // Two groups of one name are one sentence, but not one question.
      let group = try (self as? any GroupCommand)?.reference.find(in: workspace, during: turn, toChange: true).group
      let question = (group?.key.text ?? "") + consequences.canonical
      if turn.consent != .given(to: question) {
        // What is refused anyway is refused before anybody is asked; what is thrown undoes the rest.
        _ = try carryOut(in: &workspace, during: &turn)
        throw Unconfirmed(consequences, question: question)
      }
    }
    return try carryOut(in: &workspace, during: &turn)
  }
}
