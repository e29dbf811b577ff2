import CommandLanguage
import Domain
import Permissions

/// `/project create NAME`: a new group, owned by who makes it.
struct CreateGroup: Command {
  static let usage = Usage(
    .groups, "create", .text("name", maximum: GroupName.maximumLength),
    options: [
      .choice("privacy", Privacy.allCases.map { $0.rawValue }), .text("description", "TEXT"),
      .text("tags", "A,B"), .choice("inviters", CreateGroup.inviters),
    ],
    examples: ["project create Apollo", "workgroup create \"War and peace\" --privacy hidden"])

  let name: String
  let privacy: Privacy
  let description: String
  let tags: String
  let inviters: Inviters

  init(_ arguments: inout Arguments) throws(UsageError) {
    name = try arguments.text("name")
    privacy = try arguments.choice(of: "privacy", Privacy.self) ?? .public
    description = try arguments.text(of: "description", maximum: Self.maximumDescription) ?? ""
    tags = try arguments.text(of: "tags", maximum: Self.maximumDescription) ?? ""
    inviters = try arguments.choice(of: "inviters", Inviters.self) ?? .members
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    // Under `/group`, the plainest kind.
    let kind = turn.kind ?? .workgroup
    let name: GroupName
    do throws(GroupName.Fault) {
      name = try GroupName(self.name, folding: turn.folding)
    } catch {
      throw Refusal.usage(
        error == .control
          ? .control(label: "name") : .missing(label: "name", root: turn.root, usage: Self.usage.line(under: turn.root))
      )
    }
    let key = try freeKey(in: workspace, during: &turn)
    let facts = Facts(
      actor: turn.facts(standing: .none), group: Facts.GroupFacts(kind: kind, privacy: privacy, inviters: inviters))
    let permit: Permit
    switch turn.policy.decide(.create, by: facts, about: turn.subject(key)) {
    case .allow(let given): permit = given
    case .deny(let denial): throw Denied(denial: denial, group: nil)
    }
    let group = Group(
      key: key, kind: kind, name: name, description: description, tags: GroupTag.list(in: tags, folding: turn.folding),
      privacy: privacy,
      owner: turn.actor.key, settings: Group.Settings(inviters: inviters), created: turn.now)
    try workspace.apply(.create(group), by: permit, at: turn.now)
    return Reply(
      Phrase(
        "create.done",
        [
          "group": .text(name.text), "kind": .phrase(Phrase("kind.new.\(kind.rawValue)")),
          "privacy": .phrase(Phrase("privacy.adjective.\(privacy.rawValue)")), "key": .command(key.text),
        ]),
      Phrase("create.\(privacy.rawValue)", ["command": .command("/\(kind.rawValue) show \(key)")]))
  }

  /// A key that no group has; a few letters are few enough that two can meet.
  private func freeKey(in reading: any Workspace, during turn: inout Turn) throws -> GroupKey {
    while true {
      let key = GroupKey(turn.keys.key(length: KeySource.groupKeyLength))
      if try !reading.isTaken(key) { return key }
    }
  }

  /// In characters.
  private static let maximumDescription = 2_000

  /// `employees` is for collabs, which can be opened to guests.
  private static let inviters = [Inviters.owner, .staff, .members].map { $0.rawValue }
}
