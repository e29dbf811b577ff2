import CommandLanguage
import Commands
import Domain
import Engine
import Permissions
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

  func said(_ text: String) {
    guard let parsed = try? CommandCatalog.parse([.text(text)]) else { return }
    touched.withLock { _ = $0.commands.insert(parsed.usage.verb) }
  }

  func refused(_ status: Int) { touched.withLock { _ = $0.statuses.insert(status) } }

  func decided(_ row: Row) { touched.withLock { _ = $0.rows.insert(row.id) } }

  func wrote(_ keys: Set<String>) { touched.withLock { $0.sentences.formUnion(keys) } }

  /// What no talk has touched.
  ///
  /// - Parameter sentences: The keys of all sentences.
  package func gaps(sentences: Set<String>) -> Gaps {
    let touched = touched.withLock { $0 }
    let verbs = CommandCatalog.all.map { command in command.usage.verb }
    let untold = sentences.subtracting(touched.sentences)
    let refusals = untold.filter { key in Self.refusals.contains { key.hasPrefix($0) } }
    return Gaps(
      commands: verbs.filter { !touched.commands.contains($0) },
      rows: Row.table.map(\.id).filter { !touched.rows.contains($0) },
      sentences: untold.subtracting(refusals).sorted(),
      refusals: refusals.sorted() + Self.statuses.filter { !touched.statuses.contains($0) }.map { "HTTP \($0)" })
  }

  /// How the keys of sentences begin that say why something is not done.
  private static let refusals = ["denied.", "usage.", "group.", "stranger"]
  /// What a messenger can be answered instead: not readable, not genuine, and another text for a known delivery.
  private static let statuses = [401]

  /// What no talk has touched, by kind.
  package struct Gaps: Sendable, CustomStringConvertible {
    package let commands: [String]
    package let rows: [String]
    package let sentences: [String]
    package let refusals: [String]

    package var description: String {
      [
        ("commands", commands), ("rows of the permission table", rows), ("refusals", refusals),
        ("other sentences", sentences),
      ].map { name, gaps in
        gaps.isEmpty
          ? "All \(name) are touched." : "No talk touches \(gaps.count) \(name): \(gaps.joined(separator: ", "))"
      }.joined(separator: "\n")
    }
  }
}

/// Writes as another wording does, and notes which sentences were needed.
struct NotedWording: Wording {
  let wording: any Wording
  let coverage: Coverage

  var codes: [String] { wording.codes }

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
