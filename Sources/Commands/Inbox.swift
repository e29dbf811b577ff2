import CommandLanguage
import Domain

/// `/muster inbox`: what one was told and could not be sent, the newest first.
///
/// It is looked at anew who may know what: what names a group that the reader may no longer see is left out, and so is what
/// asks for an answer that was given.
struct Inbox: Command {
  static let usage = Usage(
    .named(CommandCatalog.portalRoot), "inbox", options: [.page, .flag("clear")],
    examples: ["muster inbox", "muster inbox --clear"])

  let page: Page
  let isCleared: Bool

  init(_ arguments: inout Arguments) throws(UsageError) {
    page = try Page(&arguments)
    isCleared = try arguments.flag("clear")
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let (readable, unreadable) = try looked(in: workspace, during: turn)
    let length = { [turn] (notice: PersonalNotice) in turn.length(of: notice.line) }
    let shown = page.lines(of: readable, length: length)
    if isCleared { try workspace.remove(unreadable + shown) }
    guard !shown.isEmpty else {
      return page.number == 1 ? Reply(Phrase("inbox.none")) : page.beyond(readable, length: length)
    }
    let next: [String: Phrase.Argument] = [
      "command": .command("/\(CommandCatalog.portalRoot) inbox --clear"), "days": .number(PersonalNotice.life.days),
    ]
    return Reply(
      [.paragraph(Phrase("inbox.title")), .list(shown.map(\.line))]
        + page.rest(hasMore: shown.endIndex < readable.endIndex)
        + [.paragraph(isCleared ? Phrase("inbox.cleared") : Phrase("inbox.next", next))])
  }

  /// What the reader may read, up to the end of the page and one more, and what was passed over on the way there.
  private func looked(
    in reading: some Reading, during turn: Turn
  ) throws -> (readable: [PersonalNotice], unreadable: [PersonalNotice]) {
    var (readable, unreadable): ([PersonalNotice], [PersonalNotice]) = ([], [])
    var readership = try Readership(during: turn, in: reading)
    var last: PersonalNotice?
    var count = 0
    repeat {
      let batch = try reading.notices(to: turn.actor.key, behind: last, limit: Self.batch)
      last = batch.count < Self.batch ? nil : batch.last
      count += batch.count
      // What is too old is passed over, whenever the store forgets it.
      for notice in batch where readable.count < page.limit && turn.now < notice.at + PersonalNotice.life {
        let parts = try readership.readable(notice.parts, at: notice.at, by: turn.actor, in: reading)
        guard !parts.isEmpty else {
          unreadable.append(notice)
          continue
        }
        guard try !turn.isOverheard || isPublic(notice, to: &readership, in: reading) else { continue }
        readable.append(PersonalNotice(key: notice.key, to: notice.person, at: notice.at, parts))
      }
    } while last != nil && readable.count < page.limit && count < Self.most
    return (readable, unreadable)
  }

  /// Whether it is about nothing that the people of a room may not know.
  private func isPublic(
    _ notice: PersonalNotice, to readership: inout Readership, in reading: some Reading
  ) throws -> Bool {
    try notice.parts.allSatisfy { part in
      try part.group.flatMap { try readership.group($0, in: reading) }?.privacy == .public
    }
  }

  /// So many are looked at, whatever can be read of them; who clears the page gets to the rest.
  private static let most = 2_000
  private static let batch = 100
}

extension PersonalNotice {
  /// When it was told, and all its sentences one after the other.
  fileprivate var line: Phrase {
    let sentences = parts.flatMap(\.sentences)
    let what = sentences.dropFirst().reduce(sentences.first) { first, next in
      first.map { Phrase("inbox.sentences", ["first": .phrase($0), "next": .phrase(next)]) }
    }
    return Phrase("inbox.line", ["at": .moment(at), "what": what.map { .phrase($0) } ?? .text("")])
  }
}
