import CommandLanguage
import Domain
import Permissions

/// `/muster me link [CODE]`: one person in several messengers.
///
/// Without a code it shows one; the account that types it becomes an account of whoever was shown it. The account that
/// joins has nothing, and its own person says Yes: so nobody comes to rights but by a code that their owner gave away.
struct LinkAccount: ConfirmedCommand, StrangersCommand {
  static let usage = Usage(
    .named(CommandCatalog.portalRoot), "me link", .word("code", maximum: 20).optional,
    examples: ["muster me link", "muster me link K7M2Q4RT"])

  let code: String?

  init(_ arguments: inout Arguments) throws(UsageError) { code = try arguments.optionalText("code")?.lowercased() }

  func consequences(in reading: any Reading, during turn: Turn) throws -> Reply? {
    guard let code else { return nil }
    let owner = try owner(of: code, in: reading, during: turn)
    // All that are joined already come along; a stranger's is known to nobody yet.
    let known = try reading.accounts(of: turn.actor.key)
    let accounts = known.isEmpty ? [turn.account] : known
    return Reply(
      Phrase(
        "link.confirm",
        [
          "accounts": .list(accounts.map { .command($0.description) }), "count": .number(accounts.count),
          "person": .person(owner), "name": .text(owner.name),
        ]))
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    guard let code else { return try show(in: &workspace, during: &turn) }
    let owner = try owner(of: code, in: workspace, during: turn)
    try workspace.join(
      turn.account, handled: turn.folding.folded(turn.actor.handle), of: turn.actor.key, to: owner.key, by: code)
    turn.tell([owner.key], about: nil, Phrase("notice.linked", ["account": .command(turn.account.description)]))
    turn.actor = owner
    return Reply(
      Phrase("link.done", ["account": .command(turn.account.description), "person": .person(owner)]),
      Phrase("link.done-next", ["command": .command("/muster me")]))
  }

  private func show(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    guard !turn.isStranger else { throw Refusal.stranger }
    guard !turn.isOverheard else { throw Refusal.link(.overheard(code: nil)) }
    // A code that nobody keeps would never work.
    guard !turn.isDryRun else { return Reply(Phrase("link.code-dry-run"), Phrase("link.code-secret")) }
    let code = LinkCode(
      text: turn.keys.key(length: LinkCode.length), person: turn.actor.key, expires: turn.now + LinkCode.life)
    try workspace.offer(code)
    return Reply(
      Phrase("link.code", ["command": .command("/muster me link \(code.text.uppercased())")]),
      Phrase("link.code-secret"))
  }

  /// Whose account it becomes, where it may.
  ///
  /// - Throws: ``Refusal/link(_:)``, in an order in which nobody learns more of a code than who may use it.
  private func owner(of code: String, in reading: any Reading, during turn: Turn) throws -> Person {
    guard !turn.isOverheard, !turn.isSaidAloud else { throw Refusal.link(.overheard(code: code)) }
    if let wrong = try reading.wrongCodes(of: turn.account), wrong.isLocked(at: turn.now) {
      throw Refusal.link(.locked(until: wrong.end))
    }
    let isAdministrator =
      try turn.actor.isAdmin || turn.appointed.contains(turn.account)
      || reading.isAppointed(turn.actor, by: turn.appointed)
    guard !isAdministrator, try !reading.isBound(turn.actor.key) else { throw Refusal.link(.notEmpty) }
    guard let link = try reading.linkCode(code), turn.now < link.expires,
      let owner = try reading.person(link.person), owner.isActive
    else { throw Refusal.link(.unknownCode) }
    guard owner.key != turn.actor.key else { throw Refusal.link(.ownAccount) }
    return owner
  }
}
