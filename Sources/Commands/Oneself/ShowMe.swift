import CommandLanguage
import Domain
import Permissions

/// `/muster me`: for whom the bot takes one, by which accounts, and in what language and by which clock it answers.
struct ShowMe: ReadingCommand {
  static let usage = Usage(.named(CommandCatalog.portalRoot), "me", examples: ["muster me"])

  init(_ arguments: inout Arguments) {}

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let me = turn.actor
    let accounts = try reading.accounts(of: me.key)
    return Reply([
      .fields([
        Reply.Field(
          Phrase("me.name"),
          Phrase("me.name-and-handle", ["name": .text(me.name), "handle": .command("@" + me.handle)])),
        Reply.Field(
          Phrase("me.accounts"), Phrase("show.value", ["value": .list(accounts.map { .command($0.description) })])),
        Reply.Field(Phrase("card.you"), Phrase("show.value", ["value": .list(parts(of: me, during: turn))])),
        Reply.Field(Phrase("me.language"), Phrase("language.name")),
        Reply.Field(Phrase("me.clock"), Phrase("show.value", ["value": .moment(turn.now)])),
      ]),
      .paragraph(
        Phrase(
          "me.next",
          [
            "timezone": .command("/muster me timezone"), "language": .command("/muster me language"),
            "link": .command("/muster me link"),
          ])),
    ])
  }

  /// What one is in the company.
  private func parts(of me: Person, during turn: Turn) -> [Phrase.Argument] {
    let belonging = Phrase(me.isExternal ? "me.external" : "me.employee")
    switch me.admin(at: turn.now) {
    case .none: return [.phrase(belonging)]
    case .off: return [.phrase(belonging), .phrase(Phrase("me.administrator"))]
    case .on: return [.phrase(belonging), .phrase(Phrase("me.administrator-on"))]
    }
  }
}
