import CommandLanguage
import Domain
import Permissions

/// `/muster why [N]`: the last decision about oneself, or the N-th last: the rule, what counted, and what would help.
struct Why: ReadingCommand {
  static let usage = Usage(.every, "why", .number("number").optional, examples: ["muster why", "project why 2"])

  let number: Int

  init(_ arguments: inout Arguments) throws(UsageError) {
    number = try arguments.optionalNumber("number") ?? 1
    guard number <= Self.most else { throw .overNumber(label: "number", maximum: Self.most) }
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    // A group that one may no longer see takes no number, as if there had been nothing; nor does what is too old,
    // whenever the store forgets it.
    var left = number
    let decisions = try reading.decisions(about: turn.actor.key, limit: Self.read)
    for past in decisions where turn.now < past.at + PastDecision.life {
      let decision = past.decision
      var found: Found?
      if let key = decision.group {
        guard let group = try reading.group(key) else { continue }
        let there = Found(try reading.related(group, to: turn.actor.key), typed: "")
        guard there.isVisible(to: turn) else { continue }
        found = there
      }
      left -= 1
      if left == 0 { return try explanation(of: decision, found?.group, from: reading, during: turn) }
    }
    return Reply(Phrase(number == 1 ? "why.nothing" : "why.not-so-many", ["number": .number(number)]))
  }

  private func explanation(
    of decision: DecisionRecord, _ group: Group?, from reading: any Reading, during turn: Turn
  ) throws -> Reply {
    let target = try decision.target.flatMap { try reading.person($0) }
    let action = Phrase(
      decision.asked ?? "action.\(decision.action.rawValue)", Denied.arguments(decision.action, group, target))
    let rule: [String: Phrase.Argument] = ["action": .phrase(action), "row": .command(decision.row.id)]
    var blocks: [Reply.Block] = [.paragraph(Phrase(decision.denial == nil ? "why.allowed" : "why.denied", rule))]
    if let group { blocks.append(.fields(facts(decision, group))) }
    if let denial = decision.denial {
      let denied = Denied(denial: denial, asked: decision.asked, group: group, target: target)
      blocks += try denied.reply(from: reading, during: turn).blocks
    }
    return Reply(blocks)
  }

  /// What counted, in words.
  private func facts(_ decision: DecisionRecord, _ group: Group) -> [Reply.Field] {
    func field(_ label: String, _ value: Phrase) -> Reply.Field {
      Reply.Field(Phrase("card.\(label)"), Phrase("show.value", ["value": .phrase(value)]))
    }
    let kind = group.kind.rawValue
    let you = decision.standing.map { standing in
      field("you", Phrase(standing == .none ? "standing.none" : "standing.\(kind).\(standing.rawValue)"))
    }
    let state = Phrase(
      group.archived == nil ? "why.group" : "why.group-archived",
      [
        "privacy": .phrase(Phrase("privacy.adjective.\(group.privacy.rawValue)")),
        "kind": .phrase(Phrase("kind.\(kind)")),
      ])
    return [you, field("now", state)].compactMap { $0 }
  }

  /// How far back one can ask, and how many decisions are looked through for that.
  private static let most = 20
  private static let read = 100
}
