import CommandLanguage
import Domain
import Permissions

/// `/project undo`: one's own last change is taken back, if the state still permits it.
struct Undo: ConfirmedCommand {
  static let usage = Usage(.every, "undo", examples: ["project undo"])

  init(_ arguments: inout Arguments) throws(UsageError) {}

  /// A group that was hidden a moment ago is shown to others by taking that back.
  func consequences(in reading: any Reading, during turn: Turn) throws -> Reply? {
    let reversal = try Reversal(of: turn.actor.key, in: reading, during: turn)
    guard let privacy = reversal.shows else { return nil }
    let group = reversal.found.group
    // Which one it was is known only by the time of the Yes, and two groups of one name are not one question.
    return Reply(group.phrase("privacy-change.confirm.\(privacy.rawValue)", ["key": .command(group.key.text)]))
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let reversal = try Reversal(of: turn.actor.key, in: workspace, during: turn)
    // A Yes to something else is none to this.
    if case .given = turn.consent, reversal.shows == nil { throw Refusal.nothingToUndo }
    turn.isUndoing = true
    try reversal.carryOut(in: &workspace, during: &turn)
    return Reply(reversal.sentences.map(Reply.Block.paragraph))
  }
}
