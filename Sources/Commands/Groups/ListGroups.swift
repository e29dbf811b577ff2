import CommandLanguage
import Domain
import Permissions

/// `/project list`: the groups that one may see; the archive only when asked for.
struct ListGroups: ReadingCommand {
  static let usage = Usage(
    .groups, "list", .text("text", maximum: GroupName.maximumLength).optional,
    options: [
      .flag("archived"), .flag("all"), .flag("mine"), .flag("pinned"), .person("owner"),
      .choice("privacy", Privacy.allCases.map { $0.rawValue }), .text("tag", "TAG"), .page,
    ],
    examples: ["project list", "project list --archived", "workgroup list site --mine", "project list --owner @ann"])

  let text: String?
  let isArchived: Bool?
  let own: GroupFilter.Own?
  let owner: PersonReference?
  let privacy: Privacy?
  let tag: String?
  let page: Page

  init(_ arguments: inout Arguments) throws(UsageError) {
    text = try arguments.optionalText("text")
    let (archived, all) = (try arguments.flag("archived"), try arguments.flag("all"))
    let (mine, pinned) = (try arguments.flag("mine"), try arguments.flag("pinned"))
    // What one has pinned is looked for wherever it stands.
    isArchived = all || pinned && !archived ? nil : archived
    own = pinned ? .pinned : mine ? .inside : nil
    isMine = mine
    owner = try PersonReference(&arguments, option: "owner")
    privacy = try arguments.choice(of: "privacy", Privacy.self)
    tag = try arguments.text(of: "tag", maximum: GroupTag.maximumLength)
    page = try Page(&arguments)
  }

  private let isMine: Bool

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let filter = GroupFilter(
      name: text.map { .part(turn.folding.folded($0)) }, kind: turn.kind, privacy: privacy, isArchived: isArchived,
      owner: try owner?.find(in: reading, during: turn).key,
      tag: tag.map { turn.folding.folded(String($0.drop { $0 == "#" })) }, own: own)
    let found = try visible(filter, from: reading, during: turn)
    let shown = page.lines(of: found)
    let what = Phrase("kind.plural.\(turn.kind?.rawValue ?? "any")")
    guard !shown.isEmpty else {
      return page.number == 1 ? nothing(what, turn) : page.beyond(found)
    }
    return Reply([.list(shown.map { line(of: $0) })] + page.rest(hasMore: found.count == page.limit))
  }

  /// The groups that the table lets the actor see in this list, up to the page.
  private func visible(_ filter: GroupFilter, from reading: any Reading, during turn: Turn) throws -> [Found] {
    try reading.groups(filter, during: turn, atMost: page.limit, batch: Self.batch) { found in
      // Pins can be one's own without being a member.
      (!isMine || found.standing.isInside)
        && found.allows(found.group.archived == nil ? .list : .listArchived, during: turn)
    }
  }

  private func line(of found: Found) -> Phrase {
    let group = found.group
    return group.phrase(
      group.archived == nil ? "list.line" : "list.line-archived",
      [
        "key": .command(group.key.text), "privacy": .phrase(Phrase("privacy.adjective.\(group.privacy.rawValue)")),
        "members": .number(group.memberCount),
      ])
  }

  private func nothing(_ what: Phrase, _ turn: Turn) -> Reply {
    let isFiltered = text != nil || own != nil || owner != nil || privacy != nil || tag != nil
    let key = isFiltered ? "list.none-match" : isArchived == true ? "list.none-archived" : "list.none"
    let nothing = Phrase(key, ["what": .phrase(what)])
    guard key == "list.none", turn.couldEver(.create, in: turn.kind) else { return Reply(nothing) }
    return Reply(
      nothing, Phrase("list.create", ["command": .command("/\(turn.kind?.rawValue ?? "group") create")]))
  }

  /// One more than most pages need, so that one reading tells whether there is another page.
  private static let batch = Page.length + 1
}
