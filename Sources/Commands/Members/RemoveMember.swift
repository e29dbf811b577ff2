import CommandLanguage
import Domain
import Permissions

/// `/project remove @a from X`: out of the group; what they leave behind is listed, and can be handed over.
struct RemoveMember: GroupCommand, ConfirmedCommand {
  static let usage = Usage(
    .groups, "remove", .people, .group.after(.from), options: [.person("hand-over")],
    examples: ["project remove @bob from Apollo", "project remove @bob from Apollo --hand-over @ann"])

  let people: [PersonReference]
  let reference: GroupReference
  let successor: PersonReference?

  init(_ arguments: inout Arguments) throws(UsageError) {
    successor = try PersonReference(&arguments, option: "hand-over")
    people = try PersonReference.list(&arguments)
    reference = try GroupReference(&arguments)
  }

  func consequences(in reading: any Reading, during turn: Turn) throws -> Reply? {
    guard people.count > 1 else { return nil }
    let found = try reference.find(in: reading, during: turn, toChange: true)
    let people = try people.map { try $0.find(in: reading, during: turn, about: found) }
    let decided = try found.foresee(.remove, on: people, in: reading, during: turn)
    let confirm = found.group.phrase(
      "remove.confirm", ["people": .people(decided.people), "count": .number(decided.people.count)])
    return Reply([.paragraph(confirm)] + decided.refusals(in: found.group))
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let people = try people.meet(in: &workspace, during: turn, about: found)
    let successor = try successor?.meet(in: &workspace, during: turn, about: found)
    if let successor { try check(successor, among: people, found, in: workspace) }
    let tickets = try Dictionary(
      uniqueKeysWithValues: people.map {
        ($0.key, try workspace.openTickets(of: $0.key, in: found.group.key, limit: [Ticket].shown + 1))
      })
    // Whoever is out already has only tasks left to hand over.
    let gone = try people.filter { person in
      try successor != nil && tickets[person.key]?.isEmpty == false
        && workspace.membership(of: person.key, in: found.group.key) == nil
    }
    var blocks: [Reply.Block] = []
    let present = people.filter { person in !gone.contains { $0.key == person.key } }
    var left = gone
    if !present.isEmpty {
      let decided = try found.make(present, .none, by: .remove, in: &workspace, during: turn)
      try turn.tell(decided.people, became: .remove, in: found, from: workspace)
      blocks = [.paragraph(decided.sentence(for: .remove, in: found.group))] + decided.refusals(in: found.group)
      left += decided.people
    }
    for person in left {
      guard let own = tickets[person.key], !own.isEmpty else { continue }
      if let successor {
        try handOver(from: person, to: successor, found, in: &workspace, during: &turn)
        blocks.append(
          .paragraph(Phrase("remove.handed-over", ["person": .person(person), "successor": .person(successor)])))
      } else {
        blocks.append(.paragraph(Phrase("remove.tasks", ["person": .person(person)])))
        blocks += own.lines(most: [Ticket].shown)
        blocks.append(
          .paragraph(
            Phrase(
              "remove.hand-over",
              ["command": found.group.command("remove", person.typed, "from", then: "--hand-over @PERSON")])))
      }
    }
    return Reply(blocks)
  }

  /// Who takes the tasks over must stay.
  private func check(_ successor: Person, among people: [Person], _ found: Found, in reading: some Reading) throws {
    let membership = try reading.membership(of: successor.key, in: found.group.key)
    guard membership?.standing.isInside == true, !people.contains(where: { $0.key == successor.key }) else {
      throw Refusal.wrongSuccessor(successor, group: found.group)
    }
  }

  private func handOver(
    from person: Person, to successor: Person, _ found: Found, in workspace: inout any Workspace,
    during turn: inout Turn
  ) throws {
    let target = try found.target(successor, in: workspace, during: turn)
    let permit = try found.permit(.taskAssign, about: target, during: turn)
    try workspace.apply(.handOver(from: person.key, to: successor.key), by: permit, at: turn.now)
    turn.tell(
      [successor.key], about: found.group.key,
      found.group.phrase("notice.tasks", ["person": .person(person), "actor": .person(turn.actor)]))
  }
}
