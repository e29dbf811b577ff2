import CommandLanguage
import Domain
import Permissions

/// `/project create NAME`: a new group, owned by who makes it.
struct CreateGroup: Command {
  static let usage = Usage(
    .groups, "create", .text("name", maximum: GroupName.maximumLength),
    options: [
      .choice("privacy", Privacy.allCases.map { $0.rawValue }), .text("description", "TEXT"), .text("tags", "A,B"),
      .choice("inviters", Setting.inviters.values(in: .all)), .date("from"), .date("until"), .person("owner"),
      .people("invite"),
    ],
    examples: [
      "project create Apollo", "workgroup create \"War and peace\" --privacy hidden",
      "project create Apollo --until 31 Dec --invite @ann @bob",
    ])

  let name: String
  let privacy: Privacy
  let description: String
  let tags: String
  let inviters: Inviters?
  let from: DateText?
  let until: DateText?
  let owner: PersonReference?
  let invited: [PersonReference]

  init(_ arguments: inout Arguments) throws(UsageError) {
    name = try arguments.text("name")
    privacy = try arguments.choice(of: "privacy", Privacy.self) ?? .public
    description = try arguments.text(of: "description", maximum: TextLimit.description) ?? ""
    tags = try arguments.tags() ?? ""
    inviters = try arguments.choice(of: "inviters", Inviters.self)
    from = try arguments.date(of: "from", edge: .start)
    until = try arguments.date(of: "until", edge: .end)
    owner = try PersonReference(&arguments, option: "owner")
    invited = try PersonReference.list(&arguments, option: "invite")
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let owner = try owner?.meet(in: &workspace, during: turn)
    let people = try invited.meet(in: &workspace, during: turn)
    var new = NewGroup(
      kind: turn.kindOfNew, name: try turn.groupName(name, of: Self.usage), privacy: privacy,
      description: description, tags: GroupTag.list(in: tags, folding: turn.folding),
      settings: Group.Settings(inviters: inviters ?? .members))
    new.dates = try dates(of: new, during: turn)
    let found = try new.create(in: &workspace, during: &turn, ownedBy: owner)
    if let inviters { try turn.policy.check([(.inviters, inviters.rawValue)], for: found.group) }
    var blocks: [Reply.Block] = [.paragraph(sentence(about: found, owner, during: turn))]
    if !found.group.dates.isEmpty { blocks.append(.paragraph(found.group.dates.phrase(of: found.group))) }
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

  /// - Throws: ``Denied`` for a group that takes no dates.
  private func dates(of new: NewGroup, during turn: Turn) throws -> Group.Dates {
    let dates = try Group.Dates(
      from: from.map { try turn.moment(of: $0) }, until: until.map { try turn.moment(of: $0) })
    guard !dates.isReversed else { throw Refusal.endsBeforeStart(dates) }
    guard !dates.isEmpty else { return dates }
    let facts = Facts(
      actor: turn.facts(standing: .owner), group: Facts.GroupFacts(kind: new.kind, privacy: new.privacy))
    if case .deny(let denial) = turn.policy.decide(.dates, by: facts, about: turn.subject(nil)) {
      throw Denied(
        denial: Denial(
          action: .dates, row: denial.row, question: denial.question, reason: .datesNeedProject), group: nil)
    }
    return dates
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
}
