import CommandLanguage
import Domain

/// `/project confirm CODE`: carries out what waits for one's Yes.
///
/// The command is read and decided anew; where something else would happen by now, it asks again.
struct Confirm: StrangersCommand {
  static let usage = Usage(.every, "confirm", .word("code", maximum: 20), examples: ["project confirm 4F7K"])

  let code: String

  init(_ arguments: inout Arguments) throws(UsageError) { code = try arguments.text("code").lowercased() }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    guard let pending = try workspace.takePendingCommand(code, of: turn.actor.key, at: turn.now) else {
      throw turn.isStranger ? Refusal.stranger : .unknownCode
    }
    let parsed: Parsed
    do throws(UsageError) {
      parsed = try CommandCatalog.parse(pending.pieces)
    } catch {
      throw Refusal.usage(error)
    }
    // Who is not known any more has waited in vain.
    guard !turn.isStranger || parsed.isForStrangers else { throw Refusal.stranger }
    turn.root = parsed.root
    turn.isOverheard = turn.isOverheard || parsed.isShared
    turn.connection = pending.connection
    turn.consent = .given(to: pending.question)
    do {
      let command = try parsed.command(in: workspace, during: turn)
      return try command.carryOutConfirmed(in: &workspace, during: &turn).shared(parsed.isShared)
    } catch let unconfirmed as Unconfirmed {
      throw Unconfirmed(unconfirmed.consequences, question: unconfirmed.question, pending: pending)
    } catch is Refusal where turn.isOverheard {
      // What was asked elsewhere can be about a group that this room may not know of, and would be told its name.
      throw Refusal.unknownCode
    }
  }
}
