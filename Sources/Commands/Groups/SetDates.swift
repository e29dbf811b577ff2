import CommandLanguage
import Domain
import Permissions

/// `/project dates X`: when the project starts and ends; what its tasks have to do with it is looked at first.
struct SetDates: GroupCommand {
  static let usage = Usage(
    .groups, "dates", .group, options: [.date("from"), .date("until"), .flag("none"), .flag("force")],
    examples: ["project dates Apollo --from 1 Dec --until 31 Dec", "project dates Apollo --none"])

  let reference: GroupReference
  let from: DateText?
  let until: DateText?
  let isCleared: Bool
  let isForced: Bool

  init(_ arguments: inout Arguments) throws(UsageError) {
    from = try arguments.date(of: "from", edge: .start)
    until = try arguments.date(of: "until", edge: .end)
    isCleared = try arguments.flag("none")
    isForced = try arguments.flag("force")
    reference = try GroupReference(&arguments)
    guard from != nil || until != nil || isCleared else {
      throw .missing(label: "dates", root: arguments.root, usage: Self.usage.line(under: arguments.root))
    }
  }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try found(in: workspace, during: turn)
    let permit = try found.permit(.dates, during: turn)
    var group = found.group
    // A side that isn't given stays, unless both are to go.
    group.dates = try Group.Dates(
      from: from.map { try turn.moment(of: $0) } ?? (isCleared ? nil : group.dates.from),
      until: until.map { try turn.moment(of: $0) } ?? (isCleared ? nil : group.dates.until))
    guard !group.dates.isReversed else { throw Refusal.endsBeforeStart(group.dates) }
    guard group.dates != found.group.dates else {
      let same = group.phrase("dates.same")
      return group.dates.isEmpty ? Reply(same) : Reply(same, group.dates.phrase(of: group))
    }
    let outside = try workspace.openTickets(outside: group.dates, in: group.key, limit: [Ticket].shown + 1)
    if !outside.isEmpty, !isForced { throw refusal(permit.row, outside, group) }
    try workspace.apply(.setDates(group.dates), by: permit, at: turn.now)
    turn.tell(
      try workspace.followers(of: group.key), about: group.key,
      Phrase("notice.dates", ["actor": .person(turn.actor), "dates": .phrase(group.dates.phrase(of: group))]))
    let done = Reply.Block.paragraph(group.dates.phrase(of: group))
    guard !outside.isEmpty else { return Reply([done]) }
    return Reply([done, .paragraph(Phrase("dates.outside"))] + outside.lines(most: [Ticket].shown))
  }

  /// What has no dates is found under any root: its own would not help.
  private func found(in reading: any Reading, during turn: Turn) throws -> Found {
    do {
      return try reference.find(in: reading, during: turn, toChange: true)
    } catch Refusal.wrongKind(_, let group) where group.kind != .project {
      var turn = turn
      turn.root = group.kind.rawValue
      return try reference.find(in: reading, during: turn, toChange: true)
    }
  }

  private func refusal(_ row: Row, _ outside: [Ticket], _ group: Group) -> Denied {
    var options = [from.map { "--from \($0.typed)" }, until.map { "--until \($0.typed)" }].compactMap(\.self)
    if isCleared { options.append("--none") }
    let command = group.command("dates", then: (options + ["--force"]).joined(separator: " "))
    return Denied(
      denial: Denial(action: .dates, row: row, question: .precondition, reason: .tasksOutside), group: group,
      details: outside.lines(most: [Ticket].shown) + [.paragraph(Phrase("dates.force", ["command": command]))])
  }
}
