import CommandLanguage
import Domain
import Permissions

/// `/project show X`: the card of a group.
struct ShowGroup: GroupCommand, ReadingCommand {
  static let usage = Usage(.groups, "show", .group, examples: ["project show Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let found = try reference.find(in: reading, during: turn, toChange: false)
    let group = found.group
    // An invited person learns what the invitation is about, and nothing of who is inside.
    let isCardOnly = try found.permit(.show, during: turn).condition == .cardOnly
    let isActive = group.archived == nil
    var blocks: [Reply.Block] = [
      .paragraph(
        group.phrase(
          isActive ? "show.title" : "show.title-archived", ["key": .command(group.key.text)]))
    ]
    if !group.description.isEmpty {
      blocks.append(.paragraph(Phrase("show.description", ["description": .text(group.description)])))
    }
    let summary = try reading.summary(of: group.key, for: turn.actor.key)
    var fields = Fields()
    if let owner = try reading.person(group.owner) { fields.add("owner", .person(owner)) }
    let privacy = group.privacy.rawValue
    fields.add("privacy", .phrase(Phrase(isActive ? "privacy.\(privacy)" : "privacy.archived.\(privacy)")))
    if !isCardOnly, let range = group.dates.range { fields.add("dates", .phrase(range)) }
    if !isCardOnly { add(summary, about: found, to: &fields, during: turn) }
    try addOwn(summary.marks, about: found, to: &fields, from: reading, during: turn)
    return Reply(blocks + [.fields(fields.list)])
  }

  /// What everybody learns who sees more than the card, and what only some may see.
  private func add(_ summary: GroupSummary, about found: Found, to fields: inout Fields, during turn: Turn) {
    fields.add("members", .number(found.group.memberCount))
    let contents = summary.contents
    if found.allows(.seeTasks, during: turn) {
      let counts: [String: Phrase.Argument] = [
        "tasks": .number(contents.openTickets + contents.closedTickets), "open": .number(contents.openTickets),
      ]
      fields.add("tasks", .phrase(Phrase("show.tasks", counts)))
    }
    if found.allows(.seeFiles, during: turn) { fields.add("files", .number(contents.files)) }
    // Who waits for an answer isn't for a room to read.
    if !turn.isOverheard, found.allows(.reject, toSomebody: .requester, during: turn) {
      if summary.requests > 0 { fields.add("requests", .number(summary.requests)) }
      if summary.invitations > 0 { fields.add("invitations", .number(summary.invitations)) }
    }
    if !found.group.tags.isEmpty { fields.add("tag-list", .list(found.group.tags.map { .text($0.text) })) }
  }

  /// What the group is to the actor, and what the actor may do here.
  private func addOwn(
    _ marks: Marks, about found: Found, to fields: inout Fields, from reading: any Reading, during turn: Turn
  ) throws {
    // What is somebody's own isn't, either.
    guard !turn.isOverheard else { return }
    let group = found.group
    if found.isOfferedOwnership {
      fields.add("you", .phrase(Phrase("standing.offered")))
    } else if found.standing != .none {
      fields.add("you", .phrase(Phrase("standing.\(group.kind.rawValue).\(found.standing.rawValue)")))
    }
    if found.standing == .invited, let inviter = try found.membership?.inviter.flatMap({ try reading.person($0) }) {
      fields.add("inviter", .person(inviter))
    }
    if marks.isPinned { fields.add("marks", .phrase(Phrase("show.pinned"))) }
    if marks.isMuted { fields.add("marks", .phrase(Phrase("show.muted"))) }
    let actions = Self.actions.filter { found.allows($0, during: turn) && !Self.isSaidBetter($0, by: found.standing) }
    if !actions.isEmpty { fields.add("you-may", .list(actions.map { group.command($0.rawValue) })) }
    let others = Self.others.filter { found.allows($0, during: turn) }
    guard !others.isEmpty else { return }
    fields.add("you-may-also", .list(others.map { .command("/\(group.kind.rawValue) help \($0.rawValue)") }))
  }

  /// What is offered to who may do it, of what needs no more words than the group.
  private static let actions: [Action] = [
    .accept, .decline, .join, .withdraw, .archive, .unarchive, .log, .stepDown, .leave,
  ]

  /// Whether there is a better word for it: invitations are accepted and declined, requests withdrawn.
  private static func isSaidBetter(_ action: Action, by standing: Standing) -> Bool {
    switch (action, standing) {
    case (.join, .invited), (.leave, .invited), (.leave, .requester): true
    default: false
    }
  }

  /// What needs more words than the group, which help tells.
  private static let others: [Action] = [
    .invite, .edit, .privacy, .settings, .dates, .convert, .promote, .remove, .transfer, .copy, .delete,
  ]

  /// The lines of a card, as they come together.
  private struct Fields {
    private(set) var list: [Reply.Field] = []

    mutating func add(_ label: String, _ value: Phrase.Argument) {
      list.append(Reply.Field(Phrase("card.\(label)"), Phrase("show.value", ["value": value])))
    }
  }
}
