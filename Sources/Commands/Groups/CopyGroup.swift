import CommandLanguage
import Domain
import Permissions

/// `/project copy X as NAME`: a new group with the same description, tags and settings, and nobody in it but its owner.
struct CopyGroup: GroupCommand {
  static let usage = Usage(
    .groups, "copy", .group, .text("name", maximum: GroupName.maximumLength).after(.as),
    options: [.choice("with", ["tasks"])],
    examples: ["project copy Apollo as Artemis", "project copy Apollo as Artemis --with tasks"])

  let reference: GroupReference
  let name: String
  let withTasks: Bool

  init(_ arguments: inout Arguments) throws(UsageError) {
    withTasks = try arguments.choice(of: "with", With.self) != nil
    name = try arguments.text("name")
    reference = try GroupReference(&arguments)
  }

  /// What can be copied besides.
  enum With: String {
    case tasks
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.copy, during: turn)
    let original = found.group
    let copy = try NewGroup(
      kind: original.kind, name: turn.groupName(name, of: Self.usage), privacy: original.privacy,
      description: original.description, tags: original.tags, settings: original.settings
    ).create(in: &workspace, during: &turn)
    try workspace.apply(.copy(as: copy.group.key), by: permit, at: turn.now)
    let done = original.phrase(
      "copy.done", ["name": .text(copy.group.name.text), "key": .command(copy.group.key.text)])
    let next = Phrase("copy.next", ["command": copy.group.command("invite", "@PERSON", "to")])
    guard withTasks else { return Reply(done, next) }
    let tickets = try workspace.tickets(of: original.key, isOpen: true, limit: Self.mostTasks + 1)
    for ticket in tickets.prefix(Self.mostTasks) { try add(ticket, to: copy, in: &workspace, during: &turn) }
    guard !tickets.isEmpty else { return Reply(done, Phrase("copy.no-tasks"), next) }
    let count: [String: Phrase.Argument] = ["tasks": .number(min(tickets.count, Self.mostTasks))]
    return Reply(done, Phrase(tickets.count > Self.mostTasks ? "copy.first-tasks" : "copy.tasks", count), next)
  }

  /// A task of the copy has its words alone: it is its owner's to hand out, and has no deadline yet.
  private func add(
    _ ticket: Ticket, to copy: Found, in workspace: inout any Workspace, during turn: inout Turn
  ) throws {
    let permit = try copy.permit(.taskAdd, during: turn)
    var key = TicketKey(turn.keys.key(length: KeySource.ticketKeyLength))
    while try workspace.ticket(key) != nil { key = TicketKey(turn.keys.key(length: KeySource.ticketKeyLength)) }
    let new = Ticket(
      key: key, group: copy.group.key, title: ticket.title, folded: ticket.folded, description: ticket.description,
      creator: turn.actor.key, responsible: turn.actor.key, priority: ticket.priority,
      isControlled: ticket.isControlled, created: turn.now)
    try workspace.apply(.addTicket(new), by: permit, at: turn.now)
  }

  private static let mostTasks = 200
}
