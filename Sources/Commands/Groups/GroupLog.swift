import CommandLanguage
import Domain
import Permissions

/// `/project log X`: who changed what and when, the newest first.
struct GroupLog: GroupCommand, ReadingCommand {
  static let usage = Usage(.groups, "log", .group, options: [.page], examples: ["project log Apollo"])

  let reference: GroupReference
  let page: Page

  init(_ arguments: inout Arguments) throws(UsageError) {
    page = try Page(&arguments)
    reference = try GroupReference(&arguments)
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let found = try reference.find(in: reading, during: turn, toChange: false)
    _ = try found.permit(.log, during: turn)
    let entries = try reading.log(of: found.group.key, skipping: page.skipped, limit: Page.length + 1)
    guard !entries.isEmpty else {
      return page.beyond(try reading.log(of: found.group.key, skipping: 0, limit: page.skipped))
    }
    let lines = try entries.prefix(Page.length).map { try line(of: $0, from: reading) }
    return Reply(
      [.paragraph(found.group.phrase("log.title")), .list(lines)] + page.rest(hasMore: entries.count > Page.length))
  }

  private func line(of entry: LogEntry, from reading: any Reading) throws -> Phrase {
    Phrase(
      entry.inAdminMode ? "log.line-admin-mode" : "log.line",
      ["at": .moment(entry.at), "what": .phrase(try entry.phrase(in: reading))])
  }
}

extension LogEntry {
  /// Who did what, to whom, and what that altered.
  func phrase(in reading: some Reading) throws -> Phrase {
    func person(_ key: PersonKey?) throws -> Phrase.Argument? {
      try key.flatMap { try reading.person($0) }.map { .person($0) }
    }
    var arguments: [String: Phrase.Argument] = [:]
    arguments["actor"] = try person(actor)
    arguments["target"] = try person(target)
    let what = Phrase(sentence, arguments)
    let altered = alterations.compactMap(\.phrase)
    guard !altered.isEmpty else { return what }
    return Phrase("log.altered", ["what": .phrase(what), "alterations": .list(altered.map { .phrase($0) })])
  }

  /// The key of what was done; for some actions that depends on what somebody was to the group, and is.
  fileprivate var sentence: String {
    let standing = alterations.first { $0.field == "standing" }
    let before = standing.flatMap { Standing(rawValue: $0.before) }
    let after = standing.flatMap { Standing(rawValue: $0.after) }
    return switch (action, before, after) {
    case (.join, _, .requester): "log.requested"
    case (.join, .invited, _): "log.did.accept"
    case (.leave, .requester, _): "log.did.withdraw"
    case (.leave, .invited, _): "log.did.decline"
    // A removal that was taken back, for which the row of the removal was asked.
    case (.remove, _, let after?) where after.isInside: "log.restored"
    default: "log.did.\(action.rawValue)"
    }
  }
}

extension Alteration {
  /// What was altered, as far as the line doesn't say it anyway.
  fileprivate var phrase: Phrase? {
    switch field {
    case "owner", "standing", "responsible", "copy": return nil
    // Too long for a line.
    case "description": return Phrase("log.description")
    // How many had asked to join, and what became of them.
    case "requests": return Int(before).map { Phrase("log.requests.\(after)", ["count": .number($0)]) }
    default: break
    }
    return Phrase("log.from-to", ["field": name, "before": value(before), "after": value(after)])
  }

  /// What operations have is set by an option, whose name is theirs.
  private var name: Phrase.Argument {
    FeatureOperation(rawValue: field) == nil ? .phrase(Phrase("log.field.\(field)")) : .command(field)
  }

  private func value(_ text: String) -> Phrase.Argument {
    guard !text.isEmpty else { return .phrase(Phrase("log.nothing")) }
    switch field {
    case "kind": return .phrase(Phrase("kind.\(text)"))
    case "privacy": return .phrase(Phrase("privacy.adjective.\(text)"))
    case "from", "until": return Int64(text).map { .moment(Moment(milliseconds: $0)) } ?? .text(text)
    case "name", "tags", "task", "tasks", "file":
      return .text(text.count > Self.longestValue ? text.prefix(Self.longestValue) + "…" : text)
    default: return .phrase(Phrase("level.\(text)"))
    }
  }

  /// Names fit, many tags don't.
  private static let longestValue = 100
}
