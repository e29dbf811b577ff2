import CommandLanguage
import Domain
import Permissions

/// `/project list`: the groups that one may see; the archive only when asked for.
struct ListGroups: ReadingCommand {
  static let usage = Usage(
    .groups, "list", .text("text", maximum: GroupName.maximumLength).optional,
    options: [
      .flag("archived"), .flag("all"), .flag("mine"), .choice("privacy", Privacy.allCases.map { $0.rawValue }),
      .text("tag", "TAG"), .page,
    ],
    examples: ["project list", "project list --archived", "workgroup list site --mine"])

  let text: String?
  let isArchived: Bool?
  let mine: Bool
  let privacy: Privacy?
  let tag: String?
  let page: Int

  init(_ arguments: inout Arguments) throws(UsageError) {
    text = try arguments.optionalText("text")
    let archived = try arguments.flag("archived")
    isArchived = try arguments.flag("all") ? nil : archived
    mine = try arguments.flag("mine")
    privacy = try arguments.choice(of: "privacy", Privacy.self)
    tag = try arguments.text(of: "tag", maximum: GroupName.maximumLength)
    page = try arguments.page()
    guard page <= Self.lastPage else { throw .overLimit(label: "page", length: page, maximum: Self.lastPage) }
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let filter = GroupFilter(
      name: text.map { .part(turn.folding.folded($0)) }, kind: turn.kind, privacy: privacy, isArchived: isArchived,
      tag: tag.map { turn.folding.folded($0) }, own: mine ? .inside : nil)
    // One more than the page holds tells whether there is another page.
    let found = try visible(filter, upTo: page * Self.pageLength + 1, from: reading, during: turn)
    let shown = Array(found.dropFirst((page - 1) * Self.pageLength).prefix(Self.pageLength))
    let what = Phrase("kind.plural.\(turn.kind?.rawValue ?? "any")")
    guard !shown.isEmpty else {
      return page == 1 ? nothing(what, turn) : Reply(Phrase("list.no-page", ["page": .number(page)]))
    }
    var blocks: [Reply.Block] = [.list(shown.map { line(of: $0) })]
    if found.count > page * Self.pageLength {
      blocks.append(.paragraph(Phrase("list.more", ["option": .command("--page \(page + 1)")])))
    }
    return Reply(blocks)
  }

  /// The groups that the table lets the actor see in this list, in order, each decided by itself.
  private func visible(
    _ filter: GroupFilter, upTo limit: Int, from reading: any Reading, during turn: Turn
  ) throws -> [Found] {
    var found: [Found] = []
    var place: GroupFilter.Place?
    while found.count < limit {
      let next = try reading.groups(filter, in: turn.sight, after: place, limit: Self.batch)
      found += next.map { Found($0, typed: "") }.filter {
        $0.allows($0.group.archived == nil ? .list : .listArchived, during: turn)
      }
      guard next.count == Self.batch, let last = next.last else { break }
      place = GroupFilter.Place(behind: last.group)
    }
    return found
  }

  private func line(of found: Found) -> Phrase {
    let group = found.group
    return Phrase(
      group.archived == nil ? "list.line" : "list.line-archived",
      [
        "group": .text(group.name.text), "key": .command(group.key.text),
        "kind": .phrase(Phrase("kind.\(group.kind.rawValue)")),
        "privacy": .phrase(Phrase("privacy.adjective.\(group.privacy.rawValue)")),
        "members": .number(group.memberCount),
      ])
  }

  private func nothing(_ what: Phrase, _ turn: Turn) -> Reply {
    let isFiltered = text != nil || mine || privacy != nil || tag != nil
    let key = isFiltered ? "list.none-match" : isArchived == true ? "list.none-archived" : "list.none"
    return Reply(
      Phrase(key, ["what": .phrase(what), "command": .command("/\(turn.kind?.rawValue ?? "group") create")]))
  }

  private static let pageLength = 20
  private static let batch = 21
  /// A list that long is searched, not read.
  private static let lastPage = 500
}
