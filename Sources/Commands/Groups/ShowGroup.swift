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
    var blocks: [Reply.Block] = [
      .paragraph(
        group.phrase(
          group.archived == nil ? "show.title" : "show.title-archived", ["key": .command(group.key.text)]))
    ]
    if !group.description.isEmpty {
      blocks.append(.paragraph(Phrase("show.description", ["description": .text(group.description)])))
    }
    var fields = Fields()
    if let owner = try reading.person(group.owner) { fields.add("owner", .person(owner)) }
    fields.add("privacy", .phrase(Phrase("privacy.\(group.privacy.rawValue)")))
    if !isCardOnly { try add(to: &fields, about: found, from: reading, during: turn) }
    try addOwn(to: &fields, about: found, from: reading, during: turn)
    return Reply(blocks + [.fields(fields.list)])
  }

  /// What everybody learns who sees more than the card, and what only some may see.
  private func add(
    to fields: inout Fields, about found: Found, from reading: any Reading, during turn: Turn
  ) throws {
    let group = found.group
    fields.add("members", .number(group.memberCount))
    if found.allows(.seeTasks, during: turn) || found.allows(.seeFiles, during: turn) {
      let contents = try reading.contents(of: group.key)
      if found.allows(.seeTasks, during: turn) {
        fields.add(
          "tasks",
          .phrase(
            Phrase(
              "show.tasks",
              [
                "tasks": .number(contents.openTickets + contents.closedTickets), "open": .number(contents.openTickets),
              ])))
      }
      if found.allows(.seeFiles, during: turn) { fields.add("files", .number(contents.files)) }
    }
    if found.allows(.reject, toSomebody: .requester, during: turn) {
      for (label, standing) in [("requests", Standing.requester), ("invitations", .invited)] {
        let count = try reading.count(of: group.key, with: standing)
        if count > 0 { fields.add(label, .number(count)) }
      }
    }
    if !group.tags.isEmpty { fields.add("tag-list", .list(group.tags.map { .text($0.text) })) }
  }

  private func addOwn(
    to fields: inout Fields, about found: Found, from reading: any Reading, during turn: Turn
  ) throws {
    let group = found.group
    if found.standing != .none {
      fields.add("you", .phrase(Phrase("standing.\(group.kind.rawValue).\(found.standing.rawValue)")))
    }
    if found.standing == .invited, let inviter = try found.membership?.inviter.flatMap({ try reading.person($0) }) {
      fields.add("inviter", .person(inviter))
    }
    let marks = try reading.marks(of: turn.actor.key, in: group.key)
    if marks.isPinned { fields.add("marks", .phrase(Phrase("show.pinned"))) }
    if marks.isMuted { fields.add("marks", .phrase(Phrase("show.muted"))) }
    let actions = Self.actions.filter { found.allows($0, during: turn) }
    if !actions.isEmpty { fields.add("you-may", .list(actions.map { group.command($0.rawValue) })) }
  }

  /// What is offered to who may do it, of what needs no more words than the group.
  private static let actions: [Action] = [
    .accept, .decline, .join, .withdraw, .archive, .unarchive, .stepDown, .leave,
  ]

  /// The lines of a card, as they come together.
  private struct Fields {
    private(set) var list: [Reply.Field] = []

    mutating func add(_ label: String, _ value: Phrase.Argument) {
      list.append(Reply.Field(Phrase("card.\(label)"), Phrase("show.value", ["value": value])))
    }
  }
}
