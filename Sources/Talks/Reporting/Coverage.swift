import CommandLanguage
import Commands
import Domain
import Engine
package import Permissions
import Platform

/// What the talks of a run have touched: commands, rows of the permission table, sentences and refusals.
package final class Coverage: Sendable {
  private let touched = Guarded(Touched())

  private struct Touched: Sendable {
    var commands: Set<String> = []
    var rows: Set<String> = []
    var sentences: Set<String> = []
    var statuses: Set<Int> = []
  }

  package init() {}

  /// Notes a command that was carried out.
  ///
  /// - Parameter rows: What was asked on the way; what is read leaves no other trace of the row that allowed it.
  func carriedOut(_ text: String, asking rows: Set<Row>, under policy: Policy) {
    guard let usage = try? CommandCatalog.parse([.text(text)]).usage else { return }
    let allowing = policy.rules.filter { rule in
      rows.contains(rule.row) && rule.actions.contains { $0.leavesNoTrace && $0.isAsked(by: usage) }
    }
    touched.withLock { touched in
      touched.commands.insert(usage.verb)
      touched.rows.formUnion(allowing.map(\.row.id))
    }
  }

  func refused(_ status: Int) { touched.withLock { _ = $0.statuses.insert(status) } }

  func decided(_ row: Row) { touched.withLock { _ = $0.rows.insert(row.id) } }

  func wrote(_ keys: Set<String>) { touched.withLock { $0.sentences.formUnion(keys) } }

  /// What no talk has touched.
  ///
  /// - Parameters:
  ///   - sentences: The keys of all sentences.
  ///   - policy: Whose rules say what each row decides.
  package func gaps(sentences: Set<String>, under policy: Policy) -> Gaps {
    let touched = touched.withLock { $0 }
    let untold = sentences.subtracting(touched.sentences)
    let refusals = untold.filter(Unreached.isRefusal)
    return Gaps(
      commands: CommandCatalog.all.map { $0.usage.verb }.filter { !touched.commands.contains($0) },
      rows: policy.allRows.map(\.id).filter { !touched.rows.contains($0) }.map { row in
        Gaps.Gap(name: row, reason: Unreached.reason(row: row, among: policy.rules))
      },
      refusals: refusals.sorted().map { Gaps.Gap(name: $0, reason: Unreached.refusals[$0]) }
        + Self.statuses.filter { !touched.statuses.contains($0) }.map { Gaps.Gap(name: "HTTP \($0)", reason: nil) },
      sentences: untold.subtracting(refusals).sorted())
  }

  /// What no talk can touch, each with its reason in the gaps.
  package static var unreachedRefusals: Set<String> { Set(Unreached.refusals.keys) }
  package static var unreachedRows: Set<String> { Set(Unreached.rows.keys) }

  /// What a messenger can be answered instead: not genuine.
  private static let statuses = [401]
}

extension Policy {
  /// Those of the permission table, and the company's own.
  fileprivate var allRows: [Row] {
    Row.table + Set(rules.map(\.row)).filter { $0.section == .own }.sorted()
  }
}

extension Action {
  /// Whether only the decision itself tells that it happened; the log or the outcome tells of all others.
  fileprivate var leavesNoTrace: Bool {
    switch self {
    case .list, .listArchived, .listAll, .show, .members, .pending, .seeSettings, .readPosts, .seeTasks, .seeOwnTask,
      .seeFiles, .progress, .log, .pin, .unpin, .follow, .mute:
      true
    default: false
    }
  }
}

/// Writes as another wording does, and notes which sentences were needed.
struct NotedWording: Wording {
  let wording: any Wording
  let coverage: Coverage

  var languages: [SpokenLanguage] { wording.languages }

  func write(_ reply: Reply, for reader: Person?, with markup: any Markup) -> String {
    var keys: Set<String> = []
    for block in reply.blocks {
      switch block {
      case .paragraph(let phrase): phrase.note(in: &keys)
      case .list(let phrases): for phrase in phrases { phrase.note(in: &keys) }
      case .fields(let fields):
        for field in fields {
          field.label.note(in: &keys)
          field.value.note(in: &keys)
        }
      }
    }
    coverage.wrote(keys)
    return wording.write(reply, for: reader, with: markup)
  }
}

extension Phrase {
  /// The keys of the sentence and of those within it.
  fileprivate func note(in keys: inout Set<String>) {
    keys.insert(key)
    for argument in arguments.values { argument.note(in: &keys) }
  }
}

extension Phrase.Argument {
  fileprivate func note(in keys: inout Set<String>) {
    switch self {
    case .phrase(let phrase): phrase.note(in: &keys)
    case .list(let arguments): for argument in arguments { argument.note(in: &keys) }
    default: break
    }
  }
}
