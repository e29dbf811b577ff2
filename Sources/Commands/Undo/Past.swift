import Domain
import Permissions

/// A change as its log has it, beside the group as it is now.
struct Past {
  let last: LastChange
  let undoing: Action
  let found: Found
  let lines: [LogEntry]

  func steps(in reading: some Reading, during turn: Turn) throws -> [ReversalStep] {
    let group = found.group
    switch last.action {
    case .archive:
      guard group.archived == Group.Archived(by: turn.actor.key, at: last.at) else { throw changed }
      return [ReversalStep(action: undoing, change: .unarchive)]
    case .unarchive:
      guard group.archived == nil else { throw changed }
      return [ReversalStep(action: undoing, change: .archive)]
    case .pin, .unpin, .mute, .follow:
      let marks = try reading.marks(of: turn.actor.key, in: group.key)
      let isPin = last.action == .pin || last.action == .unpin
      guard isPin ? marks.isPinned == (last.action == .pin) : marks.isMuted == (last.action == .mute) else {
        throw changed
      }
      return [ReversalStep(action: undoing, change: isPin ? .pin(!marks.isPinned) : .mute(!marks.isMuted))]
    case .join: return [try leaving(during: turn)]
    case .promote, .demote, .ban, .unban, .invite, .remove:
      return try lines.map { try step(for: $0, in: reading, during: turn) }
    default: return try settings(in: reading, during: turn)
    }
  }

  private var changed: Refusal { .changedSince(found.group) }

  /// What is taken back as the log tells it, what is true then, and what stays; a mark leaves no line in the log.
  func sentences(
    takingBackBy steps: [ReversalStep], in reading: some Reading, during turn: Turn
  ) throws -> [Phrase] {
    let (group, people) = (found.group, steps.compactMap { $0.target?.person })
    let now =
      people.isEmpty
      ? steps.map { $0.done(in: found, during: turn) }
      : [group.became(last.action == .remove ? "restore" : undoing.rawValue, people)]
    guard !lines.isEmpty else { return now }
    let what = try lines.map { Phrase.Argument.phrase(try $0.phrase(in: reading)) }
    return try [group.phrase("undo.done", ["what": .list(what)])] + now + rest(in: reading)
  }

  /// What no step takes back: what became of requests, and tasks that were handed over.
  private func rest(in reading: some Reading) throws -> [Phrase] {
    let requests = lines.flatMap(\.alterations).first { $0.field == "requests" }
    if let requests, let count = Int(requests.before) {
      return [Phrase("undo.requests.\(requests.after)", ["count": .number(count)])]
    }
    guard last.action == .remove else { return [] }
    // The same command has handed them over, after the last removal.
    let next = try reading.log(of: found.group.key, lines: last.lines.upperBound..<last.lines.upperBound + 1).first
    guard let next, next.action == .taskAssign, next.at == last.at, let key = next.target,
      let successor = try reading.person(key)
    else { return [] }
    return [Phrase("undo.tasks", ["person": .person(successor)])]
  }

  /// Out again, or the request taken back; who was invited before has accepted, and that is final.
  private func leaving(during turn: Turn) throws -> ReversalStep {
    let standing = lines.first?.alterations.first { $0.field == "standing" }
    guard standing?.before == Standing.none.rawValue else { throw Refusal.final(.accept) }
    guard found.standing.rawValue == standing?.after, found.membership?.since == last.at else { throw changed }
    let out = Membership(person: turn.actor.key, standing: .none, since: turn.now)
    return ReversalStep(action: found.standing == .requester ? .withdraw : .leave, change: .setMembership(out))
  }

  /// A person becomes again what the line says that they were.
  private func step(for line: LogEntry, in reading: some Reading, during turn: Turn) throws -> ReversalStep {
    guard let alteration = line.alterations.first(where: { $0.field == "standing" }),
      let before = Standing(rawValue: alteration.before), let key = line.target,
      let person = try reading.person(key)
    else { throw changed }
    let now = try found.target(person, in: reading, during: turn)
    // Whose accounts became somebody else's since is nobody any more.
    guard person.isActive, now.standing.rawValue == alteration.after else { throw changed }
    var membership = now.membership ?? Membership(person: key, standing: before, since: turn.now)
    membership.standing = before
    guard last.action != .remove else {
      // Whether somebody like that may be removed is what the row decides.
      guard before.isInside else { throw Refusal.final(.remove) }
      let target = Target(person: person, membership: membership, sharesGroup: now.sharesGroup)
      return ReversalStep(action: undoing, change: .restore(membership), target: target)
    }
    guard before != .requester, before != .invited else { throw changed }
    return ReversalStep(action: undoing, change: .setMembership(membership), target: now)
  }

  /// What the group said of itself, and decided, is again as the line says that it was.
  private func settings(in reading: some Reading, during turn: Turn) throws -> [ReversalStep] {
    let group = found.group
    let alterations = lines.flatMap(\.alterations)
    let before = group.before(alterations, folding: turn.folding)
    // What is no longer as the change left it was changed by somebody since.
    guard before.alterations(to: group) == alterations.filter({ $0.field != "requests" }) else { throw changed }
    guard before != group else { return [] }
    switch last.action {
    case .edit:
      let edit = Group.Edit(name: before.name, description: before.description, tags: before.tags)
      return [ReversalStep(action: undoing, change: .edit(edit))]
    case .privacy: return [ReversalStep(action: undoing, change: .setPrivacy(before.privacy))]
    case .settings: return [ReversalStep(action: undoing, change: .setSettings(before.settings))]
    case .dates: return [try dates(before.dates, in: reading)]
    case .convert:
      let convert = ReversalStep(action: undoing, change: .convert(to: before.kind))
      // Only a project has dates, so they come back after it is one.
      return before.dates.isEmpty ? [convert] : [convert, try dates(before.dates, in: reading)]
    default: return []
    }
  }

  private func dates(_ dates: Group.Dates, in reading: some Reading) throws -> ReversalStep {
    guard try reading.openTickets(outside: dates, in: found.group.key, limit: 1).isEmpty else { throw changed }
    return ReversalStep(action: .dates, change: .setDates(dates))
  }
}
