import CommandLanguage
import Domain
import Permissions

/// `/admin people`: who administers the portal.
struct ListAdministrators: ReadingCommand {
  static let usage = Usage(.named("admin"), "people", examples: ["admin people"])

  init(_ arguments: inout Arguments) {}

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    try turn.require(.adminGrant, asked: "action.admin-people")
    let all = try Administrators(in: reading, appointed: turn.appointed)
    let lines = all.people.map { person in
      Phrase(
        all.isAppointed(person) ? "administrators.appointed" : "administrators.granted",
        ["person": .person(person), "name": .text(person.name)])
    }
    var blocks: [Reply.Block] = [.paragraph(Phrase("administrators.title")), .list(lines)]
    if all.unseen > 0 { blocks.append(.paragraph(Phrase("administrators.unseen", ["count": .number(all.unseen)]))) }
    return Reply(
      blocks + [
        .paragraph(
          Phrase(
            "administrators.next",
            ["grant": .command("/admin grant @HANDLE"), "revoke": .command("/admin revoke @HANDLE")]))
      ])
  }
}
