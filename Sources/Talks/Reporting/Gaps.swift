import CommandLanguage
import Commands
import Permissions

/// What no talk has touched, by kind.
package struct Gaps: Sendable, CustomStringConvertible {
  package let commands: [String]
  /// Rows of the permission table.
  package let rows: [Gap]
  package let refusals: [Gap]
  package let sentences: [String]

  /// A row or a refusal that no talk has touched.
  package struct Gap: Sendable, Equatable {
    package let name: String
    /// Why no talk can; `nil` where a talk is missing.
    package let reason: String?
  }

  package var description: String {
    ([
      Self.line("commands", commands), Self.line("rows of the permission table", rows.missing),
      Self.line("refusals", refusals.missing),
    ] + Self.lines("rows", rows) + Self.lines("refusals", refusals) + [Self.line("other sentences", sentences)])
    .joined(separator: "\n")
  }

  private static func line(_ kind: String, _ names: [String]) -> String {
    names.isEmpty
      ? "All \(kind) that a talk can touch are touched."
      : "No talk touches \(names.count) \(kind): \(names.joined(separator: ", "))"
  }

  /// A line for each reason why no talk can.
  private static func lines(_ kind: String, _ gaps: [Gap]) -> [String] {
    Dictionary(grouping: gaps.filter { $0.reason != nil }, by: { $0.reason ?? "" }).sorted { $0.key < $1.key }.map {
      "No talk can touch the \(kind) \($1.map(\.name).joined(separator: ", ")): \($0)."
    }
  }
}

extension [Gaps.Gap] {
  /// Those that a talk could touch.
  package var missing: [String] { filter { $0.reason == nil }.map(\.name) }
}

/// Why no talk can touch something.
enum Unreached {
  /// Whether a sentence says why something is not done.
  static func isRefusal(_ key: String) -> Bool {
    prefixes.contains { key.hasPrefix($0) } || others.contains(key)
  }

  private static let prefixes = ["denied.", "usage.", "group.", "person.", "date.", "stranger"]
  private static let others: Set = [
    "dates.reversed", "join.rejected-lately", "remove.wrong-successor", "confirm.unknown", "cancel.nothing",
    "undo.nothing", "undo.final",
    "undo.changed", "can.not-about-others", "can.not-who-creates", "why.nothing", "why.not-so-many", "list.no-page",
    "help.unknown",
    "me.timezone-unknown", "me.timezone-choose", "me.language-unknown", "link.unknown", "link.locked", "link.overheard",
    "link.overheard-code", "link.own-account", "link.not-empty",
  ]

  /// `nil` where some command asks the row.
  static func reason(row: String, among rules: [Rule]) -> String? {
    if let reason = rows[row] { return reason }
    let actions = rules.filter { $0.row.id == row }.flatMap(\.actions)
    return actions.contains(where: \.hasCommand)
      ? nil : "no command asks for " + actions.map(\.rawValue).joined(separator: ", ") + " yet"
  }

  /// By the row's id.
  static let rows = [
    "V3": "the list asks the rows of list-archived for what is archived",
    "X2": "no command opens a workgroup or a project to people from outside",
    "X4": "no command forbids to invite guests yet",
  ]

  /// By the key of the sentence.
  static let refusals = [
    "denied.came-with-department": departments, "denied.target-came-with-department": departments,
    "denied.guests-switched-off": "no command forbids to invite guests yet",
    "denied.has-contents": contents, "denied.tasks-outside": contents,
    "denied.inactive": inactive, "denied.target-inactive": inactive,
    "denied.level": levels, "denied.posters": levels,
    "denied.no-extranet-groups": "no command asks for a group that is open to people from outside",
    "denied.no-shared-group": "people from outside are in collabs alone, where that isn't asked",
    "denied.only-invited": "whoever isn't invited is told that there is no such group",
    "denied.target-appointed": "a talk has no bot.yaml, which would name administrators",
    "denied.wrong-kind": cases, "denied.wrong-privacy": cases,
    "denied.target-employee": "employees are added to a collab, and anybody may be invited elsewhere",
    "denied.not-your-task": tasks, "denied.not-creator": tasks, "denied.task-closed": tasks,
    "denied.awaiting-control": tasks, "denied.may-not-edit-task": tasks,
    "person.ambiguous": names,
  ]

  private static let cases = "the rules that ship leave no such case open to a command"
  private static let departments = "no messenger tells of departments yet"
  private static let contents = "no command adds tasks or files yet"
  private static let inactive = "no command ends an account yet"
  private static let levels = "they decide about tasks, files and posts, which have no commands yet"
  private static let tasks = "no command is about a task yet"
  private static let names = "each person of a talk has a name of one's own"
}

extension Action {
  /// Whether some command is about it.
  fileprivate var hasCommand: Bool { CommandCatalog.all.contains { isAsked(by: $0.usage) } }

  /// Whether the command of this usage is about it.
  func isAsked(by usage: Usage) -> Bool {
    let asked: [Action: String] = [
      .listArchived: "list", .pending: "requests", .seeSettings: "settings", .createFor: "create",
      .seeTasks: "show", .seeFiles: "show",
    ]
    return usage.action == asked[self] ?? rawValue
  }
}

extension Usage {
  /// The action as the permission table calls it, such as `archive` or `admin-on`.
  fileprivate var action: String {
    let verb = verb.split(separator: " ").joined(separator: "-")
    if case .named(let root) = roots { return "\(root)-\(verb)" }
    return verb
  }
}
