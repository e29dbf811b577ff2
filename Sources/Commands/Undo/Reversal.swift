import Domain
import Permissions

/// What takes somebody's last change back, step by step, where everything is still as that change left it.
struct Reversal {
  let found: Found
  /// What is taken back, what is true then, and what stays as the change left it.
  let sentences: [Phrase]
  private let action: Action
  private let steps: [ReversalStep]

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
    guard !steps.isEmpty else { throw Refusal.nothingToUndo }
    sentences = try past.sentences(takingBackBy: steps, in: reading, during: turn)
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
      return action == .remove
        ? try turn.tell(people, became: .add, as: "restore", in: found, from: reading)
        : try turn.tell(people, became: step.action, in: found, from: reading)
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
