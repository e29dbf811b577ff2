import CommandLanguage
import Domain
import Permissions

/// `/project edit X`: another name, another description, other tags.
struct EditGroup: GroupCommand {
  static let usage = Usage(
    .groups, "edit", .group,
    options: [.text("name", "NAME"), .text("description", "TEXT"), .text("tags", "A,B")],
    examples: ["project edit Apollo --name Artemis", "project edit Apollo --description \"\" --tags space,moon"])

  let reference: GroupReference
  let name: String?
  let description: String?
  let tags: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    name = try arguments.text(of: "name", maximum: GroupName.maximumLength)
    description = try arguments.text(of: "description", maximum: TextLimit.description, mayBeEmpty: true)
    tags = try arguments.tags()
    reference = try GroupReference(&arguments)
    guard name != nil || description != nil || tags != nil else {
      throw .missing(label: "edit", root: arguments.root, usage: Self.usage.line(under: arguments.root))
    }
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: true)
    let permit = try found.permit(.edit, during: turn)
    let edit = Group.Edit(
      name: try name.map { try turn.groupName($0, of: Self.usage) }, description: description,
      tags: tags.map { GroupTag.list(in: $0, folding: turn.folding) })
    let show: [String: Phrase.Argument] = ["command": found.group.command("show")]
    guard edit.changes(found.group) else { return Reply(found.group.phrase("edit.same"), Phrase("edit.next", show)) }
    try workspace.apply(.edit(edit), by: permit, at: turn.now)
    guard let name = edit.name, name.text != found.group.name.text else {
      return Reply(found.group.phrase("edit.done"), Phrase("edit.next", show))
    }
    turn.tell(
      try workspace.followers(of: found.group.key), about: found.group.key,
      found.group.phrase("notice.renamed", ["name": .text(name.text), "actor": .person(turn.actor)]))
    return Reply(found.group.phrase("edit.renamed", ["name": .text(name.text)]), Phrase("edit.next", show))
  }
}
