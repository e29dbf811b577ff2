import CommandLanguage
import Domain
import Permissions

/// `/project create NAME`: a new group, owned by who makes it.
struct CreateGroup: Command {
  static let usage = Usage(
    .groups, "create", .text("name", maximum: GroupName.maximumLength),
    options: [
      .choice("privacy", Privacy.allCases.map { $0.rawValue }), .text("description", "TEXT"), .text("tags", "A,B"),
      .choice("inviters", CreateGroup.inviters), .person("owner"), .people("invite"),
    ],
    examples: [
      "project create Apollo", "workgroup create \"War and peace\" --privacy hidden",
      "project create Apollo --invite @ann @bob",
    ])

  let name: String
  let privacy: Privacy
  let description: String
  let tags: String
  let inviters: Inviters
  let owner: PersonReference?
  let invited: [PersonReference]

  init(_ arguments: inout Arguments) throws(UsageError) {
    name = try arguments.text("name")
    privacy = try arguments.choice(of: "privacy", Privacy.self) ?? .public
    description = try arguments.text(of: "description", maximum: TextLimit.description) ?? ""
    tags = try arguments.tags() ?? ""
    inviters = try arguments.choice(of: "inviters", Inviters.self) ?? .members
    owner = try arguments.person(of: "owner").map { PersonReference($0) }
    invited = try arguments.people(of: "invite").map { PersonReference($0) }
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let owner = try owner?.meet(in: &workspace, during: turn)
    let people = try invited.meet(in: &workspace, during: turn)
    let new = NewGroup(
      // Under `/group`, the plainest kind.
      kind: turn.kind ?? .workgroup, name: try turn.groupName(name, of: Self.usage), privacy: privacy,
      description: description, tags: GroupTag.list(in: tags, folding: turn.folding),
      settings: Group.Settings(inviters: inviters))
    let found = try new.create(in: &workspace, during: &turn, ownedBy: owner)
    var blocks: [Reply.Block] = [.paragraph(sentence(about: found, owner, during: turn))]
    if let owner, found.group.owner != owner.key {
      blocks.append(.paragraph(found.group.phrase("create.offered", ["person": .person(owner)])))
      turn.tellInvited([owner], to: found.group, message: "", by: "notice.offered")
    } else if let owner {
      try turn.tellOwner(owner, of: found, in: workspace)
    }
    let others = people.filter { $0.key != owner?.key }
    if !others.isEmpty { blocks += try invite(others, to: found, in: &workspace, during: &turn) }
    blocks.append(
      .paragraph(Phrase("create.\(privacy.rawValue)", ["command": found.group.command("show")])))
    return Reply(blocks)
  }

  private func sentence(about found: Found, _ owner: Person?, during turn: Turn) -> Phrase {
    let group = found.group
    let arguments: [String: Phrase.Argument] = [
      "kind": .phrase(Phrase("kind.new.\(group.kind.rawValue)")), "key": .command(group.key.text),
      "privacy": .phrase(Phrase("privacy.adjective.\(privacy.rawValue)")),
    ]
    guard let owner, group.owner == owner.key, owner.key != turn.actor.key else {
      return group.phrase("create.done", arguments)
    }
    return group.phrase("create.done-for", arguments.merging(["person": .person(owner)]) { one, _ in one })
  }

  /// The group is there, whoever of them can be invited.
  private func invite(
    _ people: [Person], to found: Found, in workspace: inout any Workspace, during turn: inout Turn
  ) throws -> [Reply.Block] {
    do {
      return found.sentences(of: try found.invite(people, message: "", in: &workspace, during: &turn))
    } catch let denied as Denied {
      let first = denied.target.map { [Denied.Case(denial: denied.denial, target: $0)] } ?? []
      return (first + denied.others).map { .paragraph(Denied.sentence($0.denial, found.group, $0.target)) }
    }
  }

  /// `employees` is for collabs, which can be opened to guests.
  private static let inviters = [Inviters.owner, .staff, .members].map { $0.rawValue }
}
