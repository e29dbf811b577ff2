import Domain
import Permissions

/// What takes somebody's last change back, step by step, where everything is still as that change left it.
struct Reversal {
  let found: Found
  /// What is taken back.
  let sentence: Phrase
  /// What stays as the change left it.
  let rest: [Phrase]
  private let action: Action
  private let steps: [Step]

  /// A change, and the person whom it is about.
  fileprivate struct Step {
    let action: Action
    let change: Change
    var target: Target?
  }

  /// - Throws: ``Refusal``, which is the same whether there is nothing or nothing that the actor may still see.
  init(of actor: PersonKey, in reading: some Reading, during turn: Turn) throws {
    guard let last = try reading.lastChange(of: actor), turn.now < last.at + LastChange.life else {
      throw Refusal.nothingToUndo
    }
    // Who deleted a group knows that it is gone, and the portal is no group; whatever else was done in one that is out
    // of sight is not told.
    guard ![.delete, .adminGrant, .adminRevoke].contains(last.action) else { throw Refusal.final(last.action) }
    guard let group = try reading.group(last.group) else { throw Refusal.nothingToUndo }
    found = Found(try reading.related(group, to: actor), typed: "")
    guard found.isVisible(to: turn) else { throw Refusal.nothingToUndo }
    guard let undoing = last.action.undoing else {
      // What can be done instead, and who can do it.
      let owner = try reading.person(group.owner).map { Phrase.Argument.person($0) }
      throw Refusal.final(last.action, naming: ["delete": group.command("delete"), "owner": owner ?? .text("")])
    }
    action = last.action
    let past = Past(
      last: last, undoing: undoing, found: found, lines: try reading.log(of: group.key, lines: last.lines))
    steps = try past.steps(in: reading, during: turn)
    rest = try past.rest(in: reading)
    sentence = try past.sentence(isWhole: rest.isEmpty, in: reading)
    guard !steps.isEmpty else { throw Refusal.nothingToUndo }
  }

  /// The privacy by which a hidden group is shown again; `nil` where nothing is shown.
  var shows: Privacy? {
    guard found.group.privacy == .hidden, case .setPrivacy(let privacy)? = steps.first?.change else { return nil }
    return privacy
  }

  /// Asks the row of each step, and takes it.
  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws {
    let requesters = try workspace.members(of: found.group.key, with: [.requester], limit: .max)
    for step in steps {
      let left = try left(in: workspace)
      let permit =
        if let target = step.target {
          try left.permit(step.action, about: target, during: turn)
        } else {
          try left.permit(step.action, during: turn)
        }
      try workspace.apply(step.change, by: permit, at: turn.now)
    }
    try tell(requesters, in: workspace, during: &turn)
  }

  /// The group as the steps so far have left it: only what is a project again has dates.
  private func left(in reading: some Reading) throws -> Found {
    guard let group = try reading.group(found.group.key) else { return found }
    return Found(Related(group: group, membership: found.membership), typed: "")
  }

  /// Whom the change was told to is told of its end.
  ///
  /// - Parameter requesters: Who had asked to join before it.
  private func tell(_ requesters: [Member], in reading: some Reading, during turn: inout Turn) throws {
    let people = steps.compactMap { $0.target?.person }
    guard let step = steps.first else { return }
    guard people.isEmpty else {
      return try turn.tell(people, became: action == .remove ? .add : step.action, in: found, from: reading)
    }
    let (group, actor) = (found.group, ["actor": Phrase.Argument.person(turn.actor)])
    switch (step.action, step.change) {
    case (.archive, _): try tellFollowers(group.phrase("notice.archived", actor), in: reading, during: &turn)
    case (.unarchive, _): try tellFollowers(group.phrase("notice.unarchived", actor), in: reading, during: &turn)
    case (.leave, _): turn.tell(try found.staff(in: reading), about: group.key, group.phrase("notice.left", actor))
    case (_, .setPrivacy(let privacy)): turn.tell(requesters, becauseOf: privacy, of: group)
    case (_, .setDates(let dates)):
      try tellFollowers(
        Phrase("notice.dates", actor.merging(["dates": .phrase(dates.phrase(of: group))]) { one, _ in one }),
        in: reading, during: &turn)
    case (_, .edit(let edit)):
      guard let name = edit.name, name != group.name else { return }
      try tellFollowers(
        group.phrase("notice.renamed", actor.merging(["name": .text(name.text)]) { one, _ in one }), in: reading,
        during: &turn)
    default: break
    }
  }

  private func tellFollowers(_ sentence: Phrase, in reading: some Reading, during turn: inout Turn) throws {
    turn.tell(try reading.followers(of: found.group.key), about: found.group.key, sentence)
  }
}

/// A change as its log has it, beside the group as it is now.
private struct Past {
  let last: LastChange
  let undoing: Action
  let found: Found
  let lines: [LogEntry]

  func steps(in reading: some Reading, during turn: Turn) throws -> [Reversal.Step] {
    let group = found.group
    switch last.action {
    case .archive:
      guard group.archived == Group.Archived(by: turn.actor.key, at: last.at) else { throw changed }
      return [Reversal.Step(action: undoing, change: .unarchive)]
    case .unarchive:
      guard group.archived == nil else { throw changed }
      return [Reversal.Step(action: undoing, change: .archive)]
    case .pin, .unpin, .mute, .follow:
      let marks = try reading.marks(of: turn.actor.key, in: group.key)
      let isPin = last.action == .pin || last.action == .unpin
      guard isPin ? marks.isPinned == (last.action == .pin) : marks.isMuted == (last.action == .mute) else {
        throw changed
      }
      return [Reversal.Step(action: undoing, change: isPin ? .pin(!marks.isPinned) : .mute(!marks.isMuted))]
    case .join: return [try leaving(during: turn)]
    case .promote, .demote, .ban, .unban, .invite, .remove:
      return try lines.map { try step(for: $0, in: reading, during: turn) }
    default: return try settings(in: reading, during: turn)
    }
  }

  private var changed: Refusal { .changedSince(found.group) }

  /// What is taken back as the log tells it; of a mark, which leaves no line there, what is true from now on.
  func sentence(isWhole: Bool, in reading: some Reading) throws -> Phrase {
    guard !lines.isEmpty else { return found.group.marked(by: undoing) }
    let what = try lines.map { Phrase.Argument.phrase(try $0.phrase(in: reading)) }
    return found.group.phrase(isWhole ? "undo.done" : "undo.done-partly", ["what": .list(what)])
  }

  /// What no step takes back: what became of requests, and tasks that were handed over.
  func rest(in reading: some Reading) throws -> [Phrase] {
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
  private func leaving(during turn: Turn) throws -> Reversal.Step {
    let standing = lines.first?.alterations.first { $0.field == "standing" }
    guard standing?.before == Standing.none.rawValue else { throw Refusal.final(.accept) }
    guard found.standing.rawValue == standing?.after, found.membership?.since == last.at else { throw changed }
    let out = Membership(person: turn.actor.key, standing: .none, since: turn.now)
    return Reversal.Step(action: found.standing == .requester ? .withdraw : .leave, change: .setMembership(out))
  }

  /// A person becomes again what the line says that they were.
  private func step(for line: LogEntry, in reading: some Reading, during turn: Turn) throws -> Reversal.Step {
    guard let alteration = line.alterations.first(where: { $0.field == "standing" }),
      let before = Standing(rawValue: alteration.before), let key = line.target,
      let person = try reading.person(key)
    else { throw changed }
    let now = try found.target(person, in: reading, during: turn)
    guard now.standing.rawValue == alteration.after else { throw changed }
    var membership = now.membership ?? Membership(person: key, standing: before, since: turn.now)
    membership.standing = before
    guard last.action != .remove else {
      // Whether somebody like that may be removed is what the row decides.
      guard before.isInside else { throw Refusal.final(.remove) }
      let target = Target(person: person, membership: membership, sharesGroup: now.sharesGroup)
      return Reversal.Step(action: undoing, change: .restore(membership), target: target)
    }
    guard before != .requester, before != .invited else { throw changed }
    return Reversal.Step(action: undoing, change: .setMembership(membership), target: now)
  }

  /// What the group said of itself, and decided, is again as the line says that it was.
  private func settings(in reading: some Reading, during turn: Turn) throws -> [Reversal.Step] {
    let group = found.group
    let alterations = lines.flatMap(\.alterations)
    let before = group.before(alterations, folding: turn.folding)
    // What is no longer as the change left it was changed by somebody since.
    guard before.alterations(to: group) == alterations.filter({ $0.field != "requests" }) else { throw changed }
    guard before != group else { return [] }
    switch last.action {
    case .edit:
      let edit = Group.Edit(name: before.name, description: before.description, tags: before.tags)
      return [Reversal.Step(action: undoing, change: .edit(edit))]
    case .privacy: return [Reversal.Step(action: undoing, change: .setPrivacy(before.privacy))]
    case .settings: return [Reversal.Step(action: undoing, change: .setSettings(before.settings))]
    case .dates:
      guard try reading.openTickets(outside: before.dates, in: group.key, limit: 1).isEmpty else { throw changed }
      return [Reversal.Step(action: undoing, change: .setDates(before.dates))]
    case .convert:
      let convert = Reversal.Step(action: undoing, change: .convert(to: before.kind))
      // Only a project has dates, so they come back after it is one.
      return before.dates.isEmpty
        ? [convert] : [convert, Reversal.Step(action: .dates, change: .setDates(before.dates))]
    default: return []
    }
  }
}
