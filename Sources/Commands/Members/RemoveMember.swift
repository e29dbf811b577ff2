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
    let found = try reference.find(in: reading, during: turn, toChange: true)
    let people = try people.map { try $0.find(in: reading, during: turn, about: found) }
    let successor = try successor?.find(in: reading, during: turn, about: found)
    let leaving = try Leaving(people, of: found.group, isHandedOver: successor != nil, in: reading)
    guard leaving.present.count > 1 else { return nil }
    let decided = try found.foresee(.remove, on: leaving.present, in: reading, during: turn)
    let confirm = found.group.phrase("remove.confirm", Self.counted(decided.people))
    var blocks: [Reply.Block] = [.paragraph(confirm)] + decided.refusals(in: found.group)
    let busy = leaving.busy(among: leaving.gone + decided.people)
    if let successor, !busy.isEmpty {
      blocks.append(
        .paragraph(Phrase("remove.confirm-hand-over", ["people": .people(busy), "successor": .person(successor)])))
    } else if !busy.isEmpty {
      blocks.append(.paragraph(Phrase("remove.confirm-tasks", Self.counted(busy))))
      blocks.append(.paragraph(handOver(from: decided.people, found.group)))
    }
    return Reply(blocks)
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let people = try people.meet(in: &workspace, during: turn, about: found)
    let successor = try successor?.meet(in: &workspace, during: turn, about: found)
    if let successor { try check(successor, among: people, found, in: workspace) }
    let leaving = try Leaving(people, of: found.group, isHandedOver: successor != nil, in: workspace)
    var blocks: [Reply.Block] = []
    var left = leaving.gone
    if !leaving.present.isEmpty {
      let decided = try found.make(leaving.present, .none, by: .remove, in: &workspace, during: turn)
      try turn.tell(decided.people, became: .remove, in: found, from: workspace)
      blocks = [.paragraph(decided.sentence(for: .remove, in: found.group))] + decided.refusals(in: found.group)
      left += decided.people
    }
    let busy = leaving.busy(among: left)
    guard !busy.isEmpty else { return Reply(blocks) }
    guard let successor else {
      blocks.append(.paragraph(Phrase("remove.tasks", Self.counted(busy))))
      blocks += busy.flatMap { leaving.tickets[$0.key] ?? [] }.lines(most: [Ticket].shown)
      return Reply(blocks + [.paragraph(handOver(from: busy, found.group))])
    }
    for person in busy { try handOver(from: person, to: successor, found, in: &workspace, during: &turn) }
    let handedOver = Phrase("remove.handed-over", ["people": .people(busy), "successor": .person(successor)])
    return Reply(blocks + [.paragraph(handedOver)])
  }

  private static func counted(_ people: [Person]) -> [String: Phrase.Argument] {
    ["people": .people(people), "count": .number(people.count)]
  }

  /// How what they leave behind is given to somebody.
  private func handOver(from people: [Person], _ group: Group) -> Phrase {
    let names = people.map(\.typed).joined(separator: " ")
    return Phrase(
      "remove.hand-over", ["command": group.command("remove", names, "from", then: "--hand-over @PERSON")])
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

/// The people whom a command names, each once, and the open tasks that they have in the group.
private struct Leaving {
  /// Who is out already, and has only tasks left to hand over.
  let gone: [Person]
  let present: [Person]
  /// The first of each.
  let tickets: [PersonKey: [Ticket]]

  init(_ people: [Person], of group: Group, isHandedOver: Bool, in reading: some Reading) throws {
    var (gone, present, tickets): ([Person], [Person], [PersonKey: [Ticket]]) = ([], [], [:])
    for person in people where tickets[person.key] == nil {
      let own = try reading.openTickets(of: person.key, in: group.key, limit: [Ticket].shown + 1)
      tickets[person.key] = own
      let isGone = try isHandedOver && !own.isEmpty && reading.membership(of: person.key, in: group.key) == nil
      if isGone { gone.append(person) } else { present.append(person) }
    }
    (self.gone, self.present, self.tickets) = (gone, present, tickets)
  }

  /// Who of them leaves open tasks behind.
  func busy(among people: [Person]) -> [Person] { people.filter { tickets[$0.key]?.isEmpty == false } }
}
