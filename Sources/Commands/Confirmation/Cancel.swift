import CommandLanguage
import Domain

/// `/project cancel [CODE]`: No to what waits for one's Yes.
struct Cancel: StrangersCommand {
  static let usage = Usage(
    .every, "cancel", .word("code", maximum: 20).optional, examples: ["project cancel", "project cancel 4F7K"])

  let code: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    code = try arguments.optionalText("code")?.lowercased()
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    if let code {
      guard try workspace.takePendingCommand(code, of: turn.actor.key, at: turn.now) != nil else {
        throw turn.isStranger ? Refusal.stranger : .unknownCode
      }
      return Reply(Phrase("cancel.done"))
    }
    let count = try workspace.takePendingCommands(of: turn.actor.key, at: turn.now)
    guard count > 0 || !turn.isStranger else { throw Refusal.stranger }
    return Reply(count == 0 ? Phrase("cancel.nothing") : Phrase("cancel.done"))
  }
}
