import CommandLanguage
import Domain
import Permissions

/// `/project show X`: the card of a group.
struct ShowGroup: ReadingCommand, GroupCommand {
  static let usage = Usage(.groups, "show", .group, examples: ["project show Apollo"])

  let reference: GroupReference

  init(_ arguments: inout Arguments) throws(UsageError) { reference = try GroupReference(&arguments) }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let found = try reference.find(in: reading, during: turn, toChange: false)
    let group = found.group
    let owner = try reading.person(group.owner)
    var fields: [Reply.Field] = []
    func field(_ label: String, _ value: Phrase.Argument) {
      fields.append(Reply.Field(Phrase("label.\(label)"), Phrase("show.value", ["value": value])))
    }
    if let owner { field("owner", .person(owner)) }
    field("privacy", .phrase(Phrase("privacy.\(group.privacy.rawValue)")))
    // An invited person learns what the invitation is about, and nothing of who is inside.
    let isInvited = found.standing == .invited && group.privacy == .hidden
    if !isInvited { field("members", .number(group.memberCount)) }
    if !group.tags.isEmpty, !isInvited { field("tag-list", .list(group.tags.map { .text($0.text) })) }
    if found.standing != .none {
      field("you", .phrase(Phrase("standing.\(group.kind.rawValue).\(found.standing.rawValue)")))
    }
    let actions = possible(for: found, during: turn)
    if !actions.isEmpty {
      field("you-may", .list(actions.map { .command("/\(group.kind.rawValue) \($0.rawValue) \(group.key)") }))
    }
    var blocks: [Reply.Block] = [
      .paragraph(
        Phrase(
          group.archived == nil ? "show.title" : "show.title-archived",
          [
            "group": .text(group.name.text), "kind": .phrase(Phrase("kind.\(group.kind.rawValue)")),
            "key": .command(group.key.text),
          ]))
    ]
    if !group.description.isEmpty {
      blocks.append(.paragraph(Phrase("show.description", ["description": .text(group.description)])))
    }
    blocks.append(.fields(fields))
    return Reply(blocks)
  }

  /// What the actor may do here now, of what has a command.
  private func possible(for found: Found, during turn: Turn) -> [Action] {
    [Action.join, .archive, .unarchive, .leave].filter { found.allows($0, during: turn) }
  }
}
